"""Random lives with complaints and reviews, on top of those of money and cash: answered, opened again, let lie."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlalchemy import select

from market.complaints.models import Complaint
from market.db import db, transaction
from market.payments.ledger import accounts
from market.payments.ledger.queries import balance
from market.payments.sales.contests import contested
from tests.support.cash_lives import CashLives
from tests.support.lives import broken_by_now, given_back, paid_in

KINDS = st.sampled_from(["not_come", "spoilt", "wrong", "money", "conduct", "unsafe"])
OUTCOMES = st.sampled_from(["explained", "explained", "refund", "claim", "reversal"])
AMOUNTS = st.sampled_from([1, 30_000, 65_000, 10**9])
ENDS = st.sampled_from([("rating", {"rating": "satisfied"}), ("rating", {"rating": "not"}), ("withdrawal", {}), None])
_WEEK = timedelta(days=8)


class HeardLives(CashLives):
    """Everything that `CashLives` does, and what people do who are not content."""

    @rule(data=st.data(), kind=KINDS, by_buyer=st.sampled_from([True, True, False]))
    def complain(self, data: st.DataObject, kind: str, by_buyer: bool) -> None:
        order = self._an_order(data)
        if order is not None:
            body = {"order_number": order.number, "kind": kind, "words": "Không đúng"}
            who = self._as(order.buyer_id if by_buyer else order.seller_id)
            self._survive(lambda: who.post("/complaints", body))

    @rule(data=st.data(), kind=KINDS, outcome=OUTCOMES, amount=AMOUNTS, end=ENDS)
    def complain_and_be_answered(
        self, data: st.DataObject, kind: str, outcome: str, amount: int, end: tuple[str, dict[str, str]] | None
    ) -> None:
        """A life has few kinds of steps, so this one has all that it takes."""
        self.complain(data, kind, by_buyer=True)
        self.answer_one(data, outcome, amount, by_shop=False, times=1)
        if end is not None:
            self._say(data, *end)

    @rule(data=st.data(), outcome=OUTCOMES, amount=AMOUNTS, by_shop=st.booleans(), times=st.integers(1, 2))
    def answer_one(self, data: st.DataObject, outcome: str, amount: int, by_shop: bool, times: int) -> None:
        found = self._a_complaint(data)
        if found is None:
            return
        body = {"outcome": outcome, "words": "Đã xem", "amount_vnd": amount if outcome == "refund" else 0}
        who, number = self._as(found.seller_id if by_shop and found.seller_id else self.operator), found.number
        for _ in range(times):
            self._survive(lambda: who.put(f"/complaints/{number}/answer", body))

    @rule(data=st.data(), end=ENDS)
    def say_how_it_was(self, data: st.DataObject, end: tuple[str, dict[str, str]] | None) -> None:
        self._say(data, *(end or ("reopening", {"reason": "Chưa xong"})))

    @rule(data=st.data(), refused=st.booleans())
    def refuse_or_merge(self, data: st.DataObject, refused: bool) -> None:
        """An operator does not take it up, or puts two together that may belong together."""
        one, other = self._a_complaint(data), self._a_complaint(data)
        if one is None or other is None:
            return
        path, body = ("refusal", {"reason": "settled"}) if refused else ("merging", {"into": other.number})
        self._survive(lambda: self._as(self.operator).put(f"/complaints/{one.number}/{path}", body))

    @rule(data=st.data(), stars=st.sampled_from([5, 1]), end=st.sampled_from(["answer", "removal", "taking back", ""]))
    def review_one(self, data: st.DataObject, stars: int, end: str) -> None:
        """A buyer says what came, and what may become of that."""
        order = self._an_order(data)
        if order is None:
            return
        buyer, office, seller = (self._as(who) for who in (order.buyer_id, self.operator, order.seller_id))
        path = f"/orders/{order.number}/reviews/{order.lines[0].product_id}"
        said = buyer.put(path, {"stars": stars, "words": "Na ngọt"})
        if said.status_code != 200 or not end:
            return
        one = f"/reviews/{said.json['id']}"
        does: dict[str, Any] = {
            "answer": lambda: seller.put(one + "/answer", {"words": "Cảm ơn bác"}),
            "removal": lambda: office.put(one + "/removal", {"reason": "not_honest"}),
            "taking back": lambda: buyer.delete(path),
        }
        self._survive(does[end])

    @rule()
    def let_a_week_pass(self) -> None:
        """What lies is passed on, what nobody rates is closed, and orders are completed where nothing holds them."""
        self.ahead += _WEEK
        self._survive(self._work)

    def _say(self, data: st.DataObject, path: str, body: dict[str, str]) -> None:
        found = self._a_complaint(data)
        if found is not None and found.reporter_id is not None:
            who = self._as(found.reporter_id)
            self._survive(lambda: who.put(f"/complaints/{found.number}/{path}", body))

    def _a_complaint(self, data: st.DataObject) -> Complaint | None:
        newest = select(Complaint).order_by(Complaint.id.desc()).limit(3)
        found = transaction(lambda: list(db.session.scalars(newest)))
        return data.draw(st.sampled_from(found)) if found else None

    def _survive(self, do: Any) -> None:
        super()._survive(lambda: self._watched(do))

    def _watched(self, do: Any) -> Any:
        """Whoever takes money out leaves what waits for complaints."""
        answer = do()
        path = getattr(getattr(answer, "request", None), "path", "")
        if getattr(answer, "status_code", 0) == 201 and path.startswith("/api/v1/shops/"):
            shop_id = UUID(path.split("/")[4])
            left, waits = transaction(lambda: (balance(accounts.shop(shop_id)), contested(shop_id)))
            assert left >= waits, (path, left, waits)
        return answer

    def _check(self) -> None:
        super()._check()
        broken = broken_by_now(("complaints", "reviews"))
        assert not broken, broken
        for number in set(db.session.scalars(select(Complaint.order_number).where(Complaint.refund_id.is_not(None)))):
            assert given_back(number) <= paid_in(number), number

    def _come_to_rest(self) -> None:
        """Nobody says anything any more: nothing waits for that."""
        self.dies_after = None
        for _ in range(3):
            self.ahead += _WEEK
            self._work()
        super()._come_to_rest()
