"""What is heard: how many complaints there are, how soon they are answered, and how the answers were found."""
