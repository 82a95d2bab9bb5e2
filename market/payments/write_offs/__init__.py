"""What is given up (write-offs), by two operators above a set sum."""
