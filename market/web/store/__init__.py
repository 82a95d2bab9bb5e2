"""What anybody sees: goods, shops, places and how to find them."""
