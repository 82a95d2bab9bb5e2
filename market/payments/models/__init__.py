"""The tables of money, by noun. Everything is imported here, so that the schema is whole once the package is."""

from market.payments.models.cash import CashOnDelivery
from market.payments.models.ledger import LedgerAccount, LedgerEntry, Posting
from market.payments.models.rates import Rate
from market.payments.models.sales import Sale, SaleRefund

__all__ = ["CashOnDelivery", "LedgerAccount", "LedgerEntry", "Posting", "Rate", "Sale", "SaleRefund"]
