"""What is ordered at a fair, in words: which fair, when it is sent, until when it may be left."""

from collections.abc import Iterable
from typing import Any, Protocol

from market import clock
from market.catalog.models import Product
from market.catalog.rules.store_addresses import fair_path
from market.fairs import shown
from market.fairs.models import Fair
from market.fairs.queries import fair_with_slug
from market.language import Sentence
from market.orders.models import Order
from market.web.store.fairs import told
from market.web.store.fairs.words import ORDERED

Told = dict[str, Any]


class Lined(Protocol):
    """A line of a basket, as far as it says at which fair its good is sold."""

    @property
    def good(self) -> Product | None: ...


def of_basket(lines: Iterable[Lined]) -> dict[str, Told]:
    """Slug → what is said of each fair at which something of a basket is sold; no statement where nothing is."""
    goods = [line.good for line in lines if line.good is not None and line.good.fair_slug]
    fairs = shown.fairs_called({str(good.fair_slug) for good in goods}) if goods else []
    return {fair.slug: _said(fair, [good for good in goods if good.fair_slug == fair.slug]) for fair in fairs}


def of_order(order: Order) -> Told | None:
    """The same of an order; None of one that is of no fair."""
    if order.fair_slug is None or order.ship_on is None:
        return None
    return _head(fair_with_slug(order.fair_slug), told.short(order.ship_on))


def _said(fair: Fair, goods: list[Product]) -> Told:
    """All of it goes together, once the last is ready."""
    day = max((good.ships_on for good in goods if good.ships_on), default=fair.ships_from)
    return _head(fair, told.short(day))


def _head(fair: Fair, day: str) -> Told:
    is_on = shown.window(fair, clock.now()) == shown.Window.OPEN
    leave: Sentence = ORDERED["leave" if is_on else "closed"].format(at=told.clocked(fair.closes_at))
    return {
        "name": fair.name,
        "path": fair_path(fair.slug),
        "ships": ORDERED["ships"].format(name=fair.name, day=day),
        "leave": leave,
        "is_on": is_on,
    }
