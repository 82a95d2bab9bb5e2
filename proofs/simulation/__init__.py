"""A simulated week of a post office, lived through the same actions as real use, with everything that goes wrong."""
