"""What the household asks of the buyer before it packs: to send fewer packs, or on a later day."""
