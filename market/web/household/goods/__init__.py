"""`/shop/{id}/goods`: what the household sells."""
