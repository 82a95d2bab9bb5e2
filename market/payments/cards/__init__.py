"""Webhooks of the card gateway and reconciliation with it."""
