"""`/shop/{id}/fairs`: stands that a household takes, what was ordered there, and what to pick."""
