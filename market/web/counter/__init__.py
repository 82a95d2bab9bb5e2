"""`/counter`: the clerk and the courier at work."""
