"""A buyer wishes to hear of the next season, or no more: on her order, and by the link of the message."""
