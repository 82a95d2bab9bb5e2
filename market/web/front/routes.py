"""What stands at the two addresses that everybody tries first: what this is, and where to go on."""

from typing import Any

import flask
from flask import request

from market import fields
from market.accounts.models import Person
from market.http import Blueprint, Spoken, public
from market.http.browsers import PageBlueprint
from market.web.found import linked
from market.web.front import shelves
from market.web.front.words import ABOUT, DOORS, FRONT, LINKS, Door
from market.web.shell import frame
from market.web.store.page import absolute, page
from market.web.store.seen import View


class LinkOut(fields.Schema):
    rel = fields.String(longest=40)
    href = fields.String(longest=200)
    about = Spoken()


class IndexOut(fields.Schema):
    about = Spoken()
    links = fields.Items(fields.Nested(LinkOut), most=20)


blueprint = Blueprint("index", __name__, url_prefix="/api/v1", description="Where to begin")
front = PageBlueprint("front", __name__, template_folder="templates")


@blueprint.route("", methods=["GET"])
@public
@blueprint.response(200, IndexOut)
def show_index() -> dict[str, Any]:
    """What this is, and where to go on."""
    return _index()


@front.route("/", methods=["GET"])
@public
def show_front() -> Any:
    """A page for browsers, which leads everybody to theirs; links for programs."""
    if request.accept_mimetypes.best_match(["application/json", "text/html"]) == "text/html":
        return _front_page()
    return flask.jsonify(IndexOut().dump(_index()))


def _front_page() -> flask.Response:
    """The shop front; who works here has their own doors above it, and nobody one that would not let them in."""
    me = frame.signed_in()
    own = [door for door in DOORS if me and _is_hers(door, me)]
    others = [door for door in DOORS if door not in own and _lets_in(door, me)]
    hello = FRONT["say_signed_in" if any(door.is_work for door in own) else "say_buyer"]
    say = hello.format(name=me.name) if me and me.name else FRONT["say"]
    told: dict[str, Any] = {"own": own, "doors": others, "kinds": shelves.categories()}
    told |= {
        "fairs": shelves.fairs(),
        "shelves": shelves.shelves(),
        "communes": shelves.communes(),
        "about": [linked.market(absolute(""))],
    }
    told |= {"keep": bool(told["shelves"])}  # what is empty will soon be otherwise: the index is built within seconds
    return page("front.html", title=FRONT["title"], say=say, words=FRONT, path="/", view=View("front"), **told)


def home_of(person: Person) -> str:
    """The page where somebody of her role begins."""
    return next((door.path for door in DOORS if door.is_work and _is_hers(door, person)), "/")


def _is_hers(door: Door, me: Person) -> bool:
    return any(me.holds(role) for role in door.roles)


def _lets_in(door: Door, me: Person | None) -> bool:
    """Whoever is not known yet may be anybody: behind each door stands the sign-in."""
    return me is None or not (door.roles and door.is_theirs)


def _index() -> dict[str, Any]:
    links = [{"rel": rel, "href": href, "about": about} for rel, (href, about) in LINKS.items()]
    return {"about": ABOUT, "links": links}
