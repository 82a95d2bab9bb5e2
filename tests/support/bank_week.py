"""A week of an account: buyers pay all, parts, twice or namelessly; refunds go out; exports overlap."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import func, select

from market.db import db, transaction
from market.payments.bank.models import BankTransfer
from market.payments.bank.rules import NOT_BOOKED
from tests.support.paying import buy
from tests.support.statements import BANKS, Told
from tests.support.village import Caller, a_product, an_operator, calling

MONDAY = date(2026, 11, 23)
_WAYS = ("whole", "whole", "halves", "part", "twice", "nameless", "too much")


class BankWeek:
    """What truly stands in the account, and the checkouts that it pays for."""

    def __init__(self, *, buyers: int, seed: int) -> None:
        self.chance, self.buyers = Random(seed), buyers
        self.account: list[Told] = []
        self.checkouts: list[tuple[str, Any]] = []
        self.operator: Caller = calling(an_operator())

    def live(self) -> None:
        product = a_product(stock=7 * self.buyers)
        for day in (MONDAY + timedelta(days=days) for days in range(7)):
            for _ in range(self.buyers):
                self._pay(buy(product, method="bank_transfer"), day, self.chance.choice(_WAYS))
            self._line(day, -self.chance.randrange(1, 9) * 11_000, "PHI DICH VU")
            since = day - timedelta(days=self.chance.randrange(3))
            for _ in range(2):
                self._upload(self.chance.choice(list(BANKS)), since)
        for bank in BANKS:
            self._upload(bank, MONDAY)
        self._verify()

    @property
    def truth_vnd(self) -> int:
        return sum(told.amount_vnd for told in self.account if told.amount_vnd > 0)

    @property
    def booked_vnd(self) -> int:
        booked = select(func.sum(BankTransfer.amount_vnd)).where(BankTransfer.queue.not_in(NOT_BOOKED))
        return int(transaction(lambda: db.session.scalar(booked)) or 0)

    def _pay(self, bought: Any, day: date, way: str) -> None:
        amount, code = bought.json["payment"]["amount_vnd"], bought.json["payment"]["transfer"]["text"]
        self.checkouts.append((way, bought))
        text = "chuyen tien" if way == "nameless" else f"MBVCB.{self.chance.randrange(10**6)}.{code}.CT tu TRAN THU HA"
        parts = {"halves": [amount // 2, amount - amount // 2], "part": [amount - 9_000], "twice": [amount] * 2}
        for part in parts.get(way, [amount + 5_000 * (way == "too much")]):
            self._line(day, part, text)
        if self.chance.random() < 0.3:
            self._line(day, -amount, f"CHO PHIEN HOAN TIEN {code}")

    def _line(self, day: date, amount_vnd: int, text: str) -> None:
        self.account.append(Told(day, amount_vnd, f"FT{len(self.account):05}", text))

    def _upload(self, bank: str, since: date) -> None:
        content = BANKS[bank](told for told in self.account if told.day >= since)
        sent = self.operator.post("/bank-statements", data=content, content_type="application/octet-stream")
        assert sent.status_code == 201, sent.json

    def _verify(self) -> None:
        """A person looks at what perhaps is the same: in truth it is."""
        for item in self.operator.get("/bank-transfers?queue=perhaps&limit=100").json["items"]:
            said = {"came": False, "note": "đã xem sao kê"}
            assert self.operator.put(f"/bank-transfers/{item['id']}/verification", said).status_code == 200
