"""The photos of a good: taken, sent, put in order."""
