"""What a complaint of an address is about: an order, a parcel, a shop, or nothing of ours."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from market import errors, fields, ids
from market.accounts.models import Person
from market.catalog.access import shop_for
from market.complaints import queries
from market.complaints.rules.kinds import KINDS, About, Kind, Side, may_be
from market.delivery import s10
from market.language import Sentence
from market.orders import queries as orders
from market.orders.models import Order
from market.web.complaints.words import ABOUT, KIND_PICTURES
from market.web.shell import forms

_LONGEST, _LETTERS = 40, 8


class Asked(fields.Schema):
    """What an address names: one of these, or none."""

    order = fields.String(longest=_LONGEST)
    parcel = fields.String(longest=_LONGEST)
    shop = fields.Id()


class Subject(NamedTuple):
    """`fields` is what `ComplaintIn` calls it; `back` where one came from."""

    about: About
    side: Side
    fields: Mapping[str, Any]
    said: Sentence
    back: str


def asked() -> dict[str, Any]:
    """Raises InvalidInput."""
    return forms.asked(Asked())


def subject_of(me: Person, named: Mapping[str, Any], now: datetime) -> Subject | None:
    """What `me` may complain of as a buyer, a receiver or a passer-by; None for what is not theirs to know.

    Nothing is written: a page is only looked at.
    """
    if "shop" in named:
        shop = shop_for(named["shop"], me, now=now)
        said = ABOUT["shop"].format(name=shop.name)
        return Subject(About.SHOP, Side.OTHER, {"shop_id": str(shop.id)}, said, f"/shops/{ids.in_address(shop.id)}")
    if "order" in named or "parcel" in named:
        return _of_order(me, named)
    return Subject(About.NOTHING, Side.OTHER, {}, ABOUT["nothing"], "/complaints")


def order_named(named: Mapping[str, Any]) -> Order | None:
    """The order, by its own number or its parcel's, whoever asks."""
    number = number_named(named.get("order") or named.get("parcel") or "")
    return orders.with_number(number) if number else None


def number_named(typed: str) -> str | None:
    """An order's number as it is typed, or that of what a parcel carries."""
    written = s10.written(typed)
    if s10.is_s10(written):
        return queries.carried_by(written)
    bare = written.replace("-", "")
    bare = bare.removeprefix("CP") if len(bare) > _LETTERS else bare
    number = f"CP-{bare[:4]}-{bare[4:]}"
    return number if ids.is_order_number(number) else None


def kinds_of(subject_about: About, side: Side) -> list[tuple[str, Sentence, str]]:
    """What may be complained of: code, word and picture."""
    return [(str(kind), KINDS[kind], KIND_PICTURES[kind]) for kind in Kind if may_be(kind, subject_about, side)]


def _of_order(me: Person, named: Mapping[str, Any]) -> Subject | None:
    order = order_named(named)
    if order is None:
        return None
    side = Side.BUYER if order.buyer_id == me.id else Side.RECIPIENT if _receives(order, me) else None
    if side is None:
        return None
    if "order" in named:
        said, name = ABOUT["order"].format(number=order.number, shop=order.shop_name), "order_number"
        return Subject(About.ORDER, side, {name: order.number}, said, f"/orders/{order.number}")
    number = errors.found(order.tracking_number)
    said = ABOUT["parcel"].format(number=number, shop=order.shop_name)
    return Subject(About.PARCEL, side, {"tracking_number": number}, said, f"/t/{number}")


def _receives(order: Order, me: Person) -> bool:
    return me.phone is not None and order.recipient_phone == me.phone
