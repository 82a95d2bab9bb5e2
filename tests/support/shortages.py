"""A fair that has closed, whose harvest is late or short: stands with packs, orders of them, and what is said."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from market import clock
from market.accounts.models import Person
from market.catalog.models import Product, Shop
from market.db import db, transaction
from market.fairs import promising
from market.fairs.models import Fair, Stand
from market.fairs.settling import flows as settling
from market.orders.models import Order
from market.orders.substitutions import flows, queries
from market.orders.substitutions.models import Substitution
from market.orders.substitutions.rules import code_of
from tests.support import fairs
from tests.support.installation import SECRET
from tests.support.paying import TO, operator_upload, work
from tests.support.village import Answer, a_buyer, a_product, a_shop, an_operator, calling, guest, owner_of


def a_stand(fair: Fair, *, packs: int = 10, shop: Shop | None = None, **fields: Any) -> Product:
    """The good of a household's stand: custard apples at 55,000 đồng, its packs promised of the harvest."""
    given = {"price_vnd": 55_000} | fields
    of = {name: given.pop(name) for name in ("weight_g", "category", "name") if name in given}
    parent = a_product(shop or a_shop(), stock=0, **of)
    return fairs.good_of(fairs.a_stand(fair, parent, packs=packs, **given))


def ordered(good: Product, *packs: int, method: str = "cod", buyer: Person | None = None) -> list[Order]:
    """Orders of a stand's good, one each of so many packs, in this turn; those to be paid before are paid by bank."""
    return [_ordered({good: many}, method, buyer) for many in packs]


def ordered_together(*goods: Product, method: str = "cod") -> Order:
    """One order of a pack of each of these goods of a stand."""
    return _ordered(dict.fromkeys(goods, 1), method, None)


def _ordered(goods: dict[Product, int], method: str, buyer: Person | None) -> Order:
    items = [{"product_id": str(good.id), "quantity": many} for good, many in goods.items()]
    body = {"items": items, "deliver_to": TO, "payment_method": method}
    asked = calling(buyer or a_buyer()).post("/checkouts", body, headers={"Idempotency-Key": str(uuid4())})
    assert asked.status_code == 201, asked.json
    if method == "bank_transfer":
        payment = asked.json["payment"]
        operator_upload(calling(an_operator()), (payment["amount_vnd"], payment["transfer"]["text"]))
        work()
    return now_of(asked.json["orders"][0]["number"])


def now_of(number: str) -> Order:
    found = transaction(lambda: db.session.scalars(_of(number)).one())
    db.session.expunge_all()
    return found


def _of(number: str) -> Any:
    return select(Order).filter_by(number=number).execution_options(populate_existing=True)


def closed(fair: Fair) -> None:
    """The fair has closed, and all is settled: what was ordered and paid is taken on."""
    fairs.closed_fair(fair)
    while settling.settle_due(now=clock.now()):
        pass
    assert fairs.fair_now(fair).settled_at is not None


def says_ready(fair: Fair, good: Product, packs: Any, by: Person | None = None) -> Answer:
    """The household, or somebody else, says how many packs there are."""
    return _says(fair, good, "ready", {"packs": packs}, by)


def moves_day(fair: Fair, good: Product, days: int = 3, by: Person | None = None) -> Answer:
    """The household, or somebody else, puts the stand off by so many days."""
    stand = stand_of(good)
    to = (stand.first_ready_on + timedelta(days=days)).isoformat()
    return _says(fair, good, "day", {"ready_on": to}, by)


def _says(fair: Fair, good: Product, what: str, body: dict[str, Any], by: Person | None) -> Answer:
    household = owner_of(transaction(lambda: db.session.get_one(Shop, good.shop_id)))
    return calling(by or household).put(f"/fairs/{fair.slug}/stands/{good.id}/{what}", body)


def stand_of(good: Product) -> Stand:
    return transaction(
        lambda: db.session.scalars(
            select(Stand).filter_by(product_id=good.id).execution_options(populate_existing=True)
        ).one()
    )


def short(fair: Fair, good: Product, packs: int) -> Any:
    """She says so, and the worker asks whom it must; what the tally says then."""
    assert says_ready(fair, good, packs).status_code == 200
    work()
    return says_ready(fair, good, packs).json


def offered(order: Order) -> Substitution | None:
    return transaction(lambda: queries.newest(order.id))


def code_for(order: Order) -> str:
    """The ten letters of the link that the buyer was sent."""
    found = offered(order)
    assert found is not None
    return code_of(SECRET, found.id)


def answers(order: Order, *, take: bool) -> Answer:
    """What becomes of the buyer's tap on the link, without signing in."""
    return guest().post("/substitution-answers", {"number": order.number, "code": code_for(order), "take": take})


def a_day_passes(hours: float = 25) -> datetime:
    at = clock.now() + timedelta(hours=hours)
    flows.end_due(now=at)
    promising.ask_due(now=at)
    work(at)
    return at
