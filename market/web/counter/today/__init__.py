"""`/counter`: the one field, and what is to be done today."""
