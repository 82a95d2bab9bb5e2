"""What may be complained of, the states of a complaint, who holds it, how it ends. Plain values, no database."""
