"""Bags of parcels on their way from one post office to the next, each with its manifest."""
