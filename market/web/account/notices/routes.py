"""`/me/notices`: what I was told, and how I wish to be."""

from typing import Any

from flask import Response, request

from market.accounts import access
from market.http.browsers import PageBlueprint
from market.notices import actions, queries, schemas
from market.notices import told as notices
from market.notices.rules import QUIET_FROM, QUIET_UNTIL
from market.web.account.notices.words import DONE, NOTICES, STATES
from market.web.shell import forms, frame

blueprint = PageBlueprint("account_notices", __name__, template_folder="templates")


@blueprint.route("/me/notices", methods=["GET"])
@access.signed_in
def show_notices() -> Response:
    """The way, the language, and what was said, newest first."""
    me, cursor = access.current_person(), request.args.get("cursor") or None
    told: dict[str, Any] = {
        "wish": queries.wish_of(me.id),
        "found": notices.page_for_person(me.id, limit=20, cursor=cursor),
        "states": STATES,
        "hours": {"start": QUIET_FROM.hour % 12, "end": QUIET_UNTIL.hour},
        "done": DONE,
    }
    return frame.page("notices.html", title=NOTICES["title"], say=NOTICES["say"], words=NOTICES, **told)


@blueprint.route("/me/notices", methods=["POST"])
@access.signed_in
@forms.back_to(show_notices)
def change_wish() -> Response:
    """Choose how I am told."""
    typed = forms.read(schemas.NoticeWishIn())
    actions.change_wish(person_id=access.current_person().id, **typed)
    return forms.then("/me/notices", "saved")
