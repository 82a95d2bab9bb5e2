"""Whose shop it is that somebody looks at, and the frame of its pages."""

from typing import Any
from uuid import UUID

from flask import Response

from market import clock, errors
from market.accounts import access as accounts
from market.accounts import queries as people
from market.accounts.models import Person
from market.catalog import access
from market.catalog.models import Shop
from market.language import Sentence
from market.web.household.words import HOUSEHOLD
from market.web.shell import frame

# Each room of a shop: where it stands below /shop/{id}, and its picture.
ROOMS = {
    "today": ("", "home"),
    "orders": ("/orders", "pack"),
    "goods": ("/goods", "good"),
    "money": ("/money", "money"),
}


def shop_looked_after(shop_id: UUID) -> Shop:
    """The shop, to its household and to the team that may act for it. Raises NotFound, NotAgreed."""
    me, now = accounts.current_person(), clock.now()
    shop = access.shop_for(shop_id, me, now=now)
    access.require_agreed(shop, me)
    if access.acting_role(shop, me) is None:
        raise errors.NotFound
    return shop


def page(template: str, *, shop: Shop, part: str, words: dict[str, Sentence], **shown: Any) -> Response:
    """A page of `shop`, which extends `household.html`; `part` is the one of ROOMS that it belongs to."""
    spoken = frame.spoken_language()
    rooms = [
        (name, f"/shop/{shop.id}{path}", HOUSEHOLD[name].spoken(spoken), drawn) for name, (path, drawn) in ROOMS.items()
    ]
    told: dict[str, Any] = {"shop": shop, "part": part, "rooms": rooms, "owner": _other_than_me(shop)}
    return frame.page(template, words={**HOUSEHOLD, **words}, **told, **shown)


def _other_than_me(shop: Shop) -> Person | None:
    """Whom one acts for, if it is not oneself."""
    return None if shop.owner_id == accounts.current_person().id else people.person(shop.owner_id)
