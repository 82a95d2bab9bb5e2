"""The household asks the buyer for less, and the buyer answers."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

from market import clock
from market.accounts.models import Person
from market.db import db, transaction
from market.orders.proposals import flows
from market.orders.proposals.rules import buyers_code
from market.payments.charges.queries import latest_charge
from tests.support.installation import SECRET
from tests.support.paying import asked, operator_upload, order
from tests.support.village import a_buyer, a_product, a_shop, an_operator, buyer_of, calling, seller_of


def as_it_is(number: str) -> Any:
    """The order as it is now; it stays so whatever becomes of the row."""
    found = order(number)
    lines = [SimpleNamespace(product_id=line.product_id, quantity=line.quantity) for line in found.lines]
    columns = {column.key: getattr(found, column.key) for column in found.__table__.columns}
    return SimpleNamespace(**columns, lines=lines)


def two_boxes(method: str = "cod", quantity: int = 2, **fields: Any) -> Any:
    """An order of two boxes of custard apple, not yet paid where it is to be paid before."""
    body = asked(a_product(**fields), method=method, quantity=quantity)
    bought = calling(a_buyer()).post("/checkouts", body, headers={"Idempotency-Key": str(uuid4())})
    assert bought.status_code == 201, bought.json
    return as_it_is(bought.json["orders"][0]["number"])


def two_goods(method: str = "cod") -> Any:
    """An order of one box of each of two goods of a shop."""
    shop = a_shop()
    body = asked(a_product(shop), a_product(shop, name="Trà Mẫu Sơn", price_vnd=120_000, weight_g=300), method=method)
    bought = calling(a_buyer()).post("/checkouts", body, headers={"Idempotency-Key": str(uuid4())})
    return as_it_is(bought.json["orders"][0]["number"])


def paid_by_bank(unpaid: Any, amount_vnd: int | None = None, code: str | None = None) -> Any:
    """A transfer for it, of all that is asked for unless said otherwise."""
    charge = transaction(lambda: latest_charge(str(unpaid.checkout_id)))
    assert charge is not None
    line = (amount_vnd or charge.amount_vnd, code or str(charge.transfer_code))
    assert operator_upload(calling(an_operator()), line).status_code == 201
    return as_it_is(unpaid.number)


def fewer(of: Any, quantity: int = 1, by: Person | None = None, **more: Any) -> Any:
    """The answer to asking for `quantity` packs of its first good."""
    body = {"fewer": [{"product_id": str(of.lines[0].product_id), "quantity": quantity}], **more}
    return calling(by or seller_of(of)).put(f"/orders/{of.number}/proposal", body)


def says(of: Any, answer: str, proposal: dict[str, Any], by: Person | None = None, **more: Any) -> Any:
    """The buyer's `acceptance` or `refusal`, or what another says."""
    caller = calling(by or buyer_of(of))
    return caller.put(f"/orders/{of.number}/proposal/{answer}", {"id": proposal["id"], **more})


def one_box(of: Any, **more: Any) -> Any:
    """Asked for one box less, and agreed to."""
    proposal = fewer(of, of.lines[0].quantity - 1, **more)
    assert proposal.status_code == 200, proposal.json
    agreed = says(of, "acceptance", proposal.json)
    assert agreed.status_code == 200, agreed.json
    return as_it_is(of.number)


def code_for(proposal: dict[str, Any]) -> str:
    return buyers_code(SECRET, UUID(proposal["id"]))


def a_day_passes() -> None:
    flows.end_due(now=clock.now() + timedelta(hours=24, minutes=1))


def now_of(model: type, key: Any) -> Any:
    return transaction(lambda: db.session.get(model, key, populate_existing=True))
