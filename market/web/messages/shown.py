"""How a side of an order sees its messages: the frame it knows, what to do now, and what was said."""

from typing import Any

from flask import Response, request

from market import clock
from market.accounts.access import current_person
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.language import Sentence
from market.messages import access, queries, rules
from market.messages.access import Standing
from market.messages.rules import Side
from market.messages.schemas import ThreadQuery
from market.web.household import shops
from market.web.messages.words import THREAD
from market.web.shell import forms
from market.web.store.page import page

_AT_ONCE = 20


def stands(number: str) -> Standing:
    return access.standing(number, current_person())


def to_act(number: str) -> Standing:
    return access.to_act(number, current_person(), now=clock.now())


def framed(template: str, of: Standing, **told: Any) -> Response:
    """A page about an order: to its buyer in the store's frame, to the household's side in that of the shop."""
    if of.side is Side.BUYER:
        return page(template, public=False, base="store.html", **told)
    shop = shops.shop_looked_after(of.order.shop_id)
    return shops.page(template, shop=shop, part="orders", base="household.html", **told)


def thread(of: Standing) -> dict[str, Any]:
    asked = forms.asked(ThreadQuery())
    return queries.shown_thread(of.order, of.side, now=clock.now(), limit=_AT_ONCE, cursor=asked.get("cursor"))


def say(of: Standing, shown: dict[str, Any]) -> Sentence:
    """What is to be done now."""
    if not shown["can_write"]:
        is_open = rules.takes_words(of.order.state, of.order.state_since, clock.now())
        blocked = "say_blocked_by_me" if shown["blocked_by_me"] else "say_blocked"
        return THREAD[blocked if is_open else "say_closed"]
    if shown["unread"]:
        return THREAD[f"say_new_{of.side}"]
    is_mine = bool(shown["items"]) and shown["items"][-1]["mine"]
    return THREAD["say_wait" if is_mine else f"say_write_{of.side}"]


def order_path(of: Standing) -> str:
    order = of.order
    return f"/orders/{order.number}" if of.side is Side.BUYER else f"/shop/{order.shop_id}/orders/{order.number}"


def takes_photo(shown: dict[str, Any]) -> int | None:
    """The number of my newest message, where it may still be given a photo; only on the newest page."""
    if not shown["can_write"]:
        return None
    mine = [one for one in shown["items"] if one["mine"]]
    return mine[-1]["message_no"] if mine and mine[-1]["takes_photo"] and "cursor" not in request.args else None


def sells(me: Person) -> bool:
    """Whether somebody has messages of a shop to read: her own, or of those whom her team helps."""
    return me.holds(RoleName.SELLER) or me.holds(RoleName.TEAM_MEMBER)
