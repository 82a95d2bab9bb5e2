"""What one pack of a good costs to send to the commune that was chosen, and how long it takes."""

from typing import Any
from uuid import UUID

from market import clock, errors
from market.orders import queries
from market.places.queries import place_of


def to(commune: str, product_id: UUID) -> dict[str, Any]:
    """By the quote that a basket is counted with; or in a sentence why it cannot go there."""
    told: dict[str, Any] = {"place": place_of(commune)["name"], "why_not": None}
    try:
        basket = queries.quote(wanted={product_id: 1}, to_commune=commune, cod=False, now=clock.now())
    except errors.Problem as problem:
        return told | {"why_not": problem.detail}
    parcel = basket.parcels[0]
    return told | {
        "fee_vnd": parcel.shipping_vnd,
        "cash_vnd": parcel.cod_fee_if(cod=True),
        "least": parcel.shipping.min_days,
        "most": parcel.shipping.max_days,
        "warnings": parcel.warnings,
    }
