"""Households, shops and goods from the tables that officials have: read, cleaned, held where not sure, undone."""
