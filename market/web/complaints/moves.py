"""What whoever complains does: adds a photo, says how the answer was, opens it again once, takes it back."""

from typing import Any

from flask import Response

from market import clock, errors
from market.accounts.access import caller
from market.complaints import access, flows
from market.complaints.actions import reporters
from market.complaints.models import Complaint
from market.complaints.rules.kinds import MOST_PHOTOS
from market.complaints.rules.outcomes import Rating
from market.complaints.schemas import ComplaintRating, ComplaintReopening
from market.web.complaints import loading
from market.web.complaints.blueprint import COMPLAINT, blueprint
from market.web.complaints.looking import show_again
from market.web.complaints.words import COMPLAINT as WORDS
from market.web.household.goods.photos.routes import picture_sent
from market.web.shell import forms


@blueprint.route(COMPLAINT + "/rating", methods=["POST"])
@loading.signed_in_or_by_code
@forms.back_to(show_again)
def rate_complaint(complaint: str) -> Response:
    """How the answer was, by one press; who is not content is asked why next."""
    found, given = loading.mine(complaint), Rating(forms.read(ComplaintRating())["rating"])
    reporters.rate(complaint=found, rating=given, by_id=_me(), now=clock.now())
    return loading.back_to(found, "rated" if found.ended_at else "not-content")


@blueprint.route(COMPLAINT + "/reopening", methods=["POST"])
@loading.signed_in_or_by_code
@forms.back_to(show_again)
def reopen_complaint(complaint: str) -> Response:
    """A higher office looks again, and is told why."""
    found, given = loading.mine(complaint), forms.read(ComplaintReopening())
    reporters.reopen(complaint=found, reason=given["reason"], by_id=_me(), now=clock.now())
    return loading.back_to(found, "reopened")


@blueprint.route(COMPLAINT + "/withdrawal", methods=["POST"])
@loading.signed_in_or_by_code
@forms.back_to(show_again)
def withdraw_complaint(complaint: str) -> Response:
    """It is settled, or was a mistake: what waited for it goes on."""
    found = loading.mine(complaint)
    reporters.withdraw(complaint=found, by_id=_me(), now=clock.now())
    return loading.back_to(found, "withdrawn")


@blueprint.route(COMPLAINT + "/photos", methods=["POST"])
@loading.signed_in_or_by_code
@forms.back_to(show_again)
def add_complaint_photo(complaint: str) -> Response:
    """One more picture, in the first place that is free."""
    found, roles = loading.complaint_seen(complaint)
    access.require_reporter(found, roles, caller(), now=clock.now())
    store_photo(found)
    return loading.back_to(found, "photo")


def store_photo(complaint: Complaint) -> None:
    """The picture of a form, kept with the complaint. Raises InvalidInput where there are enough."""
    taken = {photo.n for photo in complaint.photos}
    free = next((n for n in range(1, MOST_PHOTOS + 1) if n not in taken), None)
    read = picture_sent()
    if free is None:
        raise errors.InvalidInput(errors={"taken": [WORDS["enough"]]})
    flows.add_photo(complaint=complaint, n=free, read=read, now=clock.now())


def _me() -> Any:
    me = caller()
    return me.id if me else None
