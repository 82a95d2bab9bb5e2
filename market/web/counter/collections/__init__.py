"""Orders that wait at the counter for whoever comes with the code."""
