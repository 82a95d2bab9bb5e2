"""Random lives at fairs, on top of those of money, cash and complaints: gathered, left, closed, short, late, called
off, and a household that is suspended or wants to be forgotten in the middle of it.
"""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlalchemy import func, select

from market import clock
from market.catalog.models import Product, Shop
from market.db import db, transaction
from market.fairs.models import Fair, Stand
from market.fairs.rules import GATHERING, FairState
from market.fairs.settling import flows as settling
from market.orders.models import Order, OrderLine
from market.orders.rules import OPEN
from market.orders.substitutions.models import Substitution
from market.orders.substitutions.rules import SubstitutionState
from tests.support.fairs import as_sent
from tests.support.heard_lives import HeardLives
from tests.support.lives import broken_by_now
from tests.support.village import Caller, a_product, a_shop, leaves

PACKS, FROM_STOCK = 6, 2
_METHODS = st.sampled_from(["card", "bank_transfer", "cod"])
_ENDS = st.sampled_from(["closing", "closing", "calling-off", None])


class GatheringLives(HeardLives):
    """Everything that `HeardLives` does, with one good at one fair after the other."""

    def _open_a_fair(self, minimum: int | None) -> None:
        """Of one household, of whose packs some come out of the stock."""
        operator = self._as(self.operator)
        body = as_sent(minimum_packs=minimum) | {"name": f"Phiên {self.touched}"}
        made = operator.post("/fairs", body)
        if made.status_code == 201:
            path = f"/fairs/{made.json['slug']}"
            asked = {"product_id": str(self.products[1].id), "packs": PACKS, "from_stock": FROM_STOCK}
            asked |= {"price_vnd": 60_000, "ready_on": body["ships_from"]}
            self._survive(lambda: self._household().post(f"{path}/stands", asked))
            self._survive(lambda: operator.put(f"{path}/opening"))

    @rule(method=_METHODS, packs=st.integers(1, 3), pays=st.booleans(), both=st.booleans(), how=_ENDS, data=st.data())
    def buy_at_the_fair(
        self, method: str, packs: int, pays: bool, both: bool, how: str | None, data: st.DataObject
    ) -> None:
        """A life has few kinds of steps, so this one has all that it takes; `both`: goods of any day beside."""
        stand = self._a_stand()
        if stand is not None:
            good = [SimpleNamespace(id=stand.product_id), *self.products[: int(both)]]
            self._survive(lambda: self._checkout(good, method, str(clock.now().timestamp()), packs))
            if pays:
                self._pay(data, method)
            if how is not None:
                self.end_the_fair(how, works=True, minimum=packs)

    @rule(data=st.data())
    def leave_the_fair(self, data: st.DataObject) -> None:
        order = self._an_order(data)
        if order is not None and order.fair_slug is not None:
            self._survive(lambda: self._as(order.buyer_id).put(f"/orders/{order.number}/cancellation"))

    @rule(how=_ENDS, works=st.booleans(), minimum=st.sampled_from([None, 2, PACKS]))
    def end_the_fair(self, how: str | None, works: bool, minimum: int | None) -> None:
        """And another one opens, for as many packs as there are."""
        stand = self._a_stand()
        if stand is None:
            return
        slug = transaction(lambda: db.session.get_one(Fair, stand.fair_id).slug)
        if how is None:
            self.ahead += timedelta(days=3)
        else:
            self._survive(lambda: self._as(self.operator).put(f"/fairs/{slug}/{how}", {"reason": "Bão"}))
        if works:
            self._survive(self._work)
            self._open_a_fair(minimum)

    @rule(packs=st.integers(0, PACKS), late=st.integers(-1, 3), take=st.sampled_from(["acceptance", "refusal", None]))
    def be_short_and_late(self, packs: int, late: int, take: str | None) -> None:
        stand = self._a_stand()
        if stand is None:
            return
        slug = transaction(lambda: db.session.get_one(Fair, stand.fair_id).slug)
        path, day = f"/fairs/{slug}/stands/{stand.product_id}", stand.ready_on + timedelta(days=late)
        self._survive(lambda: self._household().put(f"{path}/day", {"ready_on": day.isoformat()}))
        self._survive(lambda: self._household().put(f"{path}/ready", {"packs": packs}))
        self._survive(self._work)
        for number in transaction(_offered) if take else ():
            self._survive(lambda number=number: self._as(self.buyer).put(f"/orders/{number}/substitution/{take}"))

    @rule(orders=st.sampled_from(["held", "cancelled"]), lifted=st.booleans())
    def suspend_the_household(self, orders: str, lifted: bool) -> None:
        path = f"/shops/{self._shop()}/suspension"
        asked = {"reason": "Giấy tờ", "open_orders": orders}
        self._survive(lambda: self._as(self.operator).put(path, asked))
        self._survive(self._work)
        if lifted:
            self._survive(lambda: self._as(self.operator).delete(path))

    @rule()
    def want_to_be_forgotten(self) -> None:
        """Refused while anything is open; what is suspended, or closed with nothing open, stays as it was."""
        if transaction(lambda: db.session.scalar(_OPEN_OF.where(Order.shop_id == self._shop()))):
            assert self._household().delete("/me").status_code >= 400

    @rule(packs=st.sampled_from([0, 0, 2]), again=st.booleans())
    def forget_a_neighbour(self, packs: int, again: bool) -> None:
        """Another household promises packs, is ordered of or not, and is forgotten in earnest where nothing is open."""
        stand = self._a_stand()
        if stand is None:
            return
        day, slug = stand.first_ready_on, transaction(lambda: db.session.get_one(Fair, stand.fair_id).slug)
        shop = a_shop()
        here, good, who = shop.id, a_product(shop, stock=PACKS).id, self._as(shop.owner_id)
        asked = {"product_id": str(good), "packs": PACKS, "from_stock": FROM_STOCK, "price_vnd": 60_000}
        asked["ready_on"] = str(day)
        self._survive(lambda: who.post(f"/fairs/{slug}/stands", asked))
        hers = transaction(lambda: db.session.scalars(select(Stand.product_id).where(Stand.shop_id == here)).all())
        for product_id in hers if packs else ():
            of = [SimpleNamespace(id=product_id)]
            self._survive(lambda of=of: self._checkout(of, "cod", str(clock.now().timestamp()), packs))
        for _ in range(1 + again):
            self._survive(lambda: _leaves(who))
        is_open = transaction(lambda: db.session.scalar(_OPEN_OF.where(Order.shop_id == here)))
        is_gone = transaction(lambda: db.session.get_one(Shop, here, populate_existing=True).status == "closed")
        assert not (is_open and is_gone), "forgotten, though an order was open"

    # What is always true

    def _check(self) -> None:
        super()._check()
        broken = broken_by_now(("fairs", "catalog", "orders"))
        assert not broken, broken
        oversold = [stand for stand, sold in db.session.execute(_SOLD) if sold > stand.packs]
        assert not oversold, oversold
        forgotten = db.session.scalars(_FORGOTTEN).all()
        assert not forgotten, forgotten

    def _check_the_end(self) -> None:
        super()._check_the_end()
        left = transaction(lambda: db.session.scalars(_UNSETTLED).all())
        assert not left, left

    # How it is done

    def _work(self) -> None:
        super()._work()
        while settling.settle_due(now=clock.now(), limit=2):
            pass
        super()._work()

    def _come_to_rest(self) -> None:
        """No household is suspended for ever."""
        self.dies_after = None
        self._as(self.operator).delete(f"/shops/{self._shop()}/suspension")
        super()._come_to_rest()

    def _a_stand(self) -> Stand | None:
        """The newest; of a first fair if there was none."""
        newest = select(Stand).where(Stand.shop_id == self._shop()).order_by(Stand.fair_id.desc()).limit(1)
        found = transaction(lambda: db.session.scalars(newest).first())
        if found is None:
            self._open_a_fair(2)
        return found or transaction(lambda: db.session.scalars(newest).first())

    def _shop(self) -> UUID:
        return transaction(lambda: db.session.get_one(Product, self.products[1].id).shop_id)

    def _household(self) -> Any:
        return self._as(transaction(lambda: db.session.get_one(Shop, self._shop()).owner_id))


_OPEN_OF = select(func.count()).select_from(Order).where(Order.state.in_(OPEN))
_SOLD = (
    select(Stand, func.sum(OrderLine.quantity))
    .join(OrderLine, OrderLine.product_id == Stand.product_id)
    .join(Order, Order.id == OrderLine.order_id)
    .where(Order.state != "cancelled")
    .group_by(*Stand.__table__.columns)
)
# Nothing is sold any more of whoever was forgotten: the packs are back where they came from.
_FORGOTTEN = (
    select(Stand.product_id)
    .join(Shop, Shop.id == Stand.shop_id)
    .join(Product, Product.id == Stand.product_id)
    .join(Fair, Fair.id == Stand.fair_id)
    .where(Shop.status == "closed", Fair.state.in_(GATHERING), Stand.withdrawn_at.is_(None) | (Product.stock > 0))
)
_UNSETTLED = select(Fair.slug).where(
    Fair.state.in_((FairState.CLOSED, FairState.CALLED_OFF)), Fair.settled_at.is_(None)
)


def _offered() -> list[str]:
    open_ones = select(Order.number).join(Substitution, Substitution.order_id == Order.id)
    return list(db.session.scalars(open_ones.where(Substitution.state == SubstitutionState.OPEN)))


def _leaves(who: Caller) -> None:
    """Whoever is forgotten already is nobody who could ask."""
    if who.get("/me").status_code == 200:
        leaves(who)
