"""`/figures/buyers`: by which links buyers come to a place, and how far."""
