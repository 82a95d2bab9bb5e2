"""Dated rates: commission, taxes, fees, limits."""
