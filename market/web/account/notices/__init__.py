"""`/me/notices`: what I was told by SMS, and how I wish to be."""
