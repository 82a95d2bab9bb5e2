"""`/office`: declared certificates to verify or refuse."""
