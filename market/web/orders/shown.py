"""An order in words, to who has bought it: how it stands, what to do now, where it is, what of its money goes back."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from market import clock, errors
from market.accounts.access import current_person
from market.catalog.queries import shops
from market.catalog.queries.shown_shops import shop_shown
from market.delivery.queries import tracking
from market.language import Sentence
from market.orders import piles, rules
from market.orders.collection import flows as collection
from market.orders.models import Order
from market.orders.proposals import queries as proposals
from market.orders.proposals.actions import said
from market.payments.methods import METHODS
from market.payments.refunds.models import Refund
from market.web.household.orders.shown import moment
from market.web.orders import order_words, words
from market.web.store.fairs.told import short
from market.web.tracking.words import EVENTS


def stage(order: Order) -> str:
    """What of an order decides what its buyer does with it."""
    if order.held_since is not None:
        return "held"
    if order.state == "packed" and order.is_collected:
        return "ready"
    if order.state == "placed" and order.gathers_until is not None:
        return "gathers"
    return order.state


def state(order: Order) -> Sentence:
    """How it stands, in a few words: of a parcel on its way, where."""
    parcel = words.PARCEL.get(order.parcel_state or "") if order.state == "shipped" else None
    return parcel or words.STATE[stage(order)]


def stands(order: Order) -> Sentence:
    """How it stands and since when."""
    at = moment(piles.done_at(order))
    return Sentence(f"{state(order)}, {at}", en=f"{state(order).en}, {at.en}")


def say(order: Order, parcel: dict[str, Any] | None) -> Sentence:
    """What to do now, in the first sentence."""
    if order.state == "shipped" and parcel:
        now: Sentence = parcel["what_now"]
        return now
    return order_words.SAY[stage(order)].format(
        place=order.collect_place or "", until=until(order), day=short(order.ship_on) if order.ship_on else ""
    )


def until(order: Order) -> Sentence:
    """When an order that nobody moves on ends, or what waits for its buyer goes back."""
    if stage(order) == "gathers" and order.gathers_until is not None:
        return moment(order.gathers_until)
    ends = order.waits_since + rules.COLLECT_WITHIN if stage(order) == "ready" else piles.ends_at(order)
    return moment(ends) if ends else Sentence("", en="")


def parcel_of(order: Order, *, now: datetime) -> dict[str, Any] | None:
    """Where its parcel is and was, newest first; nothing of one that was never sent, or long ago."""
    with suppress(errors.Problem):
        if order.tracking_number:
            found = tracking.tracking(order.tracking_number, now=now)
            events = [{**event, "what": EVENTS[event["event"]]} for event in reversed(found["events"])]
            return {**found, "events": events}
    return None


def contact_of(order: Order) -> str | None:
    """The household's phone, if it lets buyers see it."""
    shop = shops.shop(order.shop_id)
    phone: str | None = shop_shown(shop, current_person(), now=clock.now())["owner"].get("phone") if shop else None
    return phone


def code_of(order: Order) -> str | None:
    """What its buyer tells whoever hands it over, once it waits."""
    return collection.code_of(order) if stage(order) == "ready" else None


def paid(order: Order) -> Sentence:
    """Whether it is paid, or to whom it is paid when."""
    status = "due_here" if order.payment_status == "due" and order.is_collected else order.payment_status
    return order_words.PAID[status].format(total_vnd=order.total_vnd)


def refunds(found: list[Refund]) -> list[tuple[Refund, Sentence]]:
    """Each with how far it has come."""
    return [(refund, order_words.REFUND[_step(refund)]) for refund in found]


def _step(refund: Refund) -> str:
    if refund.state == "settled":
        return f"settled_{refund.channel}"
    return f"sent_{refund.channel}" if refund.state == "approved" else refund.state


def open_proposal(order: Order) -> dict[str, Any] | None:
    """What the household asks, as long as it can be answered."""
    newest = proposals.newest(order.id)
    if newest is None or newest.state != "open" or newest.expires_at <= clock.now():
        return None
    return {"asked": newest, "what": said(newest), "until": moment(newest.expires_at)}


def may_cancel(order: Order) -> bool:
    """Until it is packed; what waits to be fetched, as long as it waits."""
    return order.state in rules.BEFORE_PACKING or stage(order) == "ready"


def rules_of(order: Order) -> list[Sentence]:
    """What holds if something is wrong with it, as far as it may still come to that."""
    paid_before = METHODS[order.payment_method].is_prepaid
    said = [name for name in order_words.RULES.get(stage(order), ()) if paid_before or name != "refused"]
    at = moment(order.timer_at) if order.timer_at else ""
    return [order_words.ORDER[name].format(until=at) for name in said]
