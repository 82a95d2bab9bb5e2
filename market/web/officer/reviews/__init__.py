"""Reviews that an office is asked to look at."""
