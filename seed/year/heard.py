"""What was heard meanwhile: what buyers complained of, asked and wrote, and what they were answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from flask import current_app

from market import errors
from market.accounts.models import Person
from market.catalog.models import Product
from market.complaints import access as complaints
from market.complaints import queries
from market.complaints.actions import handling, moving, receiving, reporters
from market.complaints.models import Complaint
from market.complaints.rules.holders import Level
from market.complaints.rules.kinds import Kind, Side
from market.complaints.rules.outcomes import Outcome, Rating
from market.complaints.rules.states import State
from market.complaints.subjects import order_subject
from market.db import db
from market.messages import access as messages
from market.messages import actions as writing
from market.orders import access as orders
from market.questions import access as questions
from market.questions import actions as asking
from market.questions.queries import of_shop
from market.seed.lives import Lives
from market.seed.plan import Step, shop_of
from market.seed.rows import Row

HEARD = frozenset({"complain", "reply", "rate", "ask", "tell", "write"})
# Of a hundred orders that came: more than there would be, so that there are figures, for what happened fewer than
# five times is hidden.
_COMPLAINED_OF = 20
_GROUNDS = (
    (Kind.SPOILT, "Ba quả bị dập khi mở hộp.", Outcome.REPLACED, "Nhà tôi gửi bù ba quả trong chuyến tới."),
    (Kind.WRONG, "Tôi đặt loại to mà nhận loại nhỏ.", Outcome.REPLACED, "Nhà tôi gói nhầm, xin gửi lại đúng loại."),
    (
        Kind.NOT_AS_DESCRIBED,
        "Không thơm như lời giới thiệu.",
        Outcome.EXPLAINED,
        "Cuối mùa nên bớt thơm, đã sửa lời.",
    ),
    (Kind.CONDUCT, "Gọi mấy lần không ai nghe máy.", Outcome.EXPLAINED, "Trên nương không có sóng, xin nhắn tin giúp."),
)
_RATED = {Rating.SATISFIED: 58, Rating.ACCEPTABLE: 24, Rating.NOT: 18}
# What still waits for an answer: whose order, for how many hours, and what is said. The first is the household's, the
# second her commune's by now, the third is late.
_WAITING = (
    ("o22", 3, Kind.SPOILT, "Hai quả bị dập, một quả hỏng."),
    ("o25", 150, Kind.NOT_AS_DESCRIBED, "Quả nhỏ hơn trong ảnh nhiều."),
    ("o28", 290, Kind.WRONG, "Thiếu một gói so với đơn."),
)
_QUESTIONS = (
    (
        "na-dong-dinh/na-chi-lang",
        "buyer-cuong",
        20,
        "Na để được mấy ngày hả cô?",
        "Chín cây để được ba bốn ngày bạn nhé.",
    ),
    (
        "mang-ot-nha-nhung/mang-ot-chi-lang",
        "buyer-giang",
        9,
        "Có loại ít cay không chị?",
        "Có, bạn ghi chú khi đặt nhé.",
    ),
    ("na-dong-dinh/mac-mat-qua", "buyer-an", 1, "Mác mật này kho với cá được không ạ?", ""),
)
_LETTERS = (("o22", 4, "Hàng đã tới, na thơm lắm. Cảm ơn cô."), ("o01", 1, "Cô gói kỹ giúp cháu, cháu gửi biếu ạ."))


def voices(rows: list[Row], now: datetime) -> list[Step]:
    """Who says what of `rows`, and when; what is not due before `now` is not said yet."""
    by_key = {row["key"]: row for row in rows}
    said = [step for row in rows if row["reaches"] == "completed" for step in _of_order(row, now)]
    for key, hours, kind, words in _WAITING:
        told = {"kind": kind, "words": words}
        said.append(Step(now - timedelta(hours=hours), "complain", by_key[key] | told, by_key[key]["buyer"]))
    for good, buyer, days, words, answer in _QUESTIONS:
        at, told = now - timedelta(days=days), {"good": good, "words": words, "answer": answer}
        said.append(Step(at, "ask", told, buyer))
        if answer:
            said.append(Step(at + timedelta(hours=7), "tell", told, good.partition("/")[0]))
    for key, hours, words in _LETTERS:
        said.append(Step(now - timedelta(hours=hours), "write", by_key[key] | {"words": words}, by_key[key]["buyer"]))
    return [step for step in said if step.at < now]


def _of_order(row: Row, now: datetime) -> Iterator[Step]:
    chance = Random(f"heard {row['key']}")
    ended = now - timedelta(hours=int(row["since_hours"]))
    if row["key"] in {key for key, *_ in _WAITING}:
        return
    if chance.randrange(100) < _COMPLAINED_OF:
        yield from _complaint(row, ended + timedelta(hours=2), chance)


def _complaint(row: Row, at: datetime, chance: Random) -> Iterator[Step]:
    kind, words, outcome, answer = chance.choice(_GROUNDS)
    yield Step(at, "complain", row | {"kind": kind, "words": words}, row["buyer"])
    at += timedelta(hours=chance.randrange(6, 200))
    yield Step(at, "reply", row | {"outcome": outcome, "words": answer})
    rating = chance.choices(list(_RATED), list(_RATED.values()))[0]
    yield Step(at + timedelta(hours=5), "rate", row | {"rating": rating}, row["buyer"])


class Voices:
    """Lets them speak, with the rights of whoever does; the time of complaints passes as it does elsewhere."""

    def __init__(self, lives: Lives) -> None:
        self.lives, self.people, self.goods = lives, lives.stalls.people, lives.stalls.goods

    def take(self, step: Step) -> None:
        complaints_until(step.at)
        getattr(self, f"_{step.verb}")(step)

    def _complain(self, step: Step) -> None:
        buyer = self.people[step.by]
        order, _ = orders.order_for(self._number(step), buyer, lock=True)
        receiving.receive(
            subject=order_subject(order, side=Side.BUYER),
            kind=Kind(step.order["kind"]),
            words=step.order["words"],
            reporter_id=buyer.id,
            counted_by=str(buyer.id),
            secret=current_app.config["MARKET"].secret_key,
            now=step.at,
        )

    def _reply(self, step: Step) -> None:
        """By whoever has it by then: the household, or an office to which it was passed on."""
        found = self._complaint(step)
        by = self._holder(found, shop_of(step.order))
        outcome = Outcome.EXPLAINED if found.holder == Level.OFFICE else Outcome(step.order["outcome"])
        given = handling.Answer(outcome=outcome, words=step.order["words"])
        handling.answer(complaint=found, given=given, roles=complaints.roles_on(found, by), by=by, now=step.at)

    def _rate(self, step: Step) -> None:
        buyer, found = self.people[step.by], self._complaint(step)
        if found.state == State.ANSWERED:
            reporters.rate(complaint=found, rating=Rating(step.order["rating"]), by_id=buyer.id, now=step.at)

    def _ask(self, step: Step) -> None:
        product = db.session.get_one(Product, self.goods[step.order["good"]])
        asking.ask(product=product, words=step.order["words"], by=self.people[step.by], now=step.at)

    def _tell(self, step: Step) -> None:
        by, shop = self.people[step.by], self.lives.stalls.shops[step.by]
        asked = db.session.scalars(of_shop(shop.id, waiting=True)).first()
        found, role = questions.question_to_answer(errors.found(asked).id, by, now=step.at)
        asking.answer(question=found, words=step.order["answer"], role=role, by=by, now=step.at)

    def _write(self, step: Step) -> None:
        buyer = self.people[step.by]
        stands = messages.standing(self._number(step), buyer)
        writing.write(stands=stands, text=step.order["words"], by=buyer, now=step.at)

    def _number(self, step: Step) -> str:
        return self.lives.numbers[step.order["key"]]

    def _complaint(self, step: Step) -> Complaint:
        order, _ = orders.order_for(self._number(step), self.people[step.order["buyer"]])
        (found,) = queries.open_about(order.id)
        return errors.found(queries.locked_complaint(found.number))

    def _holder(self, found: Complaint, shop: str) -> Person:
        staff = self.lives.staff
        by_place = {
            Level.SHOP: self.people[shop],
            Level.OFFICE: staff.get(("clerk", found.holder_code)),
            Level.COMMUNE: staff.get(("officer", found.holder_code)),
            Level.PROVINCE: staff.get(("officer", found.holder_code)),
        }
        return by_place.get(Level(found.holder)) or self.people["operator"]


def complaints_until(at: datetime) -> None:
    """What lay too long is passed on when it had, and what nobody judged is closed when its time was over."""
    while numbers := queries.due(at, limit=1):
        found = queries.locked_complaint(numbers[0])
        if found is not None and found.moves_on_at is not None:
            moving.move_on(complaint=found, now=found.moves_on_at)
    while numbers := queries.unrated(at, limit=1):
        found = queries.locked_complaint(numbers[0])
        if found is not None:
            reporters.remind_or_close(complaint=found, now=found.remind_at or found.closes_at or at)
