"""What somebody typed, pasted or scanned into the one field, and the page that it leads to."""

import re
from typing import Any
from uuid import UUID

from market import errors, ids
from market.accounts.access import current_person
from market.accounts.rules import mobile_number
from market.delivery import s10
from market.delivery.bags import queries as bags
from market.delivery.models import Parcel
from market.delivery.queries import manifests
from market.delivery.queries.parcels import parcels_for
from market.delivery.rules.parcels import UnknownParcel
from market.http import page
from market.orders.collection import waiting

_MOST = 20
# What stands around a number: the address in a QR code, the sign by which some scanners say what they read, points.
_AROUND = re.compile(r"^.*/t/|^\][A-Za-z][0-9]|[.-]", re.IGNORECASE)
_ORDER = re.compile(r"CP-?([0-9A-Z]{4})-?([0-9A-Z]{4})")


def parcels_meant(typed: str, office: str) -> list[Parcel]:
    """Those of the order or of the receiver with that phone, as far as one sees them. Raises MistypedNumber."""
    query = parcels_for(current_person(), post_office_code=office, sought=order_number(typed) or typed)
    found: dict[str, Any] = page(query, Parcel.id, limit=_MOST)
    return list(found["items"])


def order_number(typed: str) -> str | None:
    """An order's number, with or without its hyphens."""
    shaped = _ORDER.fullmatch(s10.written(typed))
    number = f"CP-{shaped[1]}-{shaped[2]}" if shaped else ""
    return number if ids.is_order_number(number) else None


def tracking_number(typed: str) -> str | None:
    """A parcel's own number, also as its QR code or a scanner says it. Raises MistypedNumber."""
    if order_number(typed) or mobile_number(typed):
        return None
    return s10.read_s10(_AROUND.sub("", typed))


def paper(typed: str, at: str) -> str | None:
    """The page of a bag or a manifest whose id that is. Raises UnknownParcel for one of others."""
    try:
        wanted = UUID(typed.strip())
    except ValueError:
        return None
    for folder, look in (("bags", bags.bag), ("manifests", manifests.manifest)):
        try:
            return f"{at}/{folder}/{look(wanted, current_person()).id}"
        except errors.NotFound:
            continue
    raise UnknownParcel


def waits_here(number: str, office: str) -> bool:
    """Whether an order waits at this counter for its buyer."""
    try:
        return waiting.order_at(office, number) is not None
    except errors.NotFound:
        return False
