"""Questions under goods over HTTP: load, allow, do."""

from uuid import UUID

from market import clock
from market.accounts.access import caller, current_person, holding, signed_in
from market.accounts.operators import concerning
from market.accounts.rules import RoleName
from market.catalog.queries.products import product_for
from market.http import Json, PageQuery, page, public
from market.questions import access, actions, queries, schemas
from market.questions.blueprint import blueprint
from market.questions.models import Question
from market.questions.rules import Reason

_GOOD = "/products/<uuid:product_id>/questions"
_QUESTION = "/questions/<uuid:question_id>"


@blueprint.route(_GOOD, methods=["GET"])
@public
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.QuestionPage)
def list_questions(query: Json, product_id: UUID) -> Json:
    """What was asked about a good and has been answered, newest first."""
    me = caller()
    product = product_for(product_id, me, now=clock.now())
    return _page(page(queries.answered(product.id), Question.id, **query))


@blueprint.route(_GOOD, methods=["POST"])
@signed_in
@blueprint.arguments(schemas.QuestionIn)
@blueprint.response(201, schemas.QuestionOut)
def ask_question(asked: Json, product_id: UUID) -> tuple[Json, dict[str, str]]:
    """Ask the household about a good: anybody reads it once it is answered. A phone number in it is hidden.

    409 `question-waits` where three of mine wait already.
    """
    me, now = current_person(), clock.now()
    product = access.good_to_ask_about(product_id, me, now=now)
    question = actions.ask(product=product, words=asked["question"], by=me, now=now)
    return _shown(question), {"Location": f"/api/v1/questions/{question.id}"}


@blueprint.route(_QUESTION, methods=["GET"])
@public
@blueprint.response(200, schemas.QuestionOut)
def show_question(question_id: UUID) -> Json:
    """One question; until it is answered only to who asked it and to whoever acts for the shop."""
    return _shown(access.question_for(question_id, caller(), now=clock.now()))


@blueprint.route(_QUESTION, methods=["DELETE"])
@signed_in
@blueprint.response(204)
def withdraw_question(question_id: UUID) -> None:
    """Take my own question back, with its answer."""
    actions.withdraw(question=access.question_of_mine(question_id, current_person()))


@blueprint.route(f"{_QUESTION}/answer", methods=["PUT"])
@signed_in
@blueprint.arguments(schemas.QuestionAnswerIn)
@blueprint.response(200, schemas.QuestionOut)
def answer_question(told: Json, question_id: UUID) -> Json:
    """The household or its team answers, or puts its answer right; who asked is told. 409 `question-removed`."""
    me, now = current_person(), clock.now()
    question, role = access.question_to_answer(question_id, me, now=now)
    actions.answer(question=question, words=told["answer"], role=role, by=me, now=now)
    return _shown(question)


@blueprint.route(f"{_QUESTION}/dismissal", methods=["PUT"])
@signed_in
@blueprint.response(200, schemas.QuestionOut)
def dismiss_question(question_id: UUID) -> Json:
    """The household passes a question over: it waits no more, and nobody else reads it."""
    me, now = current_person(), clock.now()
    question, _ = access.question_to_answer(question_id, me, now=now)
    actions.dismiss(question=question, now=now)
    return _shown(question)


@blueprint.route(f"{_QUESTION}/removal", methods=["PUT"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@blueprint.arguments(schemas.QuestionRemovalIn)
@blueprint.response(200, schemas.QuestionOut)
def remove_question(told: Json, question_id: UUID) -> Json:
    """Take a question and its answer down by one of the public reasons, which stands in their place."""
    question = access.question_to_decide(question_id, current_person())
    concerning(question.person_id)
    actions.remove(question=question, reason=Reason(told["reason"]), now=clock.now())
    return _shown(question)


@blueprint.route(f"{_QUESTION}/removal", methods=["DELETE"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@blueprint.response(204)
def put_question_back(question_id: UUID) -> None:
    """It was taken down by mistake: it stands as before."""
    question = access.question_to_decide(question_id, current_person())
    concerning(question.person_id)
    actions.put_back(question=question)


@blueprint.route("/shops/<uuid:shop_id>/questions", methods=["GET"])
@signed_in
@blueprint.arguments(schemas.ShopQuestionQuery, location="query")
@blueprint.response(200, schemas.QuestionPage)
def list_shop_questions(query: Json, shop_id: UUID) -> Json:
    """What was asked about the goods of a shop, to whoever acts for it."""
    me, now = current_person(), clock.now()
    shop = access.shop_asked(shop_id, me, now=now)
    wanted = queries.of_shop(shop.id, waiting=query.pop("waiting"))
    return _page(page(wanted, Question.id, **query))


@blueprint.route("/me/questions", methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.QuestionPage)
def list_my_questions(query: Json) -> Json:
    """What I have asked, newest first, answered or not."""
    return _page(page(queries.of_person(current_person().id), Question.id, **query))


def _shown(question: Question) -> Json:
    me = caller()
    return queries.shown([question], me.id if me else None)[0]


def _page(found: Json) -> Json:
    me = caller()
    return found | {"items": queries.shown(found["items"], me.id if me else None)}
