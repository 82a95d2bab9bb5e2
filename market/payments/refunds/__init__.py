"""Refunds by card, bank or cash."""
