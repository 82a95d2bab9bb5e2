"""An order in words: what is to be done with it, how long there is, how it stands, what it has been through."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from market import errors
from market.complaints import queries as complaints
from market.complaints.rules.kinds import Side
from market.delivery.queries import offices, tracking
from market.delivery.queries.parcels import parcel_of
from market.language import ENGLISH, VIETNAMESE, Sentence
from market.orders import piles
from market.orders.models import Order, OrderMove
from market.orders.shown import yours_of
from market.web.complaints.shown import card
from market.web.household.orders import order_words, words
from market.web.shell import frame
from market.web.tracking.words import EVENTS

_HOUR, _DAY = 3600, 86400


def cards(orders: Sequence[Order], *, now: datetime) -> list[dict[str, Any]]:
    """What a list shows of each."""
    yours = yours_of(orders) if orders else {}
    return [
        {
            "order": order,
            "stage": stage(order),
            "yours_vnd": yours.get(order.number, 0),
            "left": left(order, now),
            "stands": stands(order),
            "changed": piles.was_changed(order),
        }
        for order in orders
    ]


def stage(order: Order) -> str:
    """What of an order decides what is to be done with it."""
    if order.held_since is not None:
        return "held"
    if order.state == "packed":
        return "bring" if not order.is_collected else "office" if order.collect_office else "fetch"
    return "back" if order.state == "returned" and order.return_received_at else order.state


def say(order: Order, office: str) -> Sentence:
    """What to do now, in the first sentence."""
    known = order_words.PARCEL.get(order.parcel_state or "") if order.state == "shipped" else None
    return (known or order_words.SAY[stage(order)]).format(office=office)


def left(order: Order, now: datetime) -> Sentence | None:
    """How long there is before it is called off by itself."""
    ends = piles.ends_at(order)
    if ends is None:
        return None
    seconds = (ends - now).total_seconds()
    if seconds >= _DAY:
        return order_words.LEFT["days"].format(n=int(seconds // _DAY))
    if seconds >= _HOUR:
        return order_words.LEFT["hours"].format(n=int(seconds // _HOUR))
    return order_words.LEFT["minutes" if seconds > 0 else "over"]


def stands(order: Order) -> Sentence:
    """Đã nhận lúc 8 giờ 05, thứ Bảy 28/11."""
    return order_words.STANDS[order.state].format(at=moment(piles.done_at(order)))


def heard(order: Order) -> list[dict[str, Any]]:
    """What was complained of it, as far as the household was asked or complains itself."""
    found = complaints.of_order(order.id)
    return [card(one) for one in found if one.shop_asked or one.side == Side.SELLER]


def moment(at: datetime) -> Sentence:
    return Sentence(frame.moment(at, VIETNAMESE), en=frame.moment(at, ENGLISH))


def paid(order: Order) -> Sentence:
    """Whether the buyer has paid, or pays whom when."""
    status = "due_here" if order.payment_status == "due" and order.is_collected else order.payment_status
    return order_words.PAID[status].format(total_vnd=order.total_vnd)


def office_of(order: Order) -> str:
    """The name of the post office to which the household brings it."""
    if order.collect_office:
        return offices.office_name(order.collect_office)
    if order.is_collected:
        return ""
    parcel = parcel_of(order.number) if order.tracking_number else None
    office = offices.office_for(order.from_commune)
    return offices.office_name(parcel.origin_office) if parcel else office.name if office else ""


def history(order: Order, *, who: Mapping[str, Sentence] = words.WHO) -> list[tuple[datetime, Sentence]]:
    """What became of it, newest first, and by whom, as who looks calls them."""
    return [(line.at, _told(line, who)) for line in reversed(order.history)]


def travels(order: Order, *, now: datetime) -> list[dict[str, Any]]:
    """Where its parcel was, newest first; nothing of one that nobody has taken in, or of long ago."""
    with suppress(errors.Problem):
        if order.tracking_number:
            events = tracking.tracking(order.tracking_number, now=now)["events"]
            return [{**event, "what": EVENTS[event["event"]]} for event in reversed(events)]
    return []


def _told(line: OrderMove, names: Mapping[str, Sentence]) -> Sentence:
    who = names.get(line.by, names["worker"])
    did = words.PAID if line.by == "payment" else words.DID[line.target]
    note = f" — {line.note}" if line.note else ""
    if line.origin == line.target:
        return Sentence(f"{who}: {line.note}", en=f"{who.en}: {line.note}")
    return Sentence(f"{who} {did}{note}", en=f"{who.en} {did.en}{note}")
