"""What buyers said of a household's goods, and its answers."""
