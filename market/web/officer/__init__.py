"""The pages of officers: what waits in their place, and what can be done about it."""
