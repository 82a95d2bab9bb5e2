"""What the tests of paying beforehand share: buying, hearing of events, statements, and a look at the end."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from flask import current_app
from flask.testing import FlaskClient
from sqlalchemy import select

from market import clock, outbox
from market.catalog.models import Product
from market.db import db, transaction
from market.ops import invariants as auditing
from market.orders import queries
from market.orders.models import Order
from market.outbox import OutboxEntry
from market.payments.charges import flows
from market.payments.ledger.accounts import Account, Kind
from market.payments.ledger.queries import balance
from market.wiring import jobs
from tests.support.fake_stripe import FakeStripe, signed
from tests.support.village import Caller, a_buyer, a_product, an_operator, calling

TO = {"name": "Trần Thu Hà", "phone": "0912345678", "commune_code": "00070", "address_line": "12 Hàng Bài"}
LATE = timedelta(minutes=16)
A_DAY_LATE = timedelta(hours=25)


def asked(*products: Product, method: str = "card", quantity: int = 1) -> dict[str, Any]:
    items = [{"product_id": str(product.id), "quantity": quantity} for product in products]
    return {"items": items, "deliver_to": TO, "payment_method": method}


def buy(*products: Product, method: str = "card", buyer: Caller | None = None, key: str | None = None) -> Any:
    """The answer to a checkout of one pack of each product."""
    body = asked(*(products or (a_product(),)), method=method)
    caller = buyer or calling(a_buyer())
    return caller.post("/checkouts", body, headers={"Idempotency-Key": key or str(uuid4())})


def paid_order(stripe: FakeStripe, product: Product | None = None, method: str = "card") -> Order:
    """An order of one pack, paid beforehand."""
    bought = buy(product or a_product(), method=method)
    if method == "card":
        stripe.pay(stripe.intent()["id"])
        hear(stripe.events[-1])
    else:
        payment = bought.json["payment"]
        operator_upload(calling(an_operator()), (payment["amount_vnd"], payment["transfer"]["text"]))
    work()
    return order(bought.json["orders"][0]["number"])


def hear(event: dict[str, Any], **how: Any) -> Any:
    """Our answer to an event of the gateway."""
    client: FlaskClient = current_app.test_client()
    return client.post("/webhooks/card", **signed(event, **how))


def work(now: datetime | None = None) -> None:
    """What the worker has to do by `now`, money first: its outbox, then the charges to look after."""
    at = now or clock.now()
    while outbox.drain(jobs.JOBS, clock=lambda: at):
        pass
    flows.poll_due(now=at)
    while outbox.drain(jobs.JOBS, clock=lambda: at):
        pass


def later(span: timedelta = LATE) -> datetime:
    return clock.now() + span


def order(number: str) -> Order:
    found = transaction(lambda: queries.with_number(number))
    assert found is not None
    return found


def states(answer: Any) -> list[tuple[str, str]]:
    """State and payment status of each order of a checkout's answer, as they are now."""
    found = [order(one["number"]) for one in answer.json["orders"]]
    return [(one.state, one.payment_status) for one in found]


def held(kind: Kind, owner: str = "") -> int:
    """The balance of an account, in đồng."""
    return transaction(lambda: balance(Account(kind, owner)))


def broken() -> list[str]:
    return transaction(lambda: list(auditing.broken()))


def operator_upload(operator: Caller, *lines: tuple[int, str], encoding: str = "utf-8") -> Any:
    """A statement with one credit a line: amount and text."""
    rows = "".join(f"24/11/2026;;{amount:,};{text}\n" for amount, text in lines)
    content = "Ngân hàng TMCP\nNgày giao dịch;Ghi nợ;Ghi có;Nội dung\n" + rows
    return operator.post("/bank-statements", data=content.encode(encoding), content_type="text/csv")


def told(person_id: UUID) -> list[str]:
    """The notices that somebody is to be sent, oldest first."""
    rows = transaction(
        lambda: db.session.scalars(
            select(OutboxEntry.payload).where(OutboxEntry.topic == "notice").order_by(OutboxEntry.id)
        )
    )
    # What came up in the night is put off until the morning in an entry of its own, of the same notice.
    once = {row["id"]: row for row in rows if row["person_id"] == str(person_id)}
    return [row["notice"] for row in once.values()]
