"""Many numbers at once, and what somebody brought in one go."""
