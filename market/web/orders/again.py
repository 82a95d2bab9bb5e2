"""`/orders/{number}/again`: what I bought goes into the basket once more, and what is otherwise now is said."""

from typing import Any

from flask import Response

from market import clock, errors
from market.accounts.access import current_person, signed_in
from market.catalog.rules.store_addresses import product_path, shop_path
from market.orders.models import Order
from market.orders.repeats.queries import repeats_of
from market.orders.repeats.rules import Repeat
from market.text import slug
from market.web.basket import cookie
from market.web.orders import loading
from market.web.orders.blueprint import ORDER, blueprint
from market.web.orders.move_words import AGAIN
from market.web.shell import forms
from market.web.store.page import page


class BasketFull(errors.Conflict):
    type = "basket-full"
    title = AGAIN["full_title"]
    detail = AGAIN["full"]


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
    wanted = {one.line.product_id: one.line.quantity for one in _repeats(loading.order_of(number)) if one.ready}
    basket = cookie.read()
    lines = {**basket.lines, **{id: max(packs, basket.lines.get(id, 0)) for id, packs in wanted.items()}}
    if len(lines) > cookie.MOST_LINES:
        raise BasketFull(most=cookie.MOST_LINES)
    return cookie.write(forms.then("/basket", "again"), basket._replace(lines=lines))


def _repeats(order: Order) -> list[Repeat]:
    return repeats_of(order, current_person(), now=clock.now())
