"""`/office`: what a place aims at, and how far it has come."""
