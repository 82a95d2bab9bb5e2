"""Provinces, communes (now, and before 1 July 2025), villages, digital addresses. Knows nothing of people."""
