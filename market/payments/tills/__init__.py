"""The till of a post office."""
