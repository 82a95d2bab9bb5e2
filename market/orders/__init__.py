"""Checkout, one order per shop, its states and history. Does not know who asks for statistics."""
