"""A word about an order: one thread between its buyer and its household."""
