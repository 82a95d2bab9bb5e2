"""The engine for a province."""
