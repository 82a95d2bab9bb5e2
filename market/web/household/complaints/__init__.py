"""`/shop/{id}/complaints`: what a household is asked about, and what it complains of itself."""
