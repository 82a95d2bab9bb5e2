"""What money looks like from outside, by noun."""
