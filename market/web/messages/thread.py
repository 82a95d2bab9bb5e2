"""`/m/{number}`: the messages of one order, to whichever side looks; written, seen, reported, blocked."""

from typing import Any

from flask import Response

from market import clock, errors
from market.accounts.access import current_person, signed_in
from market.catalog.schemas.products import PhotoQuery
from market.http.headers import private_picture
from market.messages import access, actions, flows, queries, schemas
from market.web.household.goods.photos.routes import picture_sent
from market.web.messages import shown
from market.web.messages.blueprint import MESSAGE, THREAD, blueprint
from market.web.messages.words import DONE, REPORT
from market.web.messages.words import THREAD as WORDS
from market.web.shell import forms


@blueprint.route(THREAD, methods=["GET"])
@signed_in
def show_thread(number: str, message_no: int = 0) -> Response:  # noqa: ARG001  refused for one message
    """What both have written, the newest below, and the field to answer."""
    of = shown.stands(number)
    thread = shown.thread(of)
    told: dict[str, Any] = {
        "title": WORDS["title"].format(number=of.order.number),
        "say": shown.say(of, thread),
        "thread": thread,
        "here": f"/m/{of.order.number}",
        "order": of.order,
        "order_at": shown.order_path(of),
        "to_photo": shown.takes_photo(thread),
        "speaks_of_phones": thread["phones"]["agreed_by_other"]
        or thread["phones"]["agreed_by_me"]
        or any(one["hides_phone"] for one in thread["items"]),
    }
    return shown.framed("message_thread.html", of, words=WORDS, done=DONE, **told)


@blueprint.route(THREAD, methods=["POST"])
@signed_in
@forms.back_to(show_thread)
def write_order_message(number: str) -> Response:
    """Say something to the other side."""
    of, me = shown.to_act(number), current_person()
    text = forms.read(schemas.OrderMessageIn())["text"]
    actions.write(stands=of, text=text, by=me, now=clock.now())
    return _back(number, "sent")


@blueprint.route(f"{THREAD}/seen", methods=["POST"])
@signed_in
@forms.back_to(show_thread)
def see_order_messages(number: str) -> Response:
    """I have read it and need not answer."""
    actions.see(stands=shown.stands(number), message_no=forms.read(schemas.SeenIn())["message_no"])
    return _back(number, "seen")


@blueprint.route(f"{THREAD}/phones", methods=["POST"])
@signed_in
@forms.back_to(show_thread)
def show_message_phones(number: str) -> Response:
    """Phone numbers may be shown, if the other side thinks so too."""
    actions.show_phones(stands=shown.to_act(number), agrees=True)
    return _back(number, "agreed")


@blueprint.route(f"{THREAD}/phones/end", methods=["POST"])
@signed_in
@forms.back_to(show_thread)
def hide_message_phones(number: str) -> Response:
    """Hide them again."""
    actions.show_phones(stands=shown.to_act(number), agrees=False)
    return _back(number, "hidden")


@blueprint.route(f"{THREAD}/block", methods=["POST"])
@signed_in
@forms.back_to(show_thread)
def block_order_messages(number: str) -> Response:
    """No more messages of this order."""
    actions.block(stands=shown.to_act(number), blocks=True)
    return _back(number, "blocked")


@blueprint.route(f"{THREAD}/block/end", methods=["POST"])
@signed_in
@forms.back_to(show_thread)
def unblock_order_messages(number: str) -> Response:
    """Let both write again."""
    actions.block(stands=shown.to_act(number), blocks=False)
    return _back(number, "unblocked")


@blueprint.route(f"{MESSAGE}/photo", methods=["GET"])
@signed_in
def show_message_photo(number: str, message_no: int) -> Response:
    """The photo of a message, for both sides' eyes only."""
    found = access.message_for(number, message_no, current_person())
    return private_picture(flows.picture_of(found, forms.asked(PhotoQuery())["size"]))


@blueprint.route(f"{MESSAGE}/photo", methods=["POST"])
@signed_in
@forms.back_to(show_thread)
def add_message_photo(number: str, message_no: int) -> Response:
    """A photo for what I just wrote."""
    of, me = shown.to_act(number), current_person()
    flows.add_photo(stands=of, message_no=message_no, read=picture_sent(), by=me, now=clock.now())
    return _back(number, "photo")


@blueprint.route(f"{MESSAGE}/report", methods=["GET"])
@signed_in
def ask_report(number: str, message_no: int) -> Response:
    """What is wrong with a message of the other side."""
    of = shown.stands(number)
    found = errors.found(queries.message(of.order.id, message_no))
    told = queries.shown_message(of.order, found, of.side, now=clock.now())
    if told["mine"] or told["reported"]:
        return _back(number, "reported" if told["reported"] else None)
    here = f"/m/{of.order.number}"
    return shown.framed(
        "message_report.html", of, title=REPORT["title"], say=REPORT["say"], words=REPORT, message=told, here=here
    )


@blueprint.route(f"{MESSAGE}/report", methods=["POST"])
@signed_in
@forms.back_to(ask_report)
def report_order_message(number: str, message_no: int) -> Response:
    """Say so: people of the market look at it."""
    of, reason = shown.to_act(number), forms.read(schemas.MessageReportIn())["reason"]
    actions.report(stands=of, message_no=message_no, reason=reason, now=clock.now())
    return _back(number, "reported")


def _back(number: str, done: str | None) -> Response:
    return forms.then(f"/m/{number}", done)
