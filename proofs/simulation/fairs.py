"""Two fairs in the week: one goes well but for a household that is short; of the other too little is ordered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import func, select

from market import clock
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.catalog.models import Product, Shop
from market.db import db, transaction
from market.fairs import flows as by_the_clock
from market.fairs import promises, promising, queries
from market.fairs.actions import fairs, stands
from market.fairs.board import board
from market.fairs.models import Fair, Stand
from market.fairs.rules import FairState
from market.fairs.settling import flows as settling
from market.orders import queries as orders
from market.orders.actions import checkouts, transitions
from market.orders.actions.checkouts import Purchase, Recipient
from market.orders.models import Order, OrderLine
from market.orders.rules import OrderState
from market.orders.substitutions import actions as substituting
from market.orders.substitutions import flows as substitutions
from market.orders.substitutions import queries as offers
from market.payments.bank.actions import record_statement
from market.payments.bank.statement_file import read_statement
from market.payments.charges.models import Charge
from market.payments.refunds.models import Refund
from market.payments.refunds.rules import RefundState
from proofs.simulation.outcomes import Sent, choose_outcome
from proofs.simulation.people import COMMUNE

if TYPE_CHECKING:
    from proofs.simulation.week import Week

OF_FAIRS = "parcels of fairs"
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
# It gathers for thirty hours, and sends once the last transfer has come or ended and buyers have chosen.
_OPENS, _CLOSES, _SHIPS = _HOUR, 30 * _HOUR, 5 * _DAY
_HOUSEHOLDS, _PACKS = 3, 400
_SOUGHT = 300  # more than anybody orders of the second


@dataclass
class Fairs:
    """What truly happens at the two, and what of it is not as it should be."""

    week: Week
    chance: Random
    slugs: list[str] = field(default_factory=list)
    paid: dict[str, int] = field(default_factory=dict)
    short: dict[UUID, int] = field(default_factory=dict)

    def begin(self, now: datetime) -> None:
        """An officer makes both, households promise packs, and people will order, leave, pay and choose."""
        few = transaction(lambda: self._opened("Phiên na sớm", None, range(_HOUSEHOLDS), now))
        many = transaction(lambda: self._opened("Phiên na muộn", _SOUGHT, range(_HOUSEHOLDS, 2 * _HOUSEHOLDS), now))
        self.slugs = [few, many]
        for slug, buyers in ((few, 6 + self.week.parcels // 20), (many, 3 + self.week.parcels // 80)):
            for _ in range(buyers):
                self._later(now, 8, 28, partial(self._order, slug))  # the worker, which opens it, has come by
        self.week.at(now + _CLOSES + 6 * _HOUR, lambda at: self._be_short(few, at))
        for number in range(12):  # whoever is asked answers now and then
            self.week.at(now + _CLOSES + (8 + 6 * number) * _HOUR, self._choose)
        self.week.at(now + _SHIPS + _HOUR, lambda at: self._send(few, at))

    def look(self, now: datetime) -> None:
        """The worker's part, as often as it comes round; once a day when all was sent."""
        if now.hour and now > self.week.start + _SHIPS + _DAY:
            return
        for sweep in (by_the_clock.open_and_close_due, substitutions.end_due, promising.ask_due):
            sweep(now=now)
        while settling.settle_due(now=now):
            pass

    # What people do

    def _opened(self, name: str, minimum: int | None, numbers: range, now: datetime) -> str:
        officer = self.week.people.person("Cán bộ xã", now, (RoleName.OFFICER, COMMUNE))
        day = clock.local_day(now + _SHIPS)
        asked = {"name": name, "communes": [COMMUNE], "minimum_packs": minimum, "ships_from": day, "ships_to": day}
        asked |= {"opens_at": now + _OPENS, "closes_at": now + _CLOSES}
        fair = fairs.make_fair(asked=asked, by=officer, now=now)
        for good in self._fruit()[numbers.start : numbers.stop]:
            self._stand(fair, good, day, now)
        return fair.slug

    def _fruit(self) -> list[Product]:
        """Goods of the commune that are as good as each other, in the order in which they were listed."""
        here = select(Product).join(Shop, Shop.id == Product.shop_id).where(Shop.commune_code == COMMUNE)
        fruit = here.where(Product.category_slug == "fruit", Product.fair_slug.is_(None))
        return list(db.session.scalars(fruit.order_by(Product.id)))

    def _stand(self, fair: Fair, good: Product, day: date, now: datetime) -> None:
        owner = db.session.get_one(Person, good.shop.owner_id)
        told: dict[str, Any] = {"packs": _PACKS, "price_vnd": 60_000, "ready_on": day, "from_stock": _PACKS // 4}
        stands.take_stand(fair=fair, product=good, by=owner, now=now, **told)

    def _order(self, slug: str, now: datetime) -> None:
        buyer, commune = self.chance.choice(self.week.people.buyers)
        goods = transaction(lambda: [one.product_id for one in self._stands(slug)])
        by = self.chance.choice(("cod", "bank_transfer"))
        recipient = Recipient(buyer.name, buyer.phone or "", commune, "Số 1, đường lớn")
        wanted = {self.chance.choice(goods): self.chance.randint(1, 3)}
        purchase = Purchase(wanted=wanted, recipient=recipient, payment_method=by)
        made = transaction(lambda: checkouts.check_out(by=buyer, purchase=purchase, now=now))
        self.week.counts["orders at fairs"] += 1
        number = made.orders[0].number
        if by == "bank_transfer" and self.chance.random() < 0.8:  # some after the day that they have for it
            self._later(now, 1, 40, partial(self._pay, str(made.id), number))
        if self.chance.random() < 0.1:
            self._later(now, 1, 4, partial(self._leave, number))

    def _pay(self, reference: str, number: str, now: datetime) -> None:
        charge = transaction(lambda: db.session.scalars(select(Charge).filter_by(reference=reference)).one())
        row = f"Ngày giao dịch;Ghi nợ;Ghi có;Nội dung\n{now:%d/%m/%Y};;{charge.amount_vnd:,};{charge.transfer_code}\n"
        lines, by_id = read_statement(row.encode(), now=now), self.week.heard.operator.id
        transaction(lambda: record_statement(lines=lines, by_id=by_id, now=now))
        self.paid[number] = charge.amount_vnd

    def _leave(self, number: str, now: datetime) -> None:
        self._with(
            number,
            lambda of: transitions.cancel(order=of, roles={"buyer"}, by_id=of.buyer_id, reason="", now=now),
        )

    def _be_short(self, slug: str, now: datetime) -> None:
        """The first household has picked half of what was ordered there."""

        def say() -> None:
            fair, stand = queries.fair_to_join(slug), self._stands(slug)[0]
            ordered = self._packs(stand.product_id, Order.state != OrderState.CANCELLED)
            self.short[stand.product_id] = ordered // 2
            by_id = db.session.get_one(Shop, stand.shop_id).owner_id
            promises.say_ready(fair=fair, stand=stand, packs=ordered // 2, by="seller", by_id=by_id, now=now)

        transaction(say)

    def _choose(self, now: datetime) -> None:
        act = self.chance.choice((substituting.take, substituting.take, substituting.decline))
        asked = transaction(lambda: [of.number for of in self._orders() if _is_asked(of)])
        for number in asked[:2]:
            self._with(number, lambda of: act(order=of, by_id=of.buyer_id, now=now) if _is_asked(of) else None)

    def _send(self, slug: str, now: datetime) -> None:
        """Each household packs its own in the morning, and brings all of it that very day."""
        mine = [of for of in transaction(self._orders) if of.fair_slug == slug and of.state == OrderState.ACCEPTED]
        for of in mine:
            outcome, handed_in = choose_outcome(self.chance), now + timedelta(hours=self.chance.uniform(1, 6))
            self.week.sent[of.number] = Sent(of.number, outcome, of.total_vnd if of.payment_method == "cod" else 0)
            self._with(of.number, lambda it: transitions.pack(order=it, roles={"seller"}, by_id=it.seller_id, now=now))
            self.week.carry(of.number, outcome, handed_in, chance=self.chance)
            self.week.counts[OF_FAIRS] += 1

    # What is always true in the end

    def wrong(self) -> Iterator[str]:
        """Each thing that did not come out as it should have."""
        few, many = (queries.fair_with_slug(slug) for slug in self.slugs)
        # What somebody complains of is not completed yet.
        if few.state not in (FairState.SHIPPED, FairState.OVER) or many.state != FairState.CALLED_OFF:
            yield f"the fairs are {few.state} and {many.state}"
        for of in self._orders():
            yield from self._wrong_order(of, of.fair_slug == many.slug)
        for product_id, ready in self.short.items():
            served = self._packs(product_id, Order.state != OrderState.CANCELLED)
            if served > ready:
                yield f"stand {product_id}: {served} packs were sent of {ready}"
        total = board(few, now=self.week.now)["total"]
        if not total["ordered"] == total["packed"] == total["handed_in"] == total["on_time"] > 0:
            yield f"fair {few.slug}: not all of it was sent on the day: {total}"

    def _wrong_order(self, of: Order, is_called_off: bool) -> Iterator[str]:
        """Sent, or called off with every đồng that came on its way back."""
        is_off = of.state == OrderState.CANCELLED
        if is_off != (of.number not in self.week.sent) or (is_called_off and not is_off):
            yield f"order {of.number} of {of.fair_slug}: it is {of.state}"
        mine = select(func.sum(Refund.amount_vnd)).where(Refund.reference == of.number)
        back = int(db.session.scalar(mine.where(Refund.state != RefundState.REJECTED)) or 0)
        came = self.paid.get(of.number, 0)
        if is_off and back != came:
            yield f"order {of.number} of {of.fair_slug}: {came} đ came, {back} đ go back"

    # How it is looked up

    def _later(self, now: datetime, least: float, most: float, act: Callable[[datetime], Any]) -> None:
        self.week.at(now + timedelta(hours=self.chance.uniform(least, most)), act)

    def _with(self, number: str, act: Callable[[Order], Any]) -> None:
        """Somebody does something with an order, unless it is called off by then."""

        def held() -> None:
            of = orders.locked(number, with_parcel=True)
            if of is not None and of.state != OrderState.CANCELLED:
                act(of)

        transaction(held)

    def _stands(self, slug: str) -> list[Stand]:
        return list(queries.stands_of(queries.fair_with_slug(slug).id))

    def _orders(self) -> list[Order]:
        found = select(Order).where(Order.fair_slug.in_(self.slugs)).order_by(Order.id)
        return list(db.session.scalars(found.execution_options(populate_existing=True)))

    def _packs(self, product_id: UUID, which: Any) -> int:
        packs = select(func.sum(OrderLine.quantity)).join(Order).where(OrderLine.product_id == product_id, which)
        return int(db.session.scalar(packs) or 0)


def _is_asked(of: Order) -> bool:
    offered = offers.offered(of.id)
    return offered is not None and offered.state == "open"
