"""`/me/helpers`: who helps me, what they did in my name, and whether they may."""
