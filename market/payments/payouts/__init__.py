"""Payouts to a bank account."""
