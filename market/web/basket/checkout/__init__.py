"""`/checkout`: a basket becomes orders: who receives it, where, how it is paid, and the code at the end."""
