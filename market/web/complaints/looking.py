"""`/complaints`: what I complain of, and one complaint: how it stands, what was answered, what I can say to it."""

from typing import Any

from flask import Response, redirect, request

from market import clock, errors
from market.accounts.access import caller, current_person, signed_in
from market.complaints import access, flows, queries
from market.complaints.models import Complaint
from market.complaints.rules.holders import Level
from market.complaints.rules.kinds import MOST_PHOTOS, Side
from market.complaints.schemas import ComplaintPhotoQuery
from market.http import PageQuery, public
from market.http import page as one_page
from market.http.headers import private_picture
from market.web.complaints import loading, passes, shown
from market.web.complaints.blueprint import COMPLAINT, COMPLAINTS, FIND, blueprint
from market.web.complaints.words import COMPLAINT as WORDS
from market.web.complaints.words import DONE, LIST
from market.web.shell import forms, frame

_AT_ONCE = 20
PHOTO = f"{COMPLAINT}/photos/<int(min=1,max={MOST_PHOTOS}):n>"


@blueprint.route(COMPLAINTS, methods=["GET"])
@signed_in
def list_mine() -> Response:
    """What I complain of, newest first, each with how it stands."""
    asked = forms.asked(PageQuery(only=("cursor",)))
    found = one_page(queries.mine(current_person()), Complaint.id, limit=_AT_ONCE, **asked)
    say = LIST["say" if found["items"] else "say_none"]
    told: dict[str, Any] = {"cards": [shown.card(one) for one in found["items"]], "next": found["next"]}
    return frame.page("complaints.html", title=LIST["title"], say=say, words=LIST, done=DONE, **told)


@blueprint.route(COMPLAINT, methods=["GET"])
@public
def show_mine(complaint: str) -> Response:
    """Mine; whoever has it in hand, or was asked about it, is led to the same on their own pages."""
    if caller() is None and passes.code_for(complaint) is None:
        return redirect(f"{FIND}?number={complaint}", 303)  # type: ignore[return-value]
    found, roles = loading.complaint_seen(complaint)
    if (elsewhere := _on_their_pages(found, roles)) is not None:
        return redirect(elsewhere, 303)  # type: ignore[return-value]
    return _page(found, roles)


def show_again(complaint: str) -> Response:
    """Mine, after something about it was refused. Raises NotFound, NotAllowed for everybody else."""
    found, roles = loading.complaint_seen(complaint)
    if access.REPORTER not in roles:
        raise errors.NotAllowed
    return _page(found, roles)


@blueprint.route(PHOTO, methods=["GET"])
@loading.signed_in_or_by_code
def show_photo(complaint: str, n: int) -> Response:
    """A picture that was sent with it, to those who see the complaint."""
    found, _ = loading.complaint_seen(complaint)
    return private_picture(flows.picture_of(found, n, forms.asked(ComplaintPhotoQuery())["size"]))


def _page(complaint: Complaint, roles: set[str]) -> Response:
    told = shown.told(complaint, roles, caller(), now=clock.now())
    return frame.page("complaint.html", words=WORDS, done=DONE, here=loading.path_of(complaint), **told)


def _on_their_pages(complaint: Complaint, roles: set[str]) -> str | None:
    said = f"?done={request.args['done']}" if request.args.get("done") in DONE else ""
    return None if access.REPORTER in roles and complaint.side != Side.SELLER else _theirs(complaint, roles, said)


def _theirs(complaint: Complaint, roles: set[str], said: str) -> str:
    where = f"complaints/{complaint.number}{said}"
    if not roles.isdisjoint({"seller", "team_member"}):
        return f"/shop/{complaint.shop_id}/{where}"
    if access.is_in_office(roles) or complaint.holder != Level.OFFICE:
        return f"/office/{where}"
    return f"/counter/{complaint.holder_code}/{where}"
