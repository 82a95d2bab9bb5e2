"""People, sign-in by phone, tokens, roles at a place, who may do what. Knows nothing of shops or post offices."""
