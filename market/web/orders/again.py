"""`/orders/{number}/again`: what I bought goes into the basket once more, and what is otherwise now is said."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import Response

from market import clock, errors
from market.accounts.access import current_person, signed_in
from market.catalog.rules.store_addresses import product_path, shop_path
from market.orders.collection.queries import open_points
from market.orders.models import Order
from market.orders.repeats.queries import repeats_of
from market.orders.repeats.rules import Repeat
from market.text import slug
from market.web.basket import cookie
from market.web.basket.words import FULL
from market.web.orders import loading
from market.web.orders.blueprint import ORDER, blueprint
from market.web.orders.move_words import AGAIN
from market.web.shell import forms
from market.web.store.page import page


@blueprint.route(ORDER + "/again", methods=["GET"])
@signed_in
def ask_again(number: str) -> Response:
    """What of it can be had as it was, and in words what is otherwise now."""
    order = loading.order_of(number)
    found = _repeats(order)
    ready = [one for one in found if one.ready]
    told: dict[str, Any] = {
        "title": AGAIN["title"].format(number=order.number),
        "say": AGAIN["say" if ready else "say_none"],
        "order": order,
        "repeats": [(one, product_path(one.line.product_id, slug(one.line.name))) for one in found],
        "ready": ready,
        "shop_at": shop_path(order.shop_id, order.shop_name),
    }
    return page("bought_again.html", words=AGAIN, public=False, **told)


@blueprint.route(ORDER + "/again", methods=["POST"])
@signed_in
@forms.back_to(ask_again)
def put_again(number: str) -> Response:
    """Put what can be had as it was beside what lies in the basket; what lies there already is not made more."""
    order = loading.order_of(number)
    wanted = {one.line.product_id: one.line.quantity for one in _repeats(order) if one.ready}
    return put_in_basket(forms.then("/basket", "again"), wanted, fetched=[order])


def put_in_basket(response: Response, wanted: Mapping[UUID, int], *, fetched: Sequence[Order]) -> Response:
    """Add what is `wanted` to the basket that `response` takes back to the browser; what was `fetched` is so again.

    Raises InvalidInput where it holds no more.
    """
    basket = cookie.read()
    more = {id: max(packs, basket.lines.get(id, 0)) for id, packs in wanted.items()}
    lines = {**basket.lines, **more}
    if len(lines) > cookie.MOST_LINES:
        raise errors.InvalidInput(FULL, most=cookie.MOST_LINES)
    points = _points(basket.collect_at, fetched)
    return cookie.write(response, basket._replace(lines=lines, collect_at=points))


def _points(chosen: tuple[UUID, ...], fetched: Sequence[Order]) -> tuple[UUID, ...]:
    """One place a shop: where it was fetched, if that is still open."""
    for order in fetched:
        theirs = {point.id for point in open_points([order.shop_id])[order.shop_id]} if order.collect_at else set()
        if order.collect_at in theirs:
            chosen = (*(one for one in chosen if one not in theirs), order.collect_at)
    return chosen


def _repeats(order: Order) -> list[Repeat]:
    return repeats_of(order, current_person(), now=clock.now())
