"""`/shops/…`: a household and its goods."""
