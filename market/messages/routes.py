"""Messages of an order over HTTP: load, allow, do."""

from flask import Response, request

from market import clock, errors
from market.accounts.access import current_person, holding, signed_in
from market.accounts.operators import concerning
from market.accounts.rules import RoleName
from market.catalog import photos
from market.http import Json, PageQuery, page, recorded
from market.http.headers import private_picture
from market.messages import access, actions, flows, queries, rules, schemas, threads
from market.messages.access import Standing
from market.messages.blueprint import blueprint
from market.messages.models import Thread

_ORDER = "/orders/<code:number>/messages"
_MESSAGE = f"{_ORDER}/<int(min=1,max=1000000):message_no>"
_SIDES = {"buyer": rules.Side.BUYER, "seller": rules.Side.HOUSEHOLD}


@blueprint.route("/messages", methods=["GET"])
@signed_in
@blueprint.arguments(schemas.ThreadsQuery, location="query")
@blueprint.response(200, schemas.ThreadPage)
def list_message_threads(query: Json) -> Json:
    """The orders about which somebody wrote, the newest words first: of what I bought, or what I sell or help to."""
    side = _SIDES[query.pop("looking_as")]
    which = {name: query.pop(name) for name in ("unread", "shop_id") if name in query}
    found = page(threads.threads_of(current_person(), side, **which), Thread.latest, **query)
    return found | {"items": threads.listed(found["items"], side)}


@blueprint.route(_ORDER, methods=["GET"])
@signed_in
@blueprint.arguments(schemas.ThreadQuery, location="query")
@blueprint.response(200, schemas.ThreadOut)
def list_order_messages(query: Json, number: str) -> Json:
    """What buyer and household have written about an order. Phone numbers are hidden until both agree to show them.

    `limit` newest ones, the oldest of them first; `next` leads to older ones. Looking is not yet having read:
    `PUT …/seen` says so.
    """
    return _shown(access.standing(number, current_person()), **query)


@blueprint.route(_ORDER, methods=["POST"])
@signed_in
@blueprint.arguments(schemas.OrderMessageIn)
@blueprint.response(201, schemas.OrderMessageOut)
def write_order_message(written: Json, number: str) -> tuple[Json, dict[str, str]]:
    """Write to the other side of an order: the buyer to the household, it or its team to the buyer, who is told.

    409 `thread-closed` before it is paid and 30 days after its end, `thread-blocked`, `answer-awaited` after ten in
    a row without an answer.
    """
    me, now = current_person(), clock.now()
    stands = access.to_act(number, me, now=now)
    sent = actions.write(stands=stands, text=written["text"], by=me, now=now)
    shown = queries.shown_message(stands.order, sent, stands.side, now=now)
    return shown, {"Location": f"/api/v1/orders/{stands.order.number}/messages/{sent.message_no}"}


@blueprint.route(_MESSAGE, methods=["GET"])
@signed_in
@blueprint.response(200, schemas.OrderMessageOut)
def show_order_message(number: str, message_no: int) -> Json:
    """One message of an order, as my side reads it."""
    stands = access.standing(number, current_person())
    found = errors.found(queries.message(stands.order.id, message_no))
    return queries.shown_message(stands.order, found, stands.side, now=clock.now())


@blueprint.route(f"{_ORDER}/seen", methods=["PUT"])
@signed_in
@blueprint.arguments(schemas.SeenIn)
@blueprint.response(200, schemas.ThreadOut)
def see_order_messages(seen: Json, number: str) -> Json:
    """My side has read up to this message; whoever has read is told again of what comes next."""
    stands = access.standing(number, current_person())
    actions.see(stands=stands, message_no=seen["message_no"])
    return _shown(stands)


@blueprint.route(f"{_ORDER}/phones", methods=["PUT"])
@signed_in
@blueprint.response(200, schemas.ThreadOut)
def show_message_phones(number: str) -> Json:
    """Agree that phone numbers in this order's messages are shown. They are once the other side agrees too."""
    stands = _acting(number)
    actions.show_phones(stands=stands, agrees=True)
    return _shown(stands)


@blueprint.route(f"{_ORDER}/phones", methods=["DELETE"])
@signed_in
@blueprint.response(204)
def hide_message_phones(number: str) -> None:
    """Agree no more that phone numbers are shown: from now on they are hidden again."""
    actions.show_phones(stands=_acting(number), agrees=False)


@blueprint.route(f"{_ORDER}/block", methods=["PUT"])
@signed_in
@blueprint.response(200, schemas.ThreadOut)
def block_order_messages(number: str) -> Json:
    """Want no more messages about this order: neither side can write until this is taken back."""
    stands = _acting(number)
    actions.block(stands=stands, blocks=True)
    return _shown(stands)


@blueprint.route(f"{_ORDER}/block", methods=["DELETE"])
@signed_in
@blueprint.response(204)
def unblock_order_messages(number: str) -> None:
    """Take my side's block back; again changes nothing."""
    actions.block(stands=_acting(number), blocks=False)


@blueprint.route(f"{_MESSAGE}/report", methods=["PUT"])
@signed_in
@blueprint.arguments(schemas.MessageReportIn)
@blueprint.response(200, schemas.OrderMessageOut)
def report_order_message(told: Json, number: str, message_no: int) -> Json:
    """Say that a message of the other side is not right: officers answer it as a complaint. Again changes nothing."""
    now, stands = clock.now(), _acting(number)
    found = actions.report(stands=stands, message_no=message_no, reason=told["reason"], now=now)
    return queries.shown_message(stands.order, found, stands.side, now=now)


@blueprint.route(f"{_ORDER}/reported", methods=["GET"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@recorded
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.ReportedMessagePage)
def list_reported_messages(query: Json, number: str) -> Json:
    """What was reported of an order, with what was said just before, to who answers it; never a phone number."""
    order = access.order_to_judge(number, current_person())
    concerning(order.buyer_id, order.seller_id)
    return queries.reported(order.id, now=clock.now(), **query)


@blueprint.route(f"{_MESSAGE}/photo", methods=["PUT"])
@signed_in
@blueprint.response(200, schemas.OrderMessageOut)
def add_message_photo(number: str, message_no: int) -> Json:
    """Make the body, a picture of at most 10 MB, the photo of my message: one each, within an hour."""
    me, now = current_person(), clock.now()
    stands = access.to_act(number, me, now=now)
    request.max_content_length = photos.LARGEST_FILE + 1
    found = flows.add_photo(stands=stands, message_no=message_no, read=request.get_data, by=me, now=now)
    return queries.shown_message(stands.order, found, stands.side, now=now)


@blueprint.route(f"{_MESSAGE}/photo", methods=["GET"])
@signed_in
@blueprint.response(200, content_type="image/webp")
def show_message_photo(number: str, message_no: int) -> Response:
    """The photo of a message, to both sides; to officers where it was reported."""
    return private_picture(flows.picture_of(access.message_for(number, message_no, current_person())))


def _acting(number: str) -> Standing:
    return access.to_act(number, current_person(), now=clock.now())


def _shown(stands: Standing, limit: int = 50, cursor: str | None = None) -> Json:
    return queries.shown_thread(stands.order, stands.side, now=clock.now(), limit=limit, cursor=cursor)
