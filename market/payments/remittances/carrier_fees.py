"""What the carrier earns by carrying. Each may be repeated without harm."""

from datetime import datetime

from market.payments.ledger import accounts
from market.payments.ledger.actions import current, post, undo
from market.payments.sales.queries import sale


def charge_carriage(*, reference: str, carrier: str, return_fee_vnd: int = 0, now: datetime) -> None:
    """The carrier earns what the buyer was asked for shipping; the way back is the platform's to bear."""
    found = sale(reference)
    if found is None:
        return
    post(
        key=current(f"carriage:{reference}"),
        kind="carriage",
        reference=reference,
        debit={accounts.SHIPPING: found.shipping_vnd, accounts.RETURNS: return_fee_vnd},
        credit={accounts.carrier(carrier): found.shipping_vnd + return_fee_vnd},
        now=now,
    )


def forgo_carriage(*, reference: str, now: datetime) -> None:
    """The parcel has not arrived after all."""
    undo(current(f"carriage:{reference}"), now=now)
