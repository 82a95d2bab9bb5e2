"""`/orders/{number}/correction`: who receives an order and where, put right by its buyer until it is packed."""

from typing import Any

from flask import Response, current_app, request

from market import clock, fields
from market.accounts.access import current_person, signed_in
from market.catalog.queries import shops
from market.http import page as one_page
from market.orders import rules
from market.orders.collection.models import CollectionPoint
from market.orders.collection.queries import points_of
from market.orders.collection.rules import BY_HAND
from market.orders.corrections import actions, places
from market.orders.corrections.schemas import RecipientChange
from market.orders.models import Order
from market.places.queries import directory, look_up, require_place
from market.places.rules import COMMUNE
from market.places.schemas import PlaceQuery
from market.web.orders import loading
from market.web.orders.blueprint import ORDER, blueprint
from market.web.orders.move_words import CORRECT
from market.web.shell import forms
from market.web.store.page import page

_MOST_PLACES, _MOST_POINTS = 8, 20
_NOT_ACCEPTED = (rules.OrderState.AWAITING_PAYMENT, rules.OrderState.PLACED)


class Corrected(RecipientChange):
    collect_at = fields.Id()


@blueprint.route(ORDER + "/correction", methods=["GET"])
@signed_in
def ask_correction(number: str) -> Response:
    """Who receives it and where, as it stands; a commune is found by its name first."""
    order = loading.order_of(number)
    if order.state not in rules.BEFORE_PACKING:
        return loading.back_to(order, "already")
    if "place" in request.args:
        found = _communes(request.args["place"])
        say = "say_place" if found is None else "say_choose" if found else "say_nowhere"
        return _page(order, say, found=found or [], step="place")
    commune = directory().commune(request.values.get("commune_code", "")) or directory().commune(order.to_commune)
    return _page(order, "say", step="order", commune=commune, points=_points(order))


@blueprint.route(ORDER + "/correction", methods=["POST"])
@signed_in
@forms.back_to(ask_correction)
def correct_order(number: str) -> Response:
    """Write down what is otherwise than before; both sides are told what it was, but not the values."""
    given, me, now = forms.read(Corrected()), current_person(), clock.now()
    point_id = given.pop("collect_at", None)
    if "commune_code" in given:
        require_place(given["commune_code"])
    order = loading.order_of(number, lock=True)
    if order.state not in rules.BEFORE_PACKING:
        return loading.back_to(order, "already")
    before = len(order.history)
    forms.require_version(before)
    most = current_app.config["MARKET"].open_cod_orders
    actions.correct_recipient(order=order, given=given, most_cod=most, by=me, now=now)
    if point_id is not None:
        places.change_place(order=order, point_id=point_id, by=me, now=now)
    return loading.back_to(order, "corrected" if len(order.history) > before else "same")


def _communes(typed: str) -> list[Any] | None:
    """What the name may mean, likeliest first; None where nothing was typed."""
    if not typed.strip():
        return None
    asked = forms.load(PlaceQuery(), {"q": typed.strip()[:120]})
    found: list[Any] = look_up(q=asked["q"], kind=COMMUNE, limit=_MOST_PLACES)["items"]
    return found


def _points(order: Order) -> list[tuple[str, str]]:
    """Where else of its shop it may be fetched, with where it is now; none where that cannot be chosen any more."""
    shop = shops.shop(order.shop_id) if order.is_collected and order.state in _NOT_ACCEPTED else None
    if shop is None:
        return []
    found = one_page(points_of(shop), CollectionPoint.id, limit=_MOST_POINTS)["items"]
    by_hand = order.collect_kind in BY_HAND
    return [(str(point.id), point.place) for point in found if (point.kind in BY_HAND) == by_hand]


def _page(order: Order, say: str, **told: Any) -> Response:
    title = CORRECT["title"].format(number=order.number)
    shown = {"order": order, "here": loading.path_of(order), **told}
    return page("bought_correction.html", title=title, say=CORRECT[say], words=CORRECT, public=False, **shown)
