"""How the household keeps its word: what was counted of its orders, where that puts it, and what would raise it."""
