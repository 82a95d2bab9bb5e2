"""Services: programs of partners that act under a token of their own, within scopes and at a place."""
