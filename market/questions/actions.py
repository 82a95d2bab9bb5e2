"""A question is asked, answered, passed over, withdrawn, taken down and put back. None commits."""

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select, update

from market import clock
from market.accounts import queries as accounts
from market.accounts.actions import count_try
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.catalog.models import Product, Shop
from market.db import db, one_at_a_time
from market.ids import in_address, new_id
from market.notices.actions import notify
from market.questions import queries, rules
from market.questions.models import Question

_AT_ONCE = 200
_LONGEST_NAME = 40  # in an SMS, before the link


def ask(*, product: Product, words: str, by: Person, now: datetime) -> Question:
    """Ask about a good; its household is told. Raises QuestionWaits, TooManyRequests."""
    one_at_a_time(f"questions {by.id}")
    if queries.count_mine_waiting(by.id, product.id) >= rules.MOST_WAITING:
        raise rules.QuestionWaits(most=rules.MOST_WAITING)
    count_try(limit=rules.PER_PERSON, subject=str(by.id), now=now)
    told = {"product_id": product.id, "shop_id": product.shop_id, "person_id": by.id, "words": words, "asked_at": now}
    question = Question(id=new_id(), team_at=now + _patience(product.shop), **told)
    db.session.add(question)
    db.session.flush()
    _tell_household(question, product, now)
    return question


def answer(*, question: Question, words: str, role: str, by: Person, now: datetime) -> None:
    """Answer a held question, or put an answer right: anybody reads both from now on; who asked is told once."""
    question.answer, question.answered_at = words, now
    question.answered_by, question.answered_by_id = role, by.id
    question.dismissed_at = question.team_at = None
    notify(
        person_id=question.person_id,
        notice="question_answered",
        words=_words(question),
        now=now,
        once=f"question {question.id}",
    )


def dismiss(*, question: Question, now: datetime) -> None:
    """Pass a held question over: it waits no more. One that is answered stays so."""
    if question.answer is None and question.dismissed_at is None:
        question.dismissed_at, question.team_at = now, None


def withdraw(*, question: Question) -> None:
    """Who asked takes it back, with what was answered."""
    db.session.delete(question)


def remove(*, question: Question, reason: rules.Reason, now: datetime) -> None:
    """Take a held question and its answer down; the reason stands in the place of the words."""
    if question.removal != reason:
        question.removal, question.removed_at, question.team_at = reason, now, None


def put_back(*, question: Question) -> None:
    """It was taken down by mistake."""
    question.removal = question.removed_at = None


def ask_teams(*, now: datetime) -> None:
    """The teams of households that have not answered are told, once each question."""
    due = select(Question.id).where(Question.team_at <= now).order_by(Question.team_at).limit(_AT_ONCE)
    taken = update(Question).where(Question.id.in_(due), Question.team_at <= now).values(team_at=None)
    for question in db.session.scalars(taken.returning(Question)).all():
        _ask_team(question, now)


def _patience(shop: Shop) -> timedelta:
    """A household without a phone of its own is reached by its team only."""
    owner = accounts.person(shop.owner_id)
    return rules.TEAM_AFTER if owner is not None and owner.phone else timedelta()


def _tell_household(question: Question, product: Product, now: datetime) -> None:
    """Once a day, however many ask, until one of them is seen to."""
    once = f"questions {product.shop_id} {queries.count_done(product.shop_id)} {clock.local_day(now)}"
    words = _words(question)
    notify(person_id=product.shop.owner_id, notice="question_asked", words=words, now=now, once=once)


def _ask_team(question: Question, now: datetime) -> None:
    shop = db.session.get(Shop, question.shop_id)
    if shop is None or not accounts.has_delegated(shop.owner_id, RoleName.TEAM_MEMBER):
        return
    for member in accounts.holders(RoleName.TEAM_MEMBER, {shop.village_key, shop.commune_code}):
        notify(person_id=member, notice="question_waits_for_team", words=_words(question), now=now)


def _words(question: Question) -> dict[str, str]:
    good = db.session.get(Product, question.product_id)
    here: str = current_app.config["MARKET"].public_url
    link = here.rstrip("/") + rules.path_of(in_address(question.id))
    return {"name": good.name[:_LONGEST_NAME] if good is not None else "", "link": link}
