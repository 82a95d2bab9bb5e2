"""Complaints are sent, followed, rated, opened again and taken back."""

from typing import Any
from uuid import UUID

from flask import Response, current_app, request

from market import clock
from market.accounts.access import caller, current_person, signed_in
from market.catalog import photos
from market.complaints import access, flows, queries, schemas, shown, subjects
from market.complaints.actions import receiving, reporters
from market.complaints.blueprint import blueprint
from market.complaints.models import Complaint
from market.complaints.routes import looking
from market.complaints.rules import passes
from market.complaints.rules.kinds import MOST_PHOTOS, Kind
from market.complaints.rules.outcomes import Rating
from market.http import Json, PageQuery, page, public, unkeyed
from market.http.headers import PRIVATE, private_picture
from market.orders import access as orders

PHOTO = f"/complaints/<code:complaint>/photos/<int(min=1,max={MOST_PHOTOS}):n>"


@blueprint.route("/complaint-kinds", methods=["GET"])
@public
@blueprint.response(200, schemas.ComplaintKinds)
def list_complaint_kinds() -> Json:
    """What may be complained of and within how many working days it is answered; how it ends; why it may be refused."""
    return shown.kinds_shown()


@blueprint.route("/complaints", methods=["POST"])
@signed_in
@blueprint.arguments(schemas.ComplaintIn)
@blueprint.response(201, schemas.ComplaintOut)
def send_complaint(asked: Json) -> tuple[Json, dict[str, str]]:
    """Complain of an order, a parcel, a shop, or of nothing of ours. It is answered within seven working days.

    It goes to whoever answers for it first, and up where it lies too long. While it is open its order is not completed
    and the money of that order waits. 409 `complaint-known`, `own-affair`, `too-long-ago`.
    """
    me, now = current_person(), clock.now()
    subject = subjects.subject_for(asked, me, now=now)
    made = receiving.receive(
        subject=subject,
        kind=Kind(asked["kind"]),
        words=asked["words"],
        reporter_id=subject.reporter_id(me.id),
        counted_by=str(me.id),
        secret=current_app.config["MARKET"].secret_key,
        now=now,
        id=asked.get("id"),
    )
    return looking.answer(made), {"Location": f"/api/v1/complaints/{made.number}"}


@blueprint.route("/order-look-ups/<uuid:look_up_id>/complaints", methods=["POST"])
@public
@unkeyed
@blueprint.arguments(schemas.ComplaintByCode)
@blueprint.response(201, schemas.SentComplaint)
def send_complaint_by_code(asked: Json, look_up_id: UUID) -> tuple[Json, dict[str, str]]:
    """Complain of the order of a look-up without signing in, by the code that its phone was sent; once for a code.

    The answer holds the complaint's own `code`: sent as `Complaint-Code` it follows, rates and reopens it.
    """
    made = flows.receive_by_code(look_up_id=look_up_id, asked=asked, now=clock.now())
    code = passes.code_of(current_app.config["MARKET"].secret_key, made.id)
    told = shown.complaint_shown(made, {access.REPORTER}, None, now=clock.now())
    return told | {"code": code}, {"Location": f"/api/v1/complaints/{made.number}", "Cache-Control": PRIVATE}


@blueprint.route("/complaints", methods=["GET"])
@signed_in
@blueprint.arguments(schemas.ComplaintQuery, location="query")
@blueprint.response(200, schemas.ComplaintPage)
def list_complaints(query: Json) -> Json:
    """What I complain of, what the shops I sell for were asked about, or what lies in the places I work for."""
    me = current_person()
    found = queries.listed(query.pop("of"), me, state=query.pop("state", None))
    return _page(page(found, Complaint.id, **query))


@blueprint.route("/orders/<code:number>/complaints", methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.ComplaintPage)
def list_order_complaints(query: Json, number: str) -> Json:
    """What was complained of an order, as far as it concerns the caller; newest first."""
    order, _ = orders.order_for(number, current_person())
    return _page(page(queries.about_order(order.id), Complaint.id, **query))


@blueprint.route("/complaints/<code:complaint>", methods=["GET"])
@public
@blueprint.response(200, schemas.ComplaintOut)
def show_complaint(complaint: str) -> Json:
    """One complaint, to both sides and those who have it in hand; or to whoever sends its `Complaint-Code`."""
    found, roles = looking.complaint_asked(complaint)
    return shown.complaint_shown(found, roles, caller(), now=clock.now())


@blueprint.route("/complaints/<code:complaint>/rating", methods=["PUT"])
@public
@blueprint.arguments(schemas.ComplaintRating)
@blueprint.response(200, schemas.ComplaintOut)
def rate_complaint(given: Json, complaint: str) -> Json:
    """Say how the answer was. Unless it was `not`, that closes it; `not` leaves it open to be reopened once."""
    found, me = looking.reporters(complaint), caller()
    reporters.rate(complaint=found, rating=Rating(given["rating"]), by_id=me.id if me else None, now=clock.now())
    return looking.answer(found)


@blueprint.route("/complaints/<code:complaint>/reopening", methods=["PUT"])
@public
@blueprint.arguments(schemas.ComplaintReopening)
@blueprint.response(200, schemas.ComplaintOut)
def reopen_complaint(given: Json, complaint: str) -> Json:
    """The answer did not help: a higher office answers. Once. 409 `reopened-before`, `wrong-state`."""
    found, me = looking.reporters(complaint), caller()
    reporters.reopen(complaint=found, reason=given["reason"], by_id=me.id if me else None, now=clock.now())
    return looking.answer(found)


@blueprint.route("/complaints/<code:complaint>/withdrawal", methods=["PUT"])
@public
@blueprint.response(200, schemas.ComplaintOut)
def withdraw_complaint(complaint: str) -> Json:
    """Take it back: it is settled, or was a mistake. What waited for it goes on."""
    found, me = looking.reporters(complaint), caller()
    reporters.withdraw(complaint=found, by_id=me.id if me else None, now=clock.now())
    return looking.answer(found)


@blueprint.route(PHOTO, methods=["PUT"])
@public
@blueprint.response(201, schemas.ComplaintPhotos)
def add_complaint_photo(complaint: str, n: int) -> Json:
    """Make the body, a picture of at most 10 MB, photo n (up to four). Only those concerned see it."""
    found, roles = looking.complaint_asked(complaint)
    now = clock.now()
    access.require_reporter(found, roles, caller(), now=now)
    request.max_content_length = photos.LARGEST_FILE + 1
    flows.add_photo(complaint=found, n=n, read=request.get_data, now=now)
    return {"photos": [photo.n for photo in found.photos]}


@blueprint.route(PHOTO, methods=["GET"])
@public
@blueprint.arguments(schemas.ComplaintPhotoQuery, location="query")
@blueprint.response(200, content_type="image/webp")
def show_complaint_photo(query: dict[str, str], complaint: str, n: int) -> Response:
    """Photo n as WebP, to those who see the complaint."""
    found, _ = looking.complaint_asked(complaint)
    return private_picture(flows.picture_of(found, n, query["size"]))


def _page(found: dict[str, Any]) -> Json:
    """Each as the caller sees it; what does not concern them is left out."""
    me, now = current_person(), clock.now()
    seen = [(one, access.roles_on(one, me)) for one in found["items"]]
    return found | {"items": [shown.complaint_shown(one, roles, me, now=now) for one, roles in seen if roles]}
