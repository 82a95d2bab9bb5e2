"""What an order does to the books, shared out to the đồng; tax statements."""
