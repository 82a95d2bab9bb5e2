"""What buyers say of what they had delivered, and the score that is made of it."""
