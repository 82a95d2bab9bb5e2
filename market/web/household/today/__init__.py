"""`/shop`: what is to do today."""
