"""An order is bought again: what can be had as it was, and in words what is otherwise now."""
