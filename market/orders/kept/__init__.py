"""A basket that somebody's browser keeps: looked up anew whenever it is shown, and what changed meanwhile is said."""
