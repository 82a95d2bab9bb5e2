"""Bags of parcels to and from the next post office."""
