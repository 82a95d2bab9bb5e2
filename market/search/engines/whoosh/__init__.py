"""The engine for a commune or a laptop."""
