"""Charges of a checkout: by card gateway or bank QR."""
