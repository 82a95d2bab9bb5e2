"""`/categories/…`: goods of a kind."""
