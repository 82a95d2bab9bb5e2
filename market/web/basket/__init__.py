"""What somebody has chosen, and how it becomes orders."""
