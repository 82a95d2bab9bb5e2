"""`/deliver-to`: the commune to which things are sent is found by any of its names, and remembered by the browser."""

from typing import Any

from flask import Response, request
from marshmallow import EXCLUDE

from market import fields
from market.http import public, unkeyed, writes_nothing
from market.http.browsers import PageBlueprint
from market.places import queries, schemas
from market.places.gazetteer import Place
from market.places.rules import COMMUNE
from market.text import fold
from market.web.shell import forms
from market.web.store import whereto
from market.web.store.deliver_to.words import DELIVER_TO
from market.web.store.page import page

blueprint = PageBlueprint("deliver_to", __name__, template_folder="templates")
_MOST_FORMER = 3


class ChosenIn(fields.Schema):
    commune_code = fields.String(longest=5, required=True)

    class Meta:
        unknown = EXCLUDE  # where to go on


@blueprint.route("/deliver-to", methods=["GET"])
@public
def ask() -> Response:
    """The name is typed, and one of what it may mean is chosen."""
    asked = forms.asked(schemas.PlaceQuery())
    found = queries.look_up(**asked | {"kind": COMMUNE}) if asked["q"] else {"items": [], "next": None}
    say = "say" if not asked["q"] else "say_found" if found["items"] else "say_none"
    now = whereto.commune()
    told: dict[str, Any] = {
        "places": [(place, _formerly(place, asked["q"])) for place in found["items"]],
        "following": found["next"],
        "q": asked["q"],
        "next_path": _next(),
        "now_at": queries.place_of(now) if now else None,
    }
    return page("deliver_to.html", title=DELIVER_TO["title"], say=DELIVER_TO[say], words=DELIVER_TO, **told)


@blueprint.route("/deliver-to", methods=["POST"])
@public
@unkeyed
@writes_nothing
@forms.back_to(ask)
def choose() -> Response:
    """The browser remembers it, and goes back to where it was asked."""
    code = queries.require_place(forms.read(ChosenIn())["commune_code"])
    return whereto.choose(forms.then(_next()), code)


def _next() -> str:
    return forms.path_of_ours(request.values.get("next"), "/basket")


def _formerly(place: Place, typed: str) -> str:
    """Some of what the place was called, that which was typed first."""
    names = dict.fromkeys(former.name for former in place.formerly if former.name != place.name)
    words = set(fold(typed).split())
    return ", ".join(sorted(names, key=lambda name: -len(words & set(fold(name).split())))[:_MOST_FORMER])
