"""Who is not content, and who speaks: some complain of what came, are answered or wait; many say what it was like."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from market import errors
from market.accounts import queries as people
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.complaints import invariants, queries, subjects
from market.complaints.actions import handling, receiving, reporters
from market.complaints.models import Complaint
from market.complaints.rules.holders import Level
from market.complaints.rules.kinds import Kind, Side
from market.complaints.rules.outcomes import Outcome, Rating
from market.complaints.rules.states import UNANSWERED, State
from market.db import db, transaction
from market.orders import queries as orders
from market.payments.refunds.models import Refund
from market.payments.refunds.rules import RefundState
from market.reviews import actions as reviews

if TYPE_CHECKING:
    from proofs.simulation.week import Week

_NOT_CONTENT, _SPEAKS, _OPENS_AGAIN = 0.08, 0.3, 0.2
_OUTCOMES = (Outcome.EXPLAINED, Outcome.REFUND, Outcome.REFUND)
_HOURS = timedelta(hours=1)


@dataclass
class Heard:
    """What is said after goods have come. `wrong` names whatever had no holder at any instant that we looked."""

    week: Week
    chance: Random
    operator: Person
    wrong: set[str] = field(default_factory=set)

    def after(self, number: str, at: datetime) -> None:
        """The goods came `at`."""
        if self.chance.random() < _NOT_CONTENT:
            self._later(at, 60, partial(self._complain, number))
        if self.chance.random() < _SPEAKS:
            self._later(at, 60, partial(self._review, number))

    def look(self) -> None:
        self.wrong.update(transaction(lambda: list(invariants.audit())))

    def _later(self, at: datetime, hours: int, act: Callable[[datetime], Any]) -> None:
        self.week.at(at + self.chance.uniform(1, hours) * _HOURS, act)

    def _try(self, what: str, act: Callable[[], Any]) -> Any:
        """What is refused is refused with a sentence, and counted."""
        try:
            done = transaction(act)
        except errors.Problem as problem:
            self.week.counts[f"{what}, refused: {problem.type}"] += 1
            return None
        self.week.counts[what] += 1
        return done

    def _complain(self, number: str, now: datetime) -> None:
        kind = self.chance.choice([*Kind])

        def complain() -> str:
            order = errors.found(orders.with_number(number))
            subject = subjects.order_subject(order, side=Side.BUYER)
            told = {"kind": kind, "words": "Không đúng như mong", "reporter_id": order.buyer_id, "now": now}
            return receiving.receive(subject=subject, **told).number

        if complaint := self._try("complaints", complain):
            self._later(now, 200, partial(self._answer, complaint))

    def _answer(self, complaint: str, now: datetime) -> None:
        outcome, share = self.chance.choice(_OUTCOMES), self.chance.uniform(0.1, 1.4)

        def answer() -> bool:
            found = errors.found(queries.locked_complaint(complaint))
            if found.state not in UNANSWERED:
                return False
            order = errors.found(orders.by_id(errors.found(found.order_id)))
            amount_vnd = round(order.total_vnd * share) if outcome == Outcome.REFUND else 0
            given = handling.Answer(outcome=outcome, words="Xin lỗi bác", amount_vnd=amount_vnd)
            handling.answer(complaint=found, given=given, now=now, **self._holder(found))
            return True

        answered = self._try("answers to complaints", answer)
        if answered is None:
            self._later(now, 24, partial(self._answer, complaint))  # another sum, or none
        elif answered and self.chance.random() < 0.7:
            self._later(now, 60, partial(self._say, complaint))

    def _holder(self, complaint: Complaint) -> dict[str, Any]:
        """Who answers: the household while it has it; else an operator."""
        seller = people.person(complaint.seller_id) if complaint.seller_id else None
        if complaint.holder == Level.SHOP and seller is not None:
            return {"by": seller, "roles": {str(RoleName.SELLER)}}
        return {"by": db.session.merge(self.operator), "roles": {str(RoleName.OPERATOR)}}

    def _say(self, complaint: str, now: datetime) -> None:
        opens_again, rating = self.chance.random() < _OPENS_AGAIN, self.chance.choice([*Rating])

        def say() -> bool:
            found = errors.found(queries.locked_complaint(complaint))
            if found.state == State.ANSWERED and opens_again and not found.is_reopened:
                reporters.reopen(complaint=found, reason="Chưa xong", by_id=found.reporter_id, now=now)
                return True
            reporters.rate(complaint=found, rating=rating, by_id=found.reporter_id, now=now)
            return False

        if self._try("words on an answer", say):
            self._later(now, 100, partial(self._answer, complaint))

    def _review(self, number: str, now: datetime) -> None:
        stars = self.chance.choice((5, 5, 5, 4, 4, 3, 2, 1))

        def write() -> None:
            order = errors.found(orders.locked(number))
            buyer = errors.found(people.person(order.buyer_id))
            reviews.write(order=order, line=order.lines[0], stars=stars, words="Na ngọt", by=buyer, now=now)

        self._try("reviews", write)


def given_back_too_much() -> Iterator[str]:
    """All that goes back of an order, for complaints and whatever else, is no more than was paid for it."""
    asked = select(Refund.reference, func.sum(Refund.amount_vnd)).group_by(Refund.reference)
    for number, back_vnd in db.session.execute(asked.where(Refund.state != RefundState.REJECTED)):
        order = orders.with_number(number)
        if order is not None and back_vnd > order.total_vnd:
            yield f"order {number}: {back_vnd} đ go back of {order.total_vnd} đ"
