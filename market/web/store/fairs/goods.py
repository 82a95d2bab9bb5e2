"""What the page of a good says of fairs: the one whose stand sells it, or those where it is sold as well."""

from datetime import datetime
from typing import Any

from market.catalog.rules.store_addresses import fair_path, product_path
from market.fairs import shown
from market.fairs.shown import At, Window
from market.web.store.fairs import told
from market.web.store.fairs.words import FAIR

Good = dict[str, Any]


def at_fair(good: Good, now: datetime) -> Good:
    """The good with its `fair` (None of what is sold on any day) and the fairs where it is sold as well (`also_at`)."""
    places = shown.fairs_of(good["id"])
    own = next((at for at in places if at.product_id == good["id"]), None)
    others = [at for at in places if at is not own and shown.window(at.fair, now) in (Window.OPEN, Window.SOON)]
    return good | {"fair": _fair(own, now) if own else None, "also_at": [_door(at, now) for at in others]}


def _fair(at: At, now: datetime) -> Good:
    fair, window = at.fair, shown.window(at.fair, now)
    return {
        "name": fair.name,
        "path": fair_path(fair.slug),
        "window": window,
        "opens_at": fair.opens_at,
        "closes_at": fair.closes_at,
        "opens": told.clocked(fair.opens_at),
        "closes": told.clocked(fair.closes_at),
        "timer": told.timer(window, fair.opens_at, fair.closes_at, now),
        "ships_on": at.ready_on,
        "ships": FAIR["stand_ships"].format(day=told.short(at.ready_on)),
        "day": told.short(at.ready_on),
        "may_leave": FAIR["if_left"],
    }


def _door(at: At, now: datetime) -> Good:
    window = shown.window(at.fair, now)
    soon = window == Window.SOON
    left = told.left(at.fair.opens_at if soon else at.fair.closes_at, now)
    when = FAIR["opens_in" if soon else "closes_in"].format(left=left)
    day = told.short(at.ready_on)
    return {
        "path": product_path(at.product_id, at.slug),
        "name": at.fair.name,
        "hint": FAIR["also_hint"].format(price_vnd=at.price_vnd, window=when, day=day),
    }
