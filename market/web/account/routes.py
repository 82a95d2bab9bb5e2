"""`/me`: the doors to what is hers, and her name."""

from flask import Response

from market.accounts import access, actions, schemas
from market.accounts.lost_phones.queries import waiting_change
from market.accounts.rules import RoleName
from market.http.browsers import PageBlueprint
from market.web.account.words import DONE, ME, NAME
from market.web.shell import forms, frame

blueprint = PageBlueprint("account", __name__, template_folder="templates")


@blueprint.route("/me", methods=["GET"])
@access.signed_in
def show_me() -> Response:
    """Who I am, and the doors to what is mine."""
    me = access.current_person()
    say = ME["say_moving" if waiting_change(me.id) else "say"]
    sells = me.holds(RoleName.SELLER)
    return frame.page("me.html", title=ME["title"], say=say, words=ME, done=DONE, sells=sells)


@blueprint.route("/me/name", methods=["GET"])
@access.signed_in
def show_name() -> Response:
    """My name, and the way to a password."""
    return frame.page("name.html", title=NAME["title"], say=NAME["say"], words=NAME, done=DONE)


@blueprint.route("/me/name", methods=["POST"])
@access.signed_in
@forms.back_to(show_name)
def change_name() -> Response:
    """Change it."""
    actions.rename(person=access.current_person(), changes=forms.read(schemas.OwnName()))
    return forms.then("/me/name", "named")
