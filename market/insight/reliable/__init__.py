"""How a shop keeps its word with its own orders: what is counted, the step it comes to, and what would raise it."""
