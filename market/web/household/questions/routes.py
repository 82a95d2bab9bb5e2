"""`/shop/{id}/questions`: what is asked about a shop's goods, and the field for the answer."""

from typing import Any
from uuid import UUID

from flask import Response

from market import clock, errors
from market.accounts.access import current_person, signed_in
from market.http import PageQuery
from market.http import page as one_page
from market.http.browsers import PageBlueprint
from market.questions import access, actions, queries, schemas
from market.questions.models import Question
from market.web.household import shops
from market.web.household.questions.words import DONE, QUESTION, QUESTIONS
from market.web.shell import forms
from market.web.store.questions.words import QUESTIONS as SAID

blueprint = PageBlueprint("household_questions", __name__, template_folder="templates")
_LIST = "/shop/<uuid:shop_id>/questions"
_ONE = f"{_LIST}/<uuid:question_id>"


@blueprint.route(_LIST, methods=["GET"])
@signed_in
def list_questions(shop_id: UUID) -> Response:
    """All of them, newest first, and how each stands."""
    shop = shops.shop_looked_after(shop_id)
    found = one_page(queries.of_shop(shop.id), Question.id, **forms.asked(PageQuery()))
    told: dict[str, Any] = {"questions": queries.shown(found["items"]), "next": found["next"]}
    say = "say" if queries.count_waiting(shop.id) else "say_done" if found["items"] else "say_none"
    told |= {"title": QUESTIONS["title"], "say": QUESTIONS[say], "done": DONE}
    return shops.page("shop_questions.html", shop=shop, part="today", words=QUESTIONS, **told)


@blueprint.route(_ONE, methods=["GET"])
@signed_in
def show_question(shop_id: UUID, question_id: UUID) -> Response:
    """One of them, and the answer."""
    shop = shops.shop_looked_after(shop_id)
    found = access.question_for(question_id, current_person(), now=clock.now())
    if found.shop_id != shop.id:
        raise errors.NotFound
    question = queries.shown([found])[0]
    say = "say_removed" if found.removal else "say_answered" if found.answer else "say"
    title = QUESTION["title"].format(name=question["product"]["name"])
    told: dict[str, Any] = {"question": question, "answer": found.answer, "title": title, "say": QUESTION[say]}
    return shops.page("shop_question.html", shop=shop, part="today", words={**SAID, **QUESTION}, done=DONE, **told)


@blueprint.route(f"{_ONE}/answer", methods=["POST"])
@signed_in
@forms.back_to(show_question)
def answer_question(shop_id: UUID, question_id: UUID) -> Response:
    """Said, or said otherwise: anybody reads it."""
    shops.shop_looked_after(shop_id)
    me, now = current_person(), clock.now()
    question, role = access.question_to_answer(question_id, me, now=now)
    words = forms.read(schemas.QuestionAnswerIn())["answer"]
    actions.answer(question=question, words=words, role=role, by=me, now=now)
    return forms.then(f"/shop/{shop_id}/questions", "answered")


@blueprint.route(f"{_ONE}/dismissal", methods=["POST"])
@signed_in
@forms.back_to(show_question)
def dismiss_question(shop_id: UUID, question_id: UUID) -> Response:
    """It is not answered."""
    shops.shop_looked_after(shop_id)
    now = clock.now()
    question, _ = access.question_to_answer(question_id, current_person(), now=now)
    actions.dismiss(question=question, now=now)
    return forms.then(f"/shop/{shop_id}/questions", "dismissed")
