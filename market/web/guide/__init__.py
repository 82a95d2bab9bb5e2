"""`/docs`: every call of the API, read from its contract, for people who write programs."""
