"""A carrier's statement as an operator sends it, and what became of its lines."""

from __future__ import annotations

from typing import Any

from market.db import transaction
from market.orders.models import Order
from market.payments.cash.queries import cash_for
from tests.support.village import Answer, Caller

HEADER = "tracking_number,amount_vnd,fee_vnd,net_vnd"


def line(order: Order, amount_vnd: int | None = None, fee_vnd: int | None = None) -> str:
    """The line of a carrier that is right about the order, unless it states other sums."""
    amount = order.total_vnd if amount_vnd is None else amount_vnd
    fee = order.shipping_vnd if fee_vnd is None else fee_vnd
    return f"{order.tracking_number},{amount},{fee},{amount - fee}"


def send(operator: Caller, *lines: str, number: str = "PM-1", **query: Any) -> Answer:
    asked = {"number": number, **query}
    body = "\n".join([HEADER, *lines])
    return operator.post("/remittances", query_string=asked, data=body.encode(), headers={"Content-Type": "text/csv"})


def the_line(operator: Caller, sent: Answer, outcome: str) -> dict[str, Any]:
    """The one line with that outcome."""
    (found,) = operator.get(f"/remittances/{sent.json['id']}/lines?outcome={outcome}").json["items"]
    return found


def decide(operator: Caller, sent: Answer, outcome: str, decision: str, note: str = "xem lại") -> Answer:
    found = the_line(operator, sent, outcome)
    path = f"/remittances/{sent.json['id']}/lines/{found['id']}/decision"
    return operator.put(path, {"decision": decision, "note": note})


def cash_state(order: Order) -> str:
    return transaction(lambda: cash_for(order.number).state)
