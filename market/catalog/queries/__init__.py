"""Reads of shops and products. What the one who looks may not see is not found."""
