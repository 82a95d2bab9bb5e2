"""What must always be true of money, for `market audit`, by noun."""

from collections.abc import Iterator

from market.payments.audit import cash, cash_outs, charges, claims, ledger, sales


def audit() -> Iterator[str]:
    """One plain line for each thing that is broken."""
    for part in (ledger, sales, cash, claims, cash_outs, charges):
        yield from part.audit()
