"""`/<good>/questions`: what was asked and answered, and the field to ask; `/q/<key>` leads each to her own page."""

from typing import Any
from uuid import UUID

from flask import Response, redirect, request

from market import clock
from market.accounts.access import caller, current_person, holding, signed_in
from market.accounts.operators import concerning
from market.accounts.rules import RoleName
from market.catalog import access as shops
from market.catalog.queries.products import product_for
from market.catalog.rules.store_addresses import product_path
from market.http import READS, PageQuery, public
from market.http import page as one_page
from market.http.browsers import PageBlueprint
from market.http.named import Named
from market.questions import access, actions, queries, schemas
from market.questions.models import Question
from market.questions.rules import Reason
from market.web.shell import forms, frame
from market.web.store import listing
from market.web.store.moved import moved
from market.web.store.page import page
from market.web.store.questions.words import DONE, MINE, QUESTIONS, REMOVAL, WHY

blueprint = PageBlueprint("store_questions", __name__, template_folder="templates")
_REMOVAL = "/questions/<uuid:question_id>/removal"
_OFFICE = (RoleName.OFFICER, RoleName.OPERATOR)


@blueprint.route("/<named:good>/questions", methods=["GET"])
@public
def list_of_good(good: Named) -> Response:
    """What was asked about a good and answered, newest first; of mine also what waits."""
    me = caller()
    product = product_for(good.id, me, now=clock.now())
    path = product_path(product.id, product.slug)
    found = one_page(queries.answered(product.id), Question.id, **listing.paged())
    is_own = shops.acting_role(product.shop, me) is not None
    told: dict[str, Any] = {
        "questions": queries.shown(found["items"], me.id if me else None),
        "mine": queries.shown(queries.mine_waiting(me.id, product.id), me.id) if me else [],
        "more": listing.with_(f"{path}/questions", {"cursor": found["next"]}) if found["next"] else None,
        "here": f"{path}/questions",
        "above": path,
        "called": product.name,
        "is_own": is_own,
        "decides": access.decides(product.shop_id, me),
    }
    say = "say_own" if is_own else "say" if found["items"] else "say_none"
    title = QUESTIONS["title"].format(name=product.name)
    shown = {"title": title, "say": QUESTIONS[say], "words": QUESTIONS, "done": DONE, **told}
    elsewhere = moved(f"{path}/questions") if request.method in READS else None  # not away from what was refused
    return elsewhere or page("store_questions.html", **shown)


@blueprint.route("/<named:good>/questions", methods=["POST"])
@signed_in
@forms.back_to(list_of_good)
def ask_question(good: Named) -> Response:
    """Ask the household: it is told, and so am I once it has answered."""
    me, now = current_person(), clock.now()
    product = access.good_to_ask_about(good.id, me, now=now)
    actions.ask(product=product, words=forms.read(schemas.QuestionIn())["question"], by=me, now=now)
    return forms.then(f"{product_path(product.id, product.slug)}/questions", "asked")


@blueprint.route("/q/<named:question>", methods=["GET"])
@signed_in
def find_question(question: Named) -> Response:
    """From a notice: the household and its team to the field for the answer, others to where it is read."""
    me, now = current_person(), clock.now()
    found = access.question_for(question.id, me, now=now)
    if access.acts_for(found, me):
        return redirect(f"/shop/{found.shop_id}/questions/{found.id}", 303)  # type: ignore[return-value]
    return redirect(_above(found), 303)  # type: ignore[return-value]


@blueprint.route("/me/questions", methods=["GET"])
@signed_in
def list_mine(question_id: UUID | None = None) -> Response:  # noqa: ARG001  refused for one
    """What I have asked, newest first."""
    me = current_person()
    found = one_page(queries.of_person(me.id), Question.id, **forms.asked(PageQuery()))
    told = {"questions": queries.shown(found["items"], me.id), "next": found["next"]}
    say = MINE["say" if found["items"] else "say_none"]
    return page("my_questions.html", title=MINE["title"], say=say, words=MINE, public=False, **told)


@blueprint.route("/questions/<uuid:question_id>/withdrawal", methods=["POST"])
@signed_in
@forms.back_to(list_mine)
def withdraw_question(question_id: UUID) -> Response:
    """I take mine back."""
    question = access.question_of_mine(question_id, current_person())
    above = _above(question)
    actions.withdraw(question=question)
    return forms.then(above, "withdrawn")


@blueprint.route(_REMOVAL, methods=["GET"])
@holding(*_OFFICE)
def ask_why_removed(question_id: UUID) -> Response:
    """By which of the public reasons a question is taken down."""
    question = access.question_to_look_at(question_id, current_person())
    spoken = frame.spoken_language()
    told: dict[str, Any] = {
        "question": queries.shown([question])[0],
        "reasons": [(reason.value, says.spoken(spoken)) for reason, says in WHY.items()],
        "above": _above(question),
    }
    words = {**QUESTIONS, **REMOVAL}
    return page("question_removal.html", title=REMOVAL["title"], say=REMOVAL["say"], words=words, public=False, **told)


@blueprint.route(_REMOVAL, methods=["POST"])
@holding(*_OFFICE)
@forms.back_to(ask_why_removed)
def remove_question(question_id: UUID) -> Response:
    """It is taken down; the reason stands in its place."""
    question = access.question_to_decide(question_id, current_person())
    reason = Reason(forms.read(schemas.QuestionRemovalIn())["reason"])
    concerning(question.person_id)
    actions.remove(question=question, reason=reason, now=clock.now())
    return forms.then(_above(question), "removed")


@blueprint.route(f"{_REMOVAL}/end", methods=["POST"])
@holding(*_OFFICE)
@forms.back_to(ask_why_removed)
def put_question_back(question_id: UUID) -> Response:
    """It was a mistake."""
    question = access.question_to_decide(question_id, current_person())
    concerning(question.person_id)
    actions.put_back(question=question)
    return forms.then(_above(question), "put-back")


def _above(question: Question) -> str:
    """Where it is read."""
    good = queries.good_of(question)
    return f"{product_path(good.id, good.slug)}/questions"
