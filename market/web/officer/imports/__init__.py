"""`/office`: the files she has sent, and how good they were."""
