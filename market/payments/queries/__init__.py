"""Reads of money, by noun."""

from market.payments.queries.cash import cash_for, cash_for_all

__all__ = ["cash_for", "cash_for_all"]
