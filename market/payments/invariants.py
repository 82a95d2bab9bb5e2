"""What must always be true of money, for `market audit`, by noun."""

from collections.abc import Iterator

from market.payments.bank import invariants as bank
from market.payments.cards import invariants as charges
from market.payments.cash import invariants as cash
from market.payments.cash_outs import invariants as cash_outs
from market.payments.ledger import invariants as ledger
from market.payments.remittances import invariants as claims
from market.payments.sales import invariants as sales
from market.payments.tills import invariants as couriers


def audit() -> Iterator[str]:
    """One plain line for each thing that is broken."""
    for part in (ledger, sales, cash, couriers, claims, cash_outs, bank, charges):
        yield from part.audit()
