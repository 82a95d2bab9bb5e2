"""What closing a fair brings about: its orders go on, or all is called off, one order after the other."""
