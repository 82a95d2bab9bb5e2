"""`/office`: what waits for an officer today."""
