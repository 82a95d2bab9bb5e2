"""Bank statements matched with charges."""
