"""Somebody complains, and somebody answers."""

from typing import Any

from market.accounts.models import Person
from market.complaints import flows
from market.complaints.models import Complaint
from market.complaints.queries import with_number
from market.db import transaction
from market.orders import flows as orders
from market.orders.models import Order
from tests.support.village import Caller, an_operator, buyer_of, calling, delivered_order

SPOILT = {"kind": "spoilt", "words": "Ba quả na bị dập"}
EXPLAINED = {"outcome": "explained", "words": "Xin lỗi bác, lần sau sẽ gói kỹ hơn"}


def complains(order: Order, by: Person | None = None, *, by_caller: Caller | None = None, **otherwise: Any) -> Any:
    """The buyer of an order, or whoever else, complains of it."""
    body = {"order_number": order.number, **SPOILT, **otherwise}
    body = {name: given for name, given in body.items() if given is not None}
    return (by_caller or calling(by or buyer_of(order))).post("/complaints", body)


def a_complaint(order: Order, by: Person | None = None, **otherwise: Any) -> str:
    """The number of a complaint."""
    made = complains(order, by, **otherwise)
    assert made.status_code == 201, made.json
    return str(made.json["number"])


def answers(number: str, by: Caller, **otherwise: Any) -> Any:
    return by.put(f"/complaints/{number}/answer", EXPLAINED | otherwise)


def answered(number: str, **otherwise: Any) -> Any:
    """An operator answers."""
    told = answers(number, calling(an_operator()), **otherwise)
    assert told.status_code == 200, told.json
    return told.json


def complaint(number: str) -> Complaint:
    found = transaction(lambda: with_number(number))
    assert found is not None
    return found


def time_passes(until: Any) -> None:
    """What the worker does of complaints and orders by then."""
    flows.move_on_due(now=until)
    flows.remind_and_close(now=until)
    orders.ring_due(now=until)


def _asked(stage: Any) -> str:
    """A complaint that a household of the village is asked about."""
    return a_complaint(delivered_order(product=stage.product))


# What a team may do of complaints for a household → how it is done; and what it is refused.
ACTS = {
    "POST /complaints": lambda s: complains(
        delivered_order(product=s.product), by_caller=s.member, kind="money", words="Tiền về chậm"
    ),
    "PUT /complaints/<code:complaint>/taking": lambda s: s.member.put(f"/complaints/{_asked(s)}/taking"),
    "PUT /complaints/<code:complaint>/passing": lambda s: s.member.put(
        f"/complaints/{_asked(s)}/passing", {"to": "operators"}
    ),
    "PUT /complaints/<code:complaint>/answer": lambda s: answers(_asked(s), s.member),
}
REFUSED = {
    "PUT /complaints/<code:complaint>/merging": lambda s: s.member.put(
        f"/complaints/{_asked(s)}/merging", {"into": "KN-2222-2222"}
    ),
    "PUT /complaints/<code:complaint>/refusal": lambda s: s.member.put(
        f"/complaints/{_asked(s)}/refusal", {"reason": "settled"}
    ),
}
