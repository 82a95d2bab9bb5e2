"""Fairs by the states they reach. “Phiên na Chi Lăng” gathers orders for two days and sends from the fifth day on."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from market import clock
from market.accounts.models import Person
from market.catalog.models import Product, Shop
from market.db import db, transaction
from market.fairs import flows, queries
from market.fairs.actions import fairs, stands
from market.fairs.models import Fair, Stand
from market.fairs.rules import FairState
from market.orders.actions.checkouts import check_out
from market.orders.models import Order
from tests.support.village import CHI_LANG, a_buyer, a_product, a_purchase, an_officer, owner_of


def asked(*, at: datetime | None = None, **fields: Any) -> dict[str, Any]:
    """A fair as `make_fair` is asked for one: opens in an hour."""
    now = at or clock.now()
    day = clock.local_day(now)
    return {
        "name": "Phiên na Chi Lăng",
        "about": "Na dai đầu mùa, hái sáng sớm.",
        "communes": [CHI_LANG],
        "opens_at": now + timedelta(hours=1),
        "closes_at": now + timedelta(days=2),
        "ships_from": day + timedelta(days=5),
        "ships_to": day + timedelta(days=7),
    } | fields


def as_sent(**fields: Any) -> dict[str, Any]:
    """The same as it goes over HTTP."""
    told = asked(**fields)
    return {name: one.isoformat() if isinstance(one, date) else one for name, one in told.items()}


def a_fair(*, by: Person | None = None, at: datetime | None = None, **fields: Any) -> Fair:
    """A planned fair of xã Chi Lăng, made by its officer."""
    made_by, now = by or an_officer(), at or clock.now()
    return transaction(lambda: fairs.make_fair(asked=asked(at=now, **fields), by=made_by, now=now))


def open_fair(**fields: Any) -> Fair:
    """A fair that opened an hour ago."""
    fair = a_fair(at=clock.now() - timedelta(hours=2), **fields)
    return moved(fair, FairState.OPEN, at=clock.now() - timedelta(hours=1))


def closed_fair(fair: Fair | None = None, **fields: Any) -> Fair:
    """A fair that has just closed, by hand; what was ordered is still to be settled."""
    return moved(fair or open_fair(**fields), FairState.CLOSED)


def called_off_fair(fair: Fair | None = None, **fields: Any) -> Fair:
    return moved(fair or open_fair(**fields), FairState.CALLED_OFF, note="Bão số 3")


def moved(fair: Fair, to: FairState, *, at: datetime | None = None, role: str = "operator", note: str = "") -> Fair:
    """The fair once it has been moved."""

    def move() -> Fair:
        held = queries.held_fair(fair.id)
        fairs.move_fair(fair=held, to=to, roles=(role,), by_id=None, now=at or clock.now(), note=note)
        return held

    return transaction(move)


def a_stand(fair: Fair, product: Product | None = None, *, packs: int = 40, **fields: Any) -> Stand:
    """A stand of a household: 40 packs of the coming harvest at 60,000 đồng, ready on the fair's first day."""
    parent = product or a_product()
    given: dict[str, Any] = {"price_vnd": 60_000, "ready_on": fair.ships_from} | fields

    def take() -> Stand:
        held = queries.held_fair(fair.id)
        good = db.session.get_one(Product, parent.id)
        by = given.pop("by", None) or owner_of(db.session.get_one(Shop, good.shop_id))
        return stands.take_stand(fair=held, product=good, packs=packs, by=by, now=clock.now(), **given)

    return transaction(take)


def good_of(stand: Stand) -> Product:
    """The good that is sold at a stand, as it is now."""
    return transaction(lambda: db.session.get_one(Product, stand.product_id, populate_existing=True))


def stand_now(stand: Stand) -> Stand:
    return transaction(lambda: db.session.get_one(Stand, (stand.fair_id, stand.product_id), populate_existing=True))


def fair_now(fair: Fair) -> Fair:
    return transaction(lambda: queries.held_fair(fair.id))


def fair_order(stand: Stand, *, packs: int = 2, buyer: Person | None = None, **given: Any) -> Order:
    """An order of a stand's goods, gathered with the others: cash at the door, unless `given` says otherwise."""
    by, at = buyer or a_buyer(), given.pop("at", None) or clock.now()
    good = good_of(stand)
    made = transaction(lambda: check_out(purchase=a_purchase((good, packs), **given), by=by, now=at))
    return made.orders[0]


def goes_round(at: datetime | None = None) -> int:
    """The worker's round of fairs."""
    return flows.open_and_close_due(now=at or clock.now())
