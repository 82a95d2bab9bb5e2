"""People as operators look them up, and end their sessions."""
