"""What is asked about a shop's goods, and its answers."""
