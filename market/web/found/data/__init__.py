"""The icons, drawn by us."""
