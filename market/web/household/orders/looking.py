"""The orders of a shop in the piles that people know, one order, and its label."""

from typing import Any
from uuid import UUID

from flask import Response, request

from market import clock, text
from market.accounts.access import current_person, signed_in
from market.insight.seen.rules import SOURCES
from market.language import Sentence
from market.messages.rules import Side
from market.orders import piles, refunding
from market.orders.collection.slips import label_answer
from market.orders.models import Order
from market.orders.proposals import queries as proposals
from market.orders.proposals.actions import said
from market.orders.schemas.lists import OrderQuery
from market.orders.schemas.orders import OrderLabelQuery
from market.orders.shown import yours_of
from market.web.household import shops
from market.web.household.orders import loading, order_words, shown
from market.web.household.orders.blueprint import ORDER, ORDERS, blueprint
from market.web.household.orders.words import DONE, LIST_SAY, NOTHING
from market.web.household.orders.words import ORDERS as WORDS
from market.web.messages import doors
from market.web.shell import forms

TABS = ("new", "pack", "sent", "done")
# In which tab the other piles lie.
_WITHIN = {"bring": "sent", "fetch": "sent", "back": "done", "accept": "new", "ready": "pack"}


@blueprint.route(ORDERS, methods=["GET"])
@signed_in
def show_orders(shop_id: UUID) -> Response:
    """One pile of orders, or those with the words that are sought."""
    shop, me, now = shops.shop_looked_after(shop_id), current_person(), clock.now()
    counts = piles.counted(me, shop_id=shop.id, now=now)
    asked = _asked()
    name = None if "q" in asked else _pile_named(request.args.get("in"), counts)
    found = piles.pile(me, shop_id=shop.id, name=name, now=now, q=asked.get("q"), cursor=asked.get("cursor"))
    told: dict[str, Any] = {
        "title": WORDS["title"],
        "say": _say(name, found["items"]),
        "cards": shown.cards(found["items"], now=now),
        "tabs": [(tab, f"/shop/{shop.id}/orders?in={tab}", counts[tab]) for tab in TABS],
        "tab": _WITHIN.get(name or "", name),
        "older": _older(name, asked, found["next"]),
        "sought": asked.get("q", ""),
    }
    return shops.page("orders.html", shop=shop, part="orders", words=WORDS, done=DONE, **told)


@blueprint.route(ORDER, methods=["GET"])
@signed_in
def show_order(shop_id: UUID, number: str) -> Response:
    """One order: what is to be done now, and all that is known of it."""
    shop, (order, _) = shops.shop_looked_after(shop_id), loading.order_of(shop_id, number)
    office, now = shown.office_of(order), clock.now()
    told: dict[str, Any] = {
        "title": order_words.ORDER["title"].format(number=order.number),
        "say": shown.say(order, office),
        "done": {**DONE, "already": shown.stands(order)},
        "order": order,
        "stage": shown.stage(order),
        "office": office,
        "stands": shown.stands(order),
        "left": shown.left(order, now),
        "yours_vnd": yours_of([order]).get(order.number, 0),
        "paid": shown.paid(order),
        "history": shown.history(order),
        "travels": shown.travels(order, now=now),
        "changed": piles.was_changed(order),
        "waiting": piles.counted(current_person(), shop_id=shop.id, now=now)["accept"],
        "picked": _days_of_harvest(order),
        "asked": _open_proposal(order),
        "writes": doors.to_write(order, Side.HOUSEHOLD),
        "may_refund": refunding.may_be_given_back(order) > 0,
        "heard": shown.heard(order),
        "source": SOURCES.get(order.via) if order.via else None,
    }
    return shops.page("order.html", shop=shop, part="orders", words=order_words.ORDER, **told)


@blueprint.route(ORDER + "/label", methods=["GET"])
@signed_in
def print_label(shop_id: UUID, number: str) -> Response:
    """The label of its parcel, or the slip of what is fetched, to print or to look at."""
    order, roles = loading.order_of(shop_id, number)
    asked = forms.load(OrderLabelQuery(), {"format": request.args.get("format", "pdf")})
    return label_answer(order, roles, form=asked["format"])


def _asked() -> dict[str, Any]:
    """What is sought, and from where on; words without a letter or a digit seek nothing."""
    given = {name: request.args[name] for name in ("q", "cursor") if request.args.get(name, "").strip()}
    if not text.fold(given.get("q", "")):
        given.pop("q", None)
    return forms.load(OrderQuery(), given)


def _pile_named(name: str | None, counts: dict[str, int]) -> str:
    """The pile that is asked for, or else the first tab in which something lies."""
    if name in LIST_SAY and name in counts:
        return name
    return next((tab for tab in TABS[:3] if counts[tab]), TABS[0])


def _say(name: str | None, found: list[Order]) -> Sentence:
    wanted = name or "found"
    return LIST_SAY[wanted] if found else NOTHING.get(wanted, NOTHING["other"])


def _older(name: str | None, asked: dict[str, Any], cursor: str | None) -> dict[str, str] | None:
    """What a form asks for the next page with."""
    if cursor is None:
        return None
    return {"cursor": cursor, **({"in": name} if name else {"q": asked["q"]})}


def _days_of_harvest(order: Order) -> list[str]:
    """Today and the two days before, as far as the goods keep that long."""
    today, keeps = clock.local_day(clock.now()), order.shelf_life_days
    last = 2 if keeps is None else min(2, keeps)
    return [str(clock.local_day(clock.ago(clock.begin_of(today), days=day))) for day in range(last + 1)]


def _open_proposal(order: Order) -> dict[str, Any] | None:
    newest = proposals.newest(order.id)
    if newest is None or newest.state != "open" or newest.expires_at <= clock.now():
        return None
    return {"id": newest.id, "what": said(newest), "until": shown.moment(newest.expires_at)}
