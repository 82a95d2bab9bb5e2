"""`/office`: who needs a visit, and whom to call."""
