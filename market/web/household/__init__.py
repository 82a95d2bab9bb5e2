"""`/shop`: the household at work, and whoever of its team acts for it."""
