"""What the carrier earns by carrying, and owes for what it lost or spoilt. Each may be repeated without harm."""

from __future__ import annotations

from datetime import datetime

from market.delivery.models import Parcel
from market.delivery.tariff import Zone, zone_between
from market.money import share_of
from market.payments.actions.ledger import current, post, undo
from market.payments.queries.ledger import moved
from market.payments.queries.rates import rate
from market.payments.queries.sales import sale
from market.payments.rules import accounts
from market.places.queries import province_of


def charge_carriage(*, parcel: Parcel, returned: bool, now: datetime) -> None:
    """The carrier earns what the buyer was asked for shipping; the way back is the platform's to bear."""
    found = sale(parcel.reference)
    if found is None:
        return
    back = _return_fee(parcel, found.shipping_vnd, now) if returned else 0
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


def claim_loss(*, parcel: Parcel, now: datetime) -> None:
    """The carrier owes what the lost or damaged goods were declared at: the shop's, once the carrier has paid it."""
    found = sale(parcel.reference)
    if found is not None:
        post(
            key=current(f"claim:{parcel.reference}"),
            kind="claim",
            reference=parcel.reference,
            debit={accounts.carrier(parcel.carrier): parcel.declared_vnd},
            credit={accounts.pending(found.shop_id): parcel.declared_vnd},
            now=now,
        )


def withdraw_claim(*, reference: str, now: datetime) -> None:
    """The parcel was found. What the carrier has paid meanwhile the shop owes again, and it is netted."""
    undo(current(f"claim-paid:{reference}"), now=now)
    undo(current(f"claim:{reference}"), now=now)


def pay_claim(*, reference: str, now: datetime) -> bool:
    """The carrier has named the claim in a statement: the money is in the shop's reach."""
    found = sale(reference)
    claimed = moved(reference, accounts.pending(found.shop_id)) if found else 0
    if found is None or claimed <= 0:
        return False
    return post(
        key=current(f"claim-paid:{reference}"),
        kind="claim_paid",
        reference=reference,
        debit={accounts.pending(found.shop_id): claimed},
        credit={accounts.shop(found.shop_id): claimed},
        now=now,
    )


def _return_fee(parcel: Parcel, outward_vnd: int, now: datetime) -> int:
    zone = zone_between(province_of(parcel.from_commune), province_of(parcel.to_commune))
    return 0 if zone == Zone.IN_PROVINCE else share_of(outward_vnd, rate("return_fee_percent", now))
