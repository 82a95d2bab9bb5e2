"""`/team/households/{id}`: one household, what was done for it, and what was written down wrongly."""
