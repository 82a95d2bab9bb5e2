"""The team itself: its members, who is asked to join, its villages."""
