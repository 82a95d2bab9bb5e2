"""What the buyer puts right of an order until it is packed: who receives it, and where."""
