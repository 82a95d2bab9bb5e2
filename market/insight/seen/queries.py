"""How far those came who looked at one shop or at its goods, by the source of the link: hers to see, every number."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, distinct, func, literal, select

from market import clock
from market.db import db
from market.insight.recount import was_placed
from market.insight.rules.spans import Span
from market.insight.seen.lines import NOWHERE
from market.insight.seen.models import SeenDay
from market.insight.seen.rules import DIRECT, SOURCES, Steps
from market.orders.models import Order, OrderLine

BySource = dict[str, Steps]


def of_shop(shop_id: UUID, span: Span) -> BySource:
    """Of the shop's own page and all its goods; an order is counted once."""
    orders = _ordered(literal(shop_id), span, Order.shop_id == shop_id)
    return _together(_seen(SeenDay.shop_id, shop_id, span), orders)[shop_id]


def of_goods(shop_id: UUID, span: Span) -> dict[UUID, BySource]:
    """The same good by good, also where nothing was; under the id of the shop stands what is of its own page."""
    lines = (Order.shop_id == shop_id, OrderLine.order_id == Order.id)
    return _together(_seen(SeenDay.subject_id, shop_id, span), _ordered(OrderLine.product_id, span, *lines))


def of_good(shop_id: UUID, product_id: UUID, span: Span) -> BySource:
    return of_goods(shop_id, span)[product_id]


def of_no_shop(span: Span) -> BySource:
    """Who came to a page of no shop: the first page, a search, a commune."""
    return _together(_seen(SeenDay.shop_id, NOWHERE, span))[NOWHERE]


def _seen(key: Any, shop_id: UUID, span: Span) -> Iterable[Any]:
    steps = (func.sum(step) for step in (SeenDay.opened, SeenDay.looked, SeenDay.basket))
    wanted = select(key, SeenDay.source, *steps).group_by(key, SeenDay.source)
    return db.session.execute(wanted.where(SeenDay.shop_id == shop_id, SeenDay.day.between(span.start, span.end)))


def _ordered(key: Any, span: Span, *conditions: ColumnElement[bool]) -> Iterable[Any]:
    source, nothing = func.coalesce(Order.via, DIRECT), literal(0)
    placed = (Order.placed_at >= clock.begin_of(span.start), Order.placed_at < clock.end_of(span.end))
    wanted = select(key, source, nothing, nothing, nothing, func.count(distinct(Order.id))).where(*conditions, *placed)
    return db.session.execute(wanted.where(was_placed(Order)).group_by(key, source))


def _together(*found: Iterable[Any]) -> dict[UUID, BySource]:
    counted: dict[UUID, BySource] = defaultdict(lambda: dict.fromkeys(SOURCES, Steps()))
    for rows in found:
        for key, source, *steps in rows:
            counted[key][source] = counted[key][source].plus(Steps(*map(int, steps)))
    return counted
