"""`/shop/{id}/money/month`: the book of a month."""
