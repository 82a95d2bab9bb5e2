"""Reads of post offices, parcels, their scans, and what an office has to do."""
