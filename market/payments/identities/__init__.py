"""The identity number that a payee files."""
