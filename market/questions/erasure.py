"""What is left of somebody in questions once they ask to be forgotten, and what they may take with them."""

from sqlalchemy import delete, select, update

from market.accounts.rules import ExportAsked, PersonErased
from market.catalog.models import Shop
from market.db import db
from market.questions.models import Question


def erase_questions(erased: PersonErased) -> None:
    """What she asked is gone; of her own goods all that was asked: nobody reads it any more, and it names her."""
    hers = select(Shop.id).where(Shop.owner_id == erased.person_id)
    gone = (Question.person_id == erased.person_id) | Question.shop_id.in_(hers)
    db.session.execute(delete(Question).where(gone))
    typed = update(Question).where(Question.answered_by_id == erased.person_id)
    db.session.execute(typed.values(answered_by_id=None))


def add_questions(asked: ExportAsked) -> None:
    """What a person asked, and what was asked of her goods."""
    told = (Question.asked_at, Question.words, Question.answer, Question.answered_at, Question.removal)
    mine = select(*told).where(Question.person_id == asked.person_id).order_by(Question.id)
    asked.add("questions", db.session.execute(mine).mappings())
    hers = select(Shop.id).where(Shop.owner_id == asked.person_id)
    of_hers = select(*told).where(Question.shop_id.in_(hers)).order_by(Question.id)
    asked.add("questions_to_my_shops", db.session.execute(of_hers).mappings())
