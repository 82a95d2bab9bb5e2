"""`/search`: goods by words and filters, with what was understood."""
