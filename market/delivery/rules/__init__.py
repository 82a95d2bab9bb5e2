"""Plain values of delivery: states, scan events, what is reported and told, and what is refused."""
