"""Changes of money, by noun: the `ledger` into which all of it is posted, `sales`, `cash` on delivery and the rest."""

from market.payments.actions.cash import expect_cash, waive_cash
from market.payments.actions.claims import follow_claim
from market.payments.actions.collection import compare_cash, follow_parcel, record_cash
from market.payments.actions.ledger import post
from market.payments.actions.rates import load_rates
from market.payments.actions.sales import close_sale, open_sales, release_sale, reopen_sale, take_back

__all__ = [
    "close_sale",
    "compare_cash",
    "expect_cash",
    "follow_claim",
    "follow_parcel",
    "load_rates",
    "open_sales",
    "post",
    "record_cash",
    "release_sale",
    "reopen_sale",
    "take_back",
    "waive_cash",
]
