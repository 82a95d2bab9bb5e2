"""Facts the catalogue ships with."""
