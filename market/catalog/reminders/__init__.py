"""Somebody asks to be told once when a good ripens, or can be bought again."""
