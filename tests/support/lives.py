"""Random lives of money: buying, paying, hearing late and twice, calling off, refunds, returns, time, faults of the
gateway, and a process that dies after any commit. Whatever happened, the books are right after every step.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import func, select

from market import clock, outbox
from market.accounts.models import Person
from market.catalog.models import StockMovement
from market.catalog.rules.stock import Reason
from market.db import db, transaction
from market.delivery.models import Scan
from market.ops import invariants as auditing
from market.orders.models import Order
from market.orders.proposals.models import Proposal, ProposalLine
from market.orders.proposals.rules import ProposalState
from market.payments.bank.models import BankTransfer
from market.payments.bank.rules import NOT_BOOKED
from market.payments.cards.reconcile import reconcile
from market.payments.cash.models import CashOnDelivery
from market.payments.charges import models
from market.payments.charges.rules import ChargeState
from market.payments.refunds.models import Refund
from market.payments.refunds.queries import settled
from market.payments.refunds.rules import RefundState
from market.wiring import jobs
from tests.support.fake_stripe import FakeStripe
from tests.support.paying import asked, hear, operator_upload
from tests.support.statements import BANKS, Told
from tests.support.village import Caller, a_buyer, a_clerk, a_product, an_operator, calling, scan, stock_of

STOCK = 6
_DAY = date(2026, 11, 24)
# Spreadsheets are read by a child, which is too slow here: `test_a_week_of_statements` has them.
_EXPORTS = st.sampled_from(["plain", "vietinbank", "agribank", "techcombank"])
SHORT, LONG = timedelta(minutes=9), timedelta(hours=25)
# Broken until the worker comes, which it has by the end.
_NOT_SEEN_TO = ("but the gateway has not ended it", "and nobody has ended it")
# Money is audited after every third step that may have moved it, everything when a life is over.
_MONEY, _EVERY = ("payments",), 3
# Figures are counted, and places looked up, in tests of their own.
_JOBS = jobs.JOBS | {topic: lambda _payload, _now: None for topic in jobs.JOBS if topic.startswith("figures.")}
_AUDITED_AT_THE_END = tuple(part for part in auditing.PARTS if part not in ("insight", "places"))


_METHODS = st.sampled_from(["card", "card", "bank_transfer", "cod"])
_PACKS = st.sampled_from([1, 1, 2, 3])
_ANSWERS = st.sampled_from(["acceptance", "acceptance", "refusal", None])


class Died(BaseException):
    """The process is gone."""


class MoneyLives(RuleBasedStateMachine):
    """`stripe` and `monkeypatch` are given by the test that plays them."""

    stripe: FakeStripe
    monkeypatch: Any
    touched = 0

    @initialize()
    def open_the_market(self) -> None:
        self.ahead = timedelta()
        self.callers: dict[UUID, Caller] = {}
        self.mortal = False
        self.dies_after: int | None = None
        real, commit = clock.now, type(db.session()).commit

        def now() -> datetime:
            return self.real_now() + self.ahead

        def commit_and_die(session: Any) -> None:
            commit(session)
            if self.mortal and self.dies_after is not None:
                self.dies_after -= 1
                if self.dies_after < 0:
                    self.dies_after = None
                    raise Died

        self.real_now, self.commit = real, commit
        self.monkeypatch.setattr(clock, "now", now)
        self.monkeypatch.setattr(type(db.session()), "commit", commit_and_die)
        # Ids only: who dies loses its session, and with it the objects.
        self.buyer, self.clerk = a_buyer().id, a_clerk().id
        self.operator, self.other = an_operator().id, an_operator().id
        self.products = [SimpleNamespace(id=a_product(stock=STOCK).id) for _ in range(2)]
        self.statement: list[Told] = []

    def teardown(self) -> None:
        """Let all that is on its way arrive: then our books and the gateway's say the same."""
        if hasattr(self, "commit"):
            try:
                self._come_to_rest()
                self._check_the_end()
            finally:
                self.monkeypatch.setattr(type(db.session()), "commit", self.commit)
                self.monkeypatch.setattr(clock, "now", self.real_now)

    # What people do

    @rule(
        method=st.sampled_from(["card", "card", "bank_transfer", "cod"]),
        both=st.booleans(),
        again=st.booleans(),
        packs=_PACKS,
    )
    def buy(self, method: str, both: bool, again: bool, packs: int = 1) -> None:
        products, key = self.products if both else self.products[:1], str(uuid4())
        for _ in range(1 + again):
            self._survive(lambda: self._checkout(products, method, key, packs))

    @rule(data=st.data(), how=st.sampled_from(["pay", "promise"]))
    def pay_by_card(self, data: st.DataObject, how: str) -> None:
        intents = [intent["id"] for intent in self.stripe.of_kind("payment_intent")]
        if not intents:
            return
        getattr(self.stripe, how)(data.draw(st.sampled_from(intents[-4:])))

    @rule(data=st.data(), more=st.sampled_from([0, 0, 0, -1_000, 2_000]), named=st.booleans(), how=_EXPORTS)
    def pay_by_bank(self, data: st.DataObject, more: int, named: bool, how: str) -> None:
        charges = transaction(lambda: db.session.execute(_TRANSFERS).all())
        if charges:
            amount, code = data.draw(st.sampled_from(charges[-3:]))
            # Like ones of one sum and day, told in several banks' columns, are for a person to compare.
            words = f"chuyen tien {len(self.statement)}"
            self._tell(amount + more, code if named else words, how)

    @rule(data=st.data(), part=st.sampled_from([1, 2]), how=_EXPORTS)
    def pay_what_is_asked_for(self, data: st.DataObject, part: int, how: str) -> None:
        """What the picture asks for, or half of it: what has come before is not asked for again."""
        order = self._an_order(data)
        asks = self._as(self.buyer).get(f"/orders/{order.number}/payment").json if order is not None else {}
        if "transfer" in asks:
            if order.total_vnd >= asks["amount_vnd"] + asks["paid_vnd"]:
                assert order.total_vnd == asks["amount_vnd"] + asks["paid_vnd"]
            self._tell(asks["amount_vnd"] // part, asks["transfer"]["text"], how)

    @rule(data=st.data(), how=_EXPORTS)
    def pay_out_by_bank(self, data: st.DataObject, how: str) -> None:
        """What went out may name an order, and is no receipt in any export."""
        charges = transaction(lambda: db.session.execute(_TRANSFERS).all())
        if charges:
            amount, code = data.draw(st.sampled_from(charges[-3:]))
            self._tell(-amount, f"{code} hoan tien", how)

    def _tell(self, amount_vnd: int, text: str, how: str) -> None:
        """The bank's account goes on by a line, and the operator uploads all of it, in whatever export."""
        self.statement.append(Told(_DAY, amount_vnd, f"FT{len(self.statement)}", text))
        self._survive(lambda: self._upload(how))

    def _upload(self, how: str) -> Any:
        if how in BANKS:
            file = {"data": BANKS[how](self.statement), "content_type": "text/csv"}
            return self._as(self.operator).post("/bank-statements", **file)
        came = [(told.amount_vnd, told.text) for told in self.statement if told.amount_vnd > 0]
        return operator_upload(self._as(self.operator), *came)

    @rule(data=st.data(), who=st.sampled_from(["buyer", "seller"]))
    def call_off(self, data: st.DataObject, who: str) -> None:
        order = self._an_order(data)
        if order is None:
            return
        caller = self._as(self.buyer) if who == "buyer" else self._as(order.seller_id)
        self._survive(lambda: caller.put(f"/orders/{order.number}/cancellation", {"reason": "thôi"}))

    @rule(data=st.data(), digit=st.integers(0, 9))
    def correct(self, data: st.DataObject, digit: int) -> None:
        """The buyer corrects the recipient's phone, or comes too late."""
        order = self._an_order(data)
        if order is None:
            return
        right, match = {"deliver_to": {"phone": f"098711122{digit}"}}, {"If-Match": "*"}
        self._survive(lambda: self._as(self.buyer).patch(f"/orders/{order.number}", right, headers=match))

    @rule(data=st.data(), packs=_PACKS, restock=st.booleans(), later=st.booleans(), answer=_ANSWERS)
    def ask_for_less(self, data: st.DataObject, packs: int, restock: bool, later: bool, answer: str | None) -> None:
        """The household asks for fewer packs of a good, or a later day; the buyer answers now, later, or never."""
        order = self._an_order(data)
        if order is None:
            return
        less: dict[str, Any] = {"fewer": [{"product_id": str(order.lines[0].product_id), "quantity": packs}]}
        less |= {"restock": restock, "ship_on": str(clock.local_day(clock.now() + LONG)) if later else None}
        # Who dies loses its session, and with it what was read of the order.
        seller, number = self._as(order.seller_id), order.number
        self._survive(lambda: seller.put(f"/orders/{number}/proposal", less))
        if answer is not None:
            self._answer_what_is_asked(number, answer)

    @rule(data=st.data(), method=_METHODS, pays=st.sampled_from(["before", "after", "never"]), restock=st.booleans())
    def two_boxes_become_one(self, data: st.DataObject, method: str, pays: str, restock: bool) -> None:
        """A life has few kinds of steps, so this one has all that it takes."""
        self.buy(method, both=False, again=False, packs=2)
        if pays == "before":
            self._pay(data, method)
        self.ask_for_less(data, 1, restock, later=False, answer="acceptance")
        if pays == "after":
            self._pay(data, method)

    @rule(data=st.data(), answer=st.sampled_from(["acceptance", "acceptance", "refusal"]), times=st.integers(1, 2))
    def answer(self, data: st.DataObject, answer: str, times: int) -> None:
        order = self._an_order(data)
        if order is None:
            return
        number = order.number
        for _ in range(times):
            self._answer_what_is_asked(number, answer)

    @rule(good=st.integers(0, 1), said=st.sampled_from(["held", "fulfilled", "called_off", "lifted", "lifted"]))
    def stop_a_good(self, good: int, said: str) -> None:
        """An operator suspends it, with what becomes of its orders; or is content again."""
        operator, path = self._as(self.operator), f"/products/{self.products[good].id}/suspension"
        if said == "lifted":
            self._survive(lambda: operator.delete(path))
        else:
            self._survive(lambda: operator.put(path, {"reason": "xem lại", "open_orders": said}))

    @rule(data=st.data())
    def let_go(self, data: st.DataObject) -> None:
        order = self._an_order(data)
        if order is not None:
            self._survive(lambda: self._as(self.operator).put(f"/orders/{order.number}/release"))

    @rule(data=st.data(), end=st.sampled_from(["delivered", "delivered", "delivered", "returned", "lost", "damaged"]))
    def send(self, data: st.DataObject, end: str) -> None:
        order = self._an_order(data)
        if order is None:
            return
        seller = self._as(order.seller_id)
        seller.put(f"/orders/{order.number}/acceptance")
        packed = seller.put(f"/orders/{order.number}/packing")
        if not (packed.status_code == 200 and packed.json["state"] == "packed"):
            return
        self._survive(lambda: self._scans(packed.json["parcel"]["tracking_number"], end))

    @rule(data=st.data())
    def receive(self, data: st.DataObject) -> None:
        order = self._an_order(data)
        if order is None:
            return
        self._survive(lambda: self._as(self.buyer).put(f"/orders/{order.number}/receipt"))

    @rule(
        data=st.data(),
        amount=st.sampled_from([1, 999, 30_000, 65_000, 10**9]),
        channel=st.sampled_from([None, None, "cash", "bank_transfer"]),
    )
    def refund_a_part(self, data: st.DataObject, amount: int, channel: str | None) -> None:
        order = self._an_order(data)
        if order is None:
            return
        path = f"/orders/{order.number}/refunds"
        body = {"amount_vnd": amount} | ({"channel": channel} if channel else {})
        self._survive(lambda: self._as(order.seller_id).post(path, body))

    @rule()
    def see_to_what_waits(self) -> None:
        operator = self._as(self.operator)
        for item in operator.get("/bank-transfers?queue=perhaps").json["items"]:
            said = {"came": False, "note": "đã xem sao kê"}
            self._survive(lambda item=item, said=said: operator.put(f"/bank-transfers/{item['id']}/verification", said))
        for item in operator.get("/bank-transfers").json["items"]:
            self._survive(lambda item=item: operator.put(f"/bank-transfers/{item['id']}/refund", {}))
        for item in operator.get("/refunds?state=requested").json["items"]:
            self._survive(lambda item=item: self._as(self.other).put(f"/refunds/{item['id']}/approval"))
        for item in operator.get("/refunds?state=approved").json["items"]:
            self._survive(lambda item=item: operator.put(f"/refunds/{item['id']}/settlement", {"note": "FT"}))

    @rule(data=st.data())
    def take_a_scan_back(self, data: st.DataObject) -> None:
        """The clerk made a mistake: what the scan brought about is undone, or it is refused."""
        scans = transaction(lambda: list(db.session.scalars(_SCANS)))
        if scans:
            scan_id = data.draw(st.sampled_from(scans))
            self._survive(lambda: self._as(self.clerk).put(f"/scans/{scan_id}/voiding", {"reason": "nhầm"}))

    # What the machines do

    @rule(data=st.data(), times=st.integers(1, 3))
    def hear_something(self, data: st.DataObject, times: int) -> None:
        """Any event there ever was, in any order, any number of times; the rest may be lost."""
        if not self.stripe.events:
            return
        event = data.draw(st.sampled_from(self.stripe.events[-8:]))
        for _ in range(times):
            self._survive(lambda: hear(event, at=clock.now().timestamp()))

    @rule()
    def let_the_worker_work(self) -> None:
        self._survive(self._work)

    @rule(span=st.sampled_from([SHORT, SHORT, LONG]))
    def let_time_pass(self, span: timedelta) -> None:
        self.ahead += span

    @precondition(lambda self: len(self.stripe.faults) < 3)
    @rule(how=st.sampled_from(["before", "after", "500"]), times=st.integers(1, 4), posts=st.booleans())
    def let_the_gateway_fail(self, how: str, times: int, posts: bool) -> None:
        self.stripe.fail("POST" if posts else "GET", how, times)

    @rule(commits=st.integers(0, 3))
    def die_soon(self, commits: int) -> None:
        self.dies_after = commits

    # What is always true

    @invariant()
    def the_books_are_right(self) -> None:
        if self.touched >= _EVERY:
            self.touched = 0
            transaction(self._check)

    def _check(self) -> None:
        broken = broken_by_now(_MONEY)
        assert not broken, broken

    def _come_to_rest(self) -> None:
        self.dies_after = None
        for _ in range(3):
            self.stripe.faults.clear()
            # A day later the gateway has forgotten its keys, and with them the faults that they replay.
            self.stripe.answered.clear()
            self.ahead += LONG
            for event in self.stripe.events:
                hear(event, at=clock.now().timestamp())
            self._work()
            self._upload("vietinbank")
            self.see_to_what_waits()

    def _check_the_end(self) -> None:
        orders = transaction(lambda: list(db.session.scalars(select(Order))))
        broken = transaction(lambda: list(auditing.broken(_AUDITED_AT_THE_END)))
        assert not broken, broken
        came = transaction(lambda: db.session.scalar(_BOOKED) or 0)
        assert came == sum(told.amount_vnd for told in self.statement if told.amount_vnd > 0)
        compared = reconcile(now=clock.now())
        assert (compared.differences, compared.gateway_vnd) == ([], compared.ours_vnd), compared
        for order in orders:
            assert order.state != "awaiting_payment"
            assert given_back(order.number) <= paid_in(order.number)
            if order.payment_method != "cod" and order.state in ("cancelled", "lost"):
                assert order.payment_status in ("cancelled", "refunded"), order.payment_status
                assert settled(order.number) in (0, order.total_vnd)
        for product in self.products:
            gone = sum(self._packs(order, product) for order in orders if order.state != "cancelled")
            assert stock_of(product.id) == STOCK - gone - _not_there(product.id) - _at_stands(product.id)

    # How it is done

    def _survive(self, do: Any) -> None:
        """Do it as a process that may die at any commit. What it answers is no failure of ours, whatever it is."""
        self.mortal = True
        self.touched += 1
        try:
            answer = do()
            assert getattr(answer, "status_code", 200) != 500, answer.data
        except Died:
            db.session.rollback()
            db.session.remove()
        finally:
            self.mortal = False

    def _work(self) -> None:
        # Jobs of a worker that died are free once its lease is over.
        self.ahead += outbox.LEASE + timedelta(seconds=1)
        for working in (True, False, True):
            while working and outbox.drain(_JOBS, clock=clock.now):
                pass
            for sweep in () if working else jobs.SWEEPS:
                sweep(clock.now())

    def _checkout(self, products: list[Any], method: str, key: str, packs: int) -> Any:
        body = asked(*products, method=method, quantity=packs)
        return self._as(self.buyer).post("/checkouts", body, headers={"Idempotency-Key": key})

    def _scans(self, tracking_number: str, end: str) -> Any:
        events = {"returned": ["accepted", "return_started", "returned"], "shipped": ["accepted"]}.get(
            end, ["accepted", end]
        )
        steps = [scan(tracking_number, event, hours_ago=0) for event in events]
        for place, step in enumerate(steps):
            step["scanned_at"] = (clock.now() - timedelta(seconds=10 - place)).isoformat()
        return self._as(self.clerk).post("/scans", {"scans": steps})

    def _an_order(self, data: st.DataObject) -> Order | None:
        # No assume(): it would end the whole life, not this step.
        orders = transaction(lambda: list(db.session.scalars(select(Order).order_by(Order.id.desc()).limit(4))))
        return data.draw(st.sampled_from(orders)) if orders else None

    def _as(self, person_id: UUID) -> Caller:
        if person_id not in self.callers:
            person = transaction(lambda: db.session.get(Person, person_id))
            self.callers[person_id] = calling(person)
        return self.callers[person_id]

    def _pay(self, data: st.DataObject, method: str) -> None:
        if method == "card":
            self.pay_by_card(data, "pay")
            self.hear_something(data, 1)
        elif method == "bank_transfer":
            self.pay_by_bank(data, 0, named=True, how=data.draw(_EXPORTS))

    def _answer_what_is_asked(self, number: str, answer: str) -> None:
        asked_for = self._as(self.buyer).get(f"/orders/{number}/proposal")
        if asked_for.status_code == 200:
            path, body = f"/orders/{number}/proposal/{answer}", {"id": asked_for.json["id"]}
            self._survive(lambda: self._as(self.buyer).put(path, body))

    def _packs(self, order: Order, product: Any) -> int:
        return sum(line.quantity for line in order.lines if line.product_id == product.id)


_SCANS = (
    select(Scan.scan_id)
    .where(Scan.voided_at.is_(None))
    .order_by(Scan.received_at.desc(), Scan.scanned_at.desc())
    .limit(4)
)
_BOOKED = select(func.sum(BankTransfer.amount_vnd)).where(BankTransfer.queue.not_in(NOT_BOOKED))
_TRANSFERS = (
    select(models.Charge.amount_vnd, models.Charge.transfer_code)
    .where(models.Charge.transfer_code.is_not(None))
    .order_by(models.Charge.id)
)


def _not_there(product_id: UUID) -> int:
    """Packs that their buyers agreed not to get, and that the household did not put back."""
    packs = select(func.coalesce(func.sum(ProposalLine.ordered - ProposalLine.quantity), 0)).join(Proposal)
    agreed = packs.where(Proposal.state == ProposalState.ACCEPTED, ~Proposal.restock)
    of_good = agreed.where(ProposalLine.product_id == product_id)
    return transaction(lambda: int(db.session.scalar(of_good) or 0))


def _at_stands(product_id: UUID) -> int:
    """Packs that went over to stands at fairs, and did not come back from there."""
    moved = select(func.coalesce(func.sum(StockMovement.change), 0)).where(StockMovement.product_id == product_id)
    there = moved.where(StockMovement.reason.in_((Reason.TO_STAND, Reason.FROM_STAND)))
    return -transaction(lambda: int(db.session.scalar(there) or 0))


def broken_by_now(parts: tuple[str, ...]) -> list[str]:
    """What of these parts of the audit is broken, whether or not the worker comes."""
    return [line for line in auditing.broken(parts) if not line.endswith(_NOT_SEEN_TO)]


def given_back(number: str) -> int:
    """Đồng that went back of an order, for whatever reason, by any way."""
    back = select(func.coalesce(func.sum(Refund.amount_vnd), 0)).filter_by(reference=number, state=RefundState.SETTLED)
    return transaction(lambda: int(db.session.scalar(back.where(Refund.bank_line_id.is_(None))) or 0))


def paid_in(number: str) -> int:
    """Đồng that came for it: its shares of all that was charged and paid, or the cash at the door."""
    shares = select(func.coalesce(func.sum(models.ChargeShare.amount_vnd), 0)).join(models.Charge)
    by_charge = shares.where(models.ChargeShare.reference == number, models.Charge.state == ChargeState.PAID)
    at_the_door = select(func.coalesce(func.sum(CashOnDelivery.collected_vnd), 0)).filter_by(reference=number)
    return transaction(lambda: sum(int(db.session.scalar(sums) or 0) for sums in (by_charge, at_the_door)))
