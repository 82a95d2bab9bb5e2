"""What became of the money meanwhile: taken out in cash or sent to a bank, tills closed, the carrier's statements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from flask import current_app

from market import clock
from market.db import db
from market.delivery.carriers.registry import POSTMART
from market.delivery.queries.offices import office_for
from market.payments.cash_outs.actions import ask_cash_out, pay_cash_out
from market.payments.ledger import accounts, hands
from market.payments.ledger.queries import balance
from market.payments.ledger.wallets import Wallet, wallet_of_shop
from market.payments.payouts.actions import ask_payout, file_account
from market.payments.payouts.models import Payout
from market.payments.payouts.queries import payout_account, payouts_in
from market.payments.payouts.rules import BankAccount, PayoutState
from market.payments.remittances import actions as remittances
from market.payments.remittances import queries as booked
from market.payments.remittances.rules import StatedLine
from market.payments.sales.contests import takeable
from market.payments.tills.actions import move_till
from market.payments.tills.rules import TillMove
from market.payments.transfer_files import actions as transfers
from market.payments.transfer_files.bank_responses import Answer
from market.seed.lives import Lives
from market.seed.plan import Step, shop_of
from market.seed.rows import Row, made_id, rows
from market.text import fold

ERRANDS = frozenset({"cash_out", "send", "transfer", "remit", "close"})
_PAY_DAY = 5
_MORNING, _EVENING = 2, 10  # 9 and 17 o'clock there
_DAYS = 365
_LAST_DAYS = timedelta(days=7)  # whose tills were closed each evening; those of before once a month
# Two of three shops take out something each month; the one that a newcomer is shown always does.
_WAYS, _SHOWN = {0: "send", 1: "cash_out"}, {"na-dong-dinh": "cash_out"}
_LEAST_VND, _ROUND_VND, _TILL_VND, _MORE_VND, _LEFT_VND = 100_000, 10_000, 5_000_000, 3_000_000, 2_000_000
_TAIL = "0101"  # of an identity number that nobody has


def errands(orders: list[Row], now: datetime) -> list[Step]:
    """Who does what with the money of `orders` and when; nothing of it is an order's."""
    shops = sorted({shop_of(row) for row in orders if row["reaches"] == "completed"})
    days = (now - timedelta(days=day) for day in range(_DAYS, -1, -1))
    return [step for day in days for step in _errands_of(shops, day, now) if step.at < now]


def _errands_of(shops: list[str], day: datetime, now: datetime) -> Iterator[Step]:
    morning, evening = (day.replace(hour=hour, minute=0, second=0, microsecond=0) for hour in (_MORNING, _EVENING))
    is_pay_day = morning.day == _PAY_DAY
    if is_pay_day:
        for number, shop in enumerate(shops):
            if verb := _WAYS.get((number + morning.month) % 3) or _SHOWN.get(shop):
                yield Step(morning + timedelta(minutes=number), verb, {}, shop)
        yield Step(evening + timedelta(minutes=10), "transfer", {}, "operator")
        yield Step(evening + timedelta(minutes=20), "remit", {}, "operator")
    if is_pay_day or now - day <= _LAST_DAYS:
        for row in rows("people"):
            if row["role"] == "courier":
                yield Step(evening, "close", {"office": row["place"]}, row["key"])


class Errands:
    """Does them, with the rights of whoever does."""

    def __init__(self, lives: Lives) -> None:
        self.lives, self.people = lives, lives.stalls.people

    def take(self, step: Step) -> None:
        getattr(self, f"_{step.verb}")(step)

    def _cash_out(self, step: Step) -> None:
        """Half of what is there, at the counter of her own commune."""
        wallet, amount = self._half(step)
        if amount < _LEAST_VND:
            return
        found = office_for(self.lives.stalls.shops[step.by].commune_code)
        if found is None:
            raise LookupError(step.by)
        clerk = self.lives.staff["clerk", found.code]
        if balance(accounts.till(found.code)) < amount + _LEFT_VND:
            self._move(found.code, TillMove.REPLENISHMENT, _MORE_VND, step)
        paid = {"office": found.code, "id_number_tail": _TAIL, "by": clerk, "now": step.at + timedelta(minutes=30)}
        key = made_id(f"cash {step.by}", step.at)
        pay_cash_out(
            row=ask_cash_out(wallet=wallet, amount_vnd=amount, by=self.people[step.by], now=step.at, id=key), **paid
        )

    def _send(self, step: Step) -> None:
        """Half of it to her bank, whose account she has filed."""
        wallet, amount = self._half(step)
        if amount < _LEAST_VND:
            return
        owner, secret = self.people[step.by], current_app.config["MARKET"].secret_key
        if payout_account(owner.id) is None:
            account = BankAccount("970405", f"8400{owner.phone[-8:]}" if owner.phone else "", fold(owner.name).upper())
            file_account(person=owner, account=account, secret=secret, now=step.at)
        key = made_id(f"send {step.by}", step.at)
        ask_payout(wallet=wallet, amount_vnd=amount, by=owner, now=step.at, id=key)

    def _transfer(self, step: Step) -> None:
        """The operator sends what waits in one file, and the bank pays all of it."""
        operator = self.people[step.by]
        file = transfers.make_file(by=operator, now=step.at)
        sent = payouts_in(PayoutState.SENT).order_by(Payout.id)
        answers = [Answer(n, row.id, True, "") for n, row in enumerate(db.session.scalars(sent), start=1)]
        if file is not None and answers:
            transfers.record_answers(file=file, answers=answers, by=operator, now=step.at + timedelta(minutes=5))

    def _remit(self, step: Step) -> None:
        """The carrier states what it has taken in at doors until three days ago, and sends it."""
        through, operator = clock.local_day(step.at - timedelta(days=3)), self.people[step.by]
        lines = [
            StatedLine(n, number, due.amount_vnd, due.fee_vnd)
            for n, (_, number) in enumerate(booked.forgotten(POSTMART, through), start=1)
            if (due := booked.booked_for(number, POSTMART)) is not None
        ]
        if not lines:
            return
        name = f"PM-{step.at:%Y%m}"
        row = remittances.record_remittance(
            carrier=POSTMART, number=name, digest=name, lines=lines, through=through, by=operator, now=step.at
        )
        remittances.receive_remittance(
            row=row, received_vnd=row.stated_vnd, by=operator, now=step.at + timedelta(hours=1)
        )

    def _close(self, step: Step) -> None:
        """Couriers hand in what they carry, the clerk sends on what is too much, and counts what is left."""
        office = step.order["office"]
        for holder, amount in hands.held_at(office).items():
            self._move(office, TillMove.HAND_IN, amount, step, from_id=holder)
        spare = balance(accounts.till(office)) - _TILL_VND
        if spare > 0:
            self._move(office, TillMove.DEPOSIT, spare, step)
        self._move(office, TillMove.COUNT, balance(accounts.till(office)), step)

    def _half(self, step: Step) -> tuple[Wallet, int]:
        wallet = wallet_of_shop(self.lives.stalls.shops[step.by])
        return wallet, takeable(wallet) // 2 // _ROUND_VND * _ROUND_VND

    def _move(self, office: str, kind: TillMove, amount: int, step: Step, from_id: UUID | None = None) -> None:
        move_till(
            id=made_id(f"{kind} {office} {'' if from_id is None else 'from a courier'}", step.at),
            office=office,
            kind=kind,
            amount_vnd=amount,
            note="",
            by=self.lives.staff["clerk", office],
            now=step.at,
            from_id=from_id,
        )
