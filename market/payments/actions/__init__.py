"""Changes of money, by noun: `cash` on delivery, the `ledger` into which all of it is posted."""

from market.payments.actions.cash import expect_cash, record_cash, waive_cash
from market.payments.actions.ledger import post

__all__ = ["expect_cash", "post", "record_cash", "waive_cash"]
