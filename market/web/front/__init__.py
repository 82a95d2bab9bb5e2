"""`/` and `/api/v1`: what this is, and where everybody goes on."""
