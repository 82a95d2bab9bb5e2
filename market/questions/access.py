"""Who may ask, answer and take down. What you may not see does not exist."""

from datetime import datetime
from uuid import UUID

from market import errors
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.catalog import access as shops
from market.catalog.models import Product, Shop
from market.catalog.queries.products import product_for
from market.db import db
from market.places.queries import province_of
from market.questions import queries, rules
from market.questions.models import Question


def good_to_ask_about(product_id: UUID, by: Person, *, now: datetime) -> Product:
    """A good that `by` may see and has no hand in. Raises NotFound, OwnGood."""
    product = product_for(product_id, by, now=now)
    if shops.acting_role(product.shop, by) is not None:
        raise rules.OwnGood
    return product


def question_for(question_id: UUID, viewer: Person | None, *, now: datetime) -> Question:
    """One that anybody reads, or that is mine, or of a shop that I act for. Raises NotFound."""
    question = errors.found(queries.with_id(question_id))
    product_for(question.product_id, viewer, now=now)
    is_mine = viewer is not None and question.person_id == viewer.id
    if question.answer is None and not is_mine and not acts_for(question, viewer):
        raise errors.NotFound
    return question


def question_of_mine(question_id: UUID, me: Person) -> Question:
    """Raises NotFound for everybody else's."""
    question = errors.found(queries.with_id(question_id))
    if question.person_id != me.id:
        raise errors.NotFound
    return question


def question_to_answer(question_id: UUID, by: Person, *, now: datetime) -> tuple[Question, str]:
    """A question held, and the role in which `by` answers. Raises NotFound, NotAllowed, NotAgreed, QuestionRemoved."""
    question = errors.found(queries.with_id(question_id))
    shop = db.session.get(Shop, question.shop_id)
    shops.require_agreed(shop, by)
    if shop is None or (question.answer is None and shops.acting_role(shop, by) is None):
        raise errors.NotFound
    shops.let_act(shops.shop_for(shop.id, by, now=now), by, subject_id=question.id, now=now)
    question = errors.found(queries.held(question_id))
    if question.removal is not None:
        raise rules.QuestionRemoved
    return question, str(shops.acting_role(shop, by))


def question_to_look_at(question_id: UUID, by: Person) -> Question:
    """A question, for an officer of its shop's place or an operator. Raises NotFound, NotAllowed."""
    question = errors.found(queries.with_id(question_id))
    if not decides(question.shop_id, by):
        raise errors.NotAllowed
    return question


def question_to_decide(question_id: UUID, by: Person) -> Question:
    """The same, held."""
    question_to_look_at(question_id, by)
    return errors.found(queries.held(question_id))


def decides(shop_id: UUID, person: Person | None) -> bool:
    """Whether `person` takes down what stands under goods of this shop; never of one she acts for."""
    shop = db.session.get(Shop, shop_id)
    if shop is None or person is None or shops.acting_role(shop, person) is not None:
        return False
    place = {"commune_code": shop.commune_code, "province_code": province_of(shop.commune_code)}
    return person.holds(RoleName.OPERATOR) or shops.may_verify(person, **place)


def acts_for(question: Question, viewer: Person | None) -> bool:
    """Whether `viewer` sells the good that was asked about, or helps to."""
    shop = db.session.get(Shop, question.shop_id)
    return shop is not None and shops.acting_role(shop, viewer) is not None


def shop_asked(shop_id: UUID, person: Person, *, now: datetime) -> Shop:
    """The shop, to whoever acts for it. Raises NotFound, NotAllowed, NotAgreed."""
    shops.require_agreed(db.session.get(Shop, shop_id), person)
    shop = shops.shop_for(shop_id, person, now=now)
    if shops.acting_role(shop, person) is None:
        raise errors.NotAllowed
    return shop
