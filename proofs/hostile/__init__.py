"""A living fair under attack: who is there, what they call, what they try, and what must not have moved."""
