"""Reads of questions: what anybody sees, what waits for a household, what is mine."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select

from market import errors, phones
from market.catalog.models import Product
from market.db import db, locked
from market.ids import in_address
from market.questions.models import Question
from market.questions.rules import REASONS, Reason

Shown = dict[str, Any]


def with_id(question_id: UUID) -> Question | None:
    return db.session.scalars(_fresh(select(Question).filter_by(id=question_id))).first()


def held(question_id: UUID) -> Question | None:
    """As others left it, until this transaction ends."""
    return db.session.scalars(locked(select(Question).filter_by(id=question_id))).first()


def answered(product_id: UUID) -> Select[Question]:
    """What anybody reads under a good."""
    return select(Question).where(Question.product_id == product_id, Question.answer.is_not(None))


def of_person(person_id: UUID) -> Select[Question]:
    return select(Question).filter_by(person_id=person_id)


def of_shop(shop_id: UUID, *, waiting: bool = False) -> Select[Question]:
    """What was asked of a shop's goods; only what waits for an answer."""
    wanted = select(Question).where(Question.shop_id == shop_id)
    return wanted.where(*_waiting()) if waiting else wanted


def count_waiting(shop_id: UUID) -> int:
    return db.session.scalar(select(func.count()).where(Question.shop_id == shop_id, *_waiting())) or 0


def count_mine_waiting(person_id: UUID, product_id: UUID) -> int:
    mine = Question.person_id == person_id, Question.product_id == product_id
    return db.session.scalar(select(func.count()).where(*mine, *_waiting())) or 0


def mine_waiting(person_id: UUID, product_id: UUID) -> Sequence[Question]:
    """What somebody asked about a good and nobody has answered yet, newest first."""
    mine = of_person(person_id).where(Question.product_id == product_id, *_waiting())
    return db.session.scalars(mine.order_by(Question.id.desc())).all()


def newest(product_id: UUID, *, most: int) -> list[Shown]:
    """The last that were answered under a good and stand: one statement."""
    wanted = answered(product_id).where(Question.removal.is_(None)).order_by(Question.id.desc()).limit(most)
    return [_shown(one, None, None) for one in db.session.scalars(wanted)]


def good_of(question: Question) -> Product:
    """The good that it was asked about. Raises NotFound for one that was deleted."""
    return errors.found(db.session.get(Product, question.product_id))


def count_done(shop_id: UUID) -> int:
    """How many its household has seen to."""
    done = Question.answer.is_not(None) | Question.dismissed_at.is_not(None)
    return db.session.scalar(select(func.count()).where(Question.shop_id == shop_id, done)) or 0


def shown(questions: Sequence[Question], person_id: UUID | None = None) -> list[Shown]:
    """Each with its good's name; never who asked, nor a phone number."""
    wanted = select(Product.id, Product.name, Product.slug).where(Product.id.in_({one.product_id for one in questions}))
    goods = {row.id: row for row in db.session.execute(wanted)}
    return [_shown(one, goods.get(one.product_id), person_id) for one in questions]


def _shown(one: Question, good: Any, person_id: UUID | None) -> Shown:
    is_down = one.removal is not None
    product = {"id": one.product_id, "name": good.name, "slug": good.slug} if good is not None else None
    return {
        "id": one.id,
        "key": in_address(one.id),
        "product_id": one.product_id,
        "product": product,
        "shop_id": one.shop_id,
        "mine": person_id is not None and one.person_id == person_id,
        "question": "" if is_down else phones.hidden(one.words),
        "asked_at": one.asked_at,
        "answer": None if is_down or one.answer is None else phones.hidden(one.answer),
        "answered_by": one.answered_by,
        "answered_at": one.answered_at,
        "waits": one.waits,
        "dismissed": one.dismissed_at is not None,
        "removal": one.removal,
        "removal_says": REASONS[Reason(one.removal)] if one.removal else None,
    }


def _waiting() -> tuple[ColumnElement[bool], ...]:
    return Question.answer.is_(None), Question.dismissed_at.is_(None), Question.removal.is_(None)


def _fresh(wanted: Select[Question]) -> Select[Question]:
    return wanted.execution_options(populate_existing=True)
