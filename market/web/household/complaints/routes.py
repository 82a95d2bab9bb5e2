"""What a household is asked about: read, answered, passed up; and what it complains of itself."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Response

from market import clock, errors
from market.accounts.access import current_person, signed_in
from market.complaints import access, queries, schemas, subjects
from market.complaints.actions import reporters
from market.complaints.models import Complaint
from market.complaints.rules.kinds import About, Side
from market.complaints.rules.outcomes import Rating
from market.http import PageQuery
from market.http import page as one_page
from market.http.browsers import PageBlueprint
from market.web.complaints import about, filing, handling, moves, shown
from market.web.complaints.words import HANDLING
from market.web.household import shops
from market.web.household.complaints.words import DONE, LIST, REPORT
from market.web.household.orders import loading, refunds
from market.web.household.orders.blueprint import ORDER
from market.web.shell import forms

blueprint = PageBlueprint("household_complaints", __name__, template_folder="templates")
_LIST = "/shop/<uuid:shop_id>/complaints"
_ONE = _LIST + "/<code:complaint>"
_AT_ONCE = 20
_HERS = {"seller", "team_member"}


@blueprint.route(_LIST, methods=["GET"])
@signed_in
def list_complaints(shop_id: UUID) -> Response:
    """What concerns the shop, newest first, with how it stands."""
    shop, now = shops.shop_looked_after(shop_id), clock.now()
    asked = forms.asked(PageQuery(only=("cursor",)))
    found = one_page(queries.of_shop(shop.id), Complaint.id, limit=_AT_ONCE, **asked)
    told: dict[str, Any] = {
        "cards": [shown.card(one, now=now) for one in found["items"]],
        "next": found["next"],
        "say": LIST["say" if found["items"] else "say_none"],
    }
    title = LIST["title"]
    return shops.page("shop_complaints.html", shop=shop, part="today", title=title, words=LIST, done=DONE, **told)


@blueprint.route(_ONE, methods=["GET"])
@signed_in
def show_complaint(shop_id: UUID, complaint: str) -> Response:
    """What is said, and the answer of the household; of its own one, what it can say to the answer."""
    found, roles = _of_shop(shop_id, complaint)
    shop = shops.shop_looked_after(shop_id)
    told = handling.told(found, roles) | {"here": _path(found), "hers": access.REPORTER in roles}
    return shops.page("shop_complaint.html", shop=shop, part="today", words=HANDLING, done=DONE, **told)


@blueprint.route(_ONE + "/taking", methods=["POST"])
@signed_in
@forms.back_to(show_complaint)
def take_complaint(shop_id: UUID, complaint: str) -> Response:
    """The household sees to it."""
    _of_shop(shop_id, complaint)
    return _back(handling.take(complaint), "taken")


@blueprint.route(_ONE + "/answer", methods=["POST"])
@signed_in
@forms.back_to(show_complaint)
def answer_complaint(shop_id: UUID, complaint: str) -> Response:
    """In the household's name: what is said, and whether money goes back."""
    _of_shop(shop_id, complaint)
    return _back(handling.answer(complaint), "answered")


@blueprint.route(_ONE + "/passing", methods=["POST"])
@signed_in
@forms.back_to(show_complaint)
def pass_complaint_on(shop_id: UUID, complaint: str) -> Response:
    """Others answer it."""
    _of_shop(shop_id, complaint)
    return _back(handling.pass_on(complaint), "passed")


@blueprint.route(_ONE + "/code", methods=["POST"])
@signed_in
@forms.back_to(show_complaint)
def ask_refund_code(shop_id: UUID, complaint: str) -> Response:
    """Send the code for this very sum to the household, for whoever answers in its name."""
    found, _ = _of_shop(shop_id, complaint)
    typed = forms.read(schemas.ComplaintAnswer(partial=True, only=("outcome", "words", "amount_vnd", "household_code")))
    order, _ = loading.order_of(shop_id, errors.found(found.order_number))
    refunds.send_code(order, typed.get("amount_vnd", 0))
    kept = {name: typed[name] for name in ("outcome", "words", "amount_vnd") if typed.get(name)}
    return forms.then(f"{_path(found)}?{urlencode(kept)}", "code-sent")


@blueprint.route(_ONE + "/rating", methods=["POST"])
@signed_in
@forms.back_to(show_complaint)
def rate_complaint(shop_id: UUID, complaint: str) -> Response:
    """How the household found the answer to its own."""
    found, given = _own(shop_id, complaint), Rating(forms.read(schemas.ComplaintRating())["rating"])
    reporters.rate(complaint=found, rating=given, by_id=current_person().id, now=clock.now())
    return _back(found, "rated" if found.ended_at else "not-content")


@blueprint.route(_ONE + "/reopening", methods=["POST"])
@signed_in
@forms.back_to(show_complaint)
def reopen_complaint(shop_id: UUID, complaint: str) -> Response:
    """A higher office looks again."""
    found, given = _own(shop_id, complaint), forms.read(schemas.ComplaintReopening())
    reporters.reopen(complaint=found, reason=given["reason"], by_id=current_person().id, now=clock.now())
    return _back(found, "reopened")


@blueprint.route(_ONE + "/withdrawal", methods=["POST"])
@signed_in
@forms.back_to(show_complaint)
def withdraw_complaint(shop_id: UUID, complaint: str) -> Response:
    """The household takes its own back."""
    found = _own(shop_id, complaint)
    reporters.withdraw(complaint=found, by_id=current_person().id, now=clock.now())
    return _back(found, "withdrawn")


@blueprint.route(_ONE + "/photos", methods=["POST"])
@signed_in
@forms.back_to(show_complaint)
def add_complaint_photo(shop_id: UUID, complaint: str) -> Response:
    """A picture beside what the household complains of."""
    found, roles = _of_shop(shop_id, complaint)
    access.require_reporter(found, roles, current_person(), now=clock.now())
    moves.store_photo(found)
    return _back(found, "photo")


@blueprint.route(ORDER + "/complaint", methods=["GET"])
@signed_in
def ask_about_order(shop_id: UUID, number: str) -> Response:
    """What is wrong with an order that the household sells: the post, money, people."""
    order, _ = loading.order_of(shop_id, number)
    told: dict[str, Any] = {
        "title": REPORT["title"].format(number=order.number),
        "say": REPORT["say"],
        "order": order,
        "kinds": about.kinds_of(About.ORDER, Side.SELLER),
    }
    shop = shops.shop_looked_after(shop_id)
    return shops.page("shop_complains.html", shop=shop, part="orders", words=REPORT, **told)


@blueprint.route(ORDER + "/complaint", methods=["POST"])
@signed_in
@forms.back_to(ask_about_order)
def send_complaint(shop_id: UUID, number: str) -> Response:
    """It is the household's complaint, whoever of its side writes it."""
    order, _ = loading.order_of(shop_id, number)
    me, now = current_person(), clock.now()
    given = forms.load(schemas.ComplaintIn(), {"order_number": order.number, **filing.typed()})
    subject = subjects.subject_for(given, me, now=now)
    return _back(filing.receive(subject, given, by_id=subject.reporter_id(me.id), counted_by=str(me.id)), "sent")


def _of_shop(shop_id: UUID, number: str) -> tuple[Complaint, set[str]]:
    """Raises NotFound for another shop's, NotAgreed."""
    shop = shops.shop_looked_after(shop_id)
    complaint, roles = handling.seen(number)
    if complaint.shop_id != shop.id or roles.isdisjoint(_HERS):
        raise errors.NotFound
    return complaint, roles


def _own(shop_id: UUID, number: str) -> Complaint:
    """What the household complains of itself, held. Raises NotFound, NotAllowed."""
    _of_shop(shop_id, number)
    me = current_person()
    complaint, roles = access.complaint_for(number, me, lock=True)
    access.require_reporter(complaint, roles, me, now=clock.now())
    return complaint


def _path(complaint: Complaint) -> str:
    return f"/shop/{complaint.shop_id}/complaints/{complaint.number}"


def _back(complaint: Complaint, done: str) -> Response:
    return forms.then(_path(complaint), done)
