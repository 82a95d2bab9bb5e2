"""`/orders`: what I have bought, newest first, and one order with all that is known of it."""

from typing import Any

from flask import Response, request

from market import clock, text
from market.accounts.access import current_person, signed_in
from market.catalog.rules.store_addresses import product_path, shop_path
from market.complaints import queries as complaints
from market.http import page as one_page
from market.language import Sentence
from market.messages.rules import Side
from market.orders import lists, rules
from market.orders.models import Order
from market.orders.paying import payment_of
from market.orders.schemas.lists import OrderQuery
from market.web.complaints.shown import card
from market.web.household.orders.shown import history
from market.web.messages import doors
from market.web.orders import loading, shown
from market.web.orders.blueprint import ORDER, ORDERS, blueprint
from market.web.orders.offers.shown import open_offer
from market.web.orders.offers.words import OFFER
from market.web.orders.order_words import ORDER as WORDS
from market.web.orders.order_words import WHO
from market.web.orders.words import DONE, LIST
from market.web.shell import forms
from market.web.store.fairs import ordered
from market.web.store.page import page


@blueprint.route(ORDERS, methods=["GET"])
@signed_in
def list_bought() -> Response:
    """What I have bought, newest first, in plain states; or what holds the words that are sought."""
    asked = _asked()
    query = lists.orders_of(current_person(), looking_as="buyer", q=asked.get("q"))
    found = one_page(query, Order.id, limit=asked["limit"], cursor=asked.get("cursor"))
    cards = [(order, shown.state(order)) for order in found["items"]]
    say = LIST["say" if cards else "nothing_found" if "q" in asked else "nothing"]
    told: dict[str, Any] = {
        "cards": cards,
        "next": found["next"],
        "sought": asked.get("q", ""),
        "inbox": doors.inbox(current_person(), Side.BUYER),
    }
    return page("bought_orders.html", title=LIST["title"], say=say, words=LIST, done=DONE, public=False, **told)


@blueprint.route(ORDER, methods=["GET"])
@signed_in
def show_bought(number: str) -> Response:
    """One order: what to do now, where it is, what of its money goes back, what can be done about it."""
    order, now = loading.order_of(number), clock.now()
    parcel, stage, asked = shown.parcel_of(order, now=now), shown.stage(order), shown.open_proposal(order)
    offered = open_offer(order)
    told: dict[str, Any] = {
        "title": WORDS["title"].format(number=order.number),
        "say": OFFER["say"] if offered else WORDS["say_asked"] if asked else _say(order, parcel),
        "offered": offered,
        "offer_words": OFFER,
        "done": {**DONE, "already": shown.stands(order)},
        "order": order,
        "stage": stage,
        "here": loading.path_of(order),
        "stands": shown.stands(order),
        "parcel": parcel,
        "code": shown.code_of(order),
        "fair": ordered.of_order(order),
        "asked": asked,
        "contact": shown.contact_of(order),
        "history": history(order, who=WHO),
        "may_correct": order.state in rules.BEFORE_PACKING,
        "may_cancel": shown.may_cancel(order),
        "holds": shown.rules_of(order),
        "heard": [card(one) for one in complaints.of_order(order.id, reporter_id=current_person().id)],
        "writes": doors.to_write(order, Side.BUYER),
        "reviewed": order.state in ("delivered", "completed"),
        **_money(order),
        **_addresses(order),
    }
    return page("bought_order.html", words=WORDS, public=False, **told)


def _say(order: Order, parcel: dict[str, Any] | None) -> Sentence:
    """What to do now; of what is complained of, to wait."""
    waits = order.complained_since is not None and order.state == "delivered"
    return WORDS["say_heard"] if waits else shown.say(order, parcel)


def _money(order: Order) -> dict[str, Any]:
    payment = payment_of(order, to_buyer=False)
    told = {name: payment[name] for name in ("returning_vnd", "paid_vnd", "refunded_vnd")}
    return told | {"paid": shown.paid(order), "refunds": shown.refunds(payment["refunds"])}


def _addresses(order: Order) -> dict[str, Any]:
    goods = {line.line_no: product_path(line.product_id, text.slug(line.name)) for line in order.lines}
    return {"goods_at": goods, "shop_at": shop_path(order.shop_id, order.shop_name)}


def _asked() -> dict[str, Any]:
    """What is sought, and from where on; words without a letter or a digit seek nothing."""
    given = {name: request.args[name] for name in ("q", "cursor") if request.args.get(name, "").strip()}
    if not text.fold(given.get("q", "")):
        given.pop("q", None)
    return forms.load(OrderQuery(), given)
