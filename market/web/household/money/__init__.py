"""`/shop/{id}/money`: what is hers, what comes when, and how she takes it out."""
