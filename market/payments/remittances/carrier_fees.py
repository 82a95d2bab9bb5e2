"""What the carrier earns by carrying. Each may be repeated without harm."""

from datetime import datetime

from market.delivery.models import Parcel
from market.payments.ledger import accounts
from market.payments.ledger.actions import current, post, undo
from market.payments.sales.queries import sale


def charge_carriage(*, parcel: Parcel, returned: bool, now: datetime) -> None:
    """The carrier earns what the buyer was asked for shipping; the way back is the platform's to bear."""
    found = sale(parcel.reference)
    if found is None:
        return
    back = (parcel.return_fee_vnd or 0) if returned else 0
    post(
        key=current(f"carriage:{parcel.reference}"),
        kind="carriage",
        reference=parcel.reference,
        debit={accounts.SHIPPING: found.shipping_vnd, accounts.RETURNS: back},
        credit={accounts.carrier(parcel.carrier): found.shipping_vnd + back},
        now=now,
    )


def forgo_carriage(*, reference: str, now: datetime) -> None:
    """The parcel has not arrived after all."""
    undo(current(f"carriage:{reference}"), now=now)
