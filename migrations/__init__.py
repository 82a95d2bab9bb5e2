"""Alembic migrations; `market migrate` runs them and loads the reference data."""
