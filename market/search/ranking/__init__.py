"""What a query means and what weighs how much: query planner, weights, corrections."""
