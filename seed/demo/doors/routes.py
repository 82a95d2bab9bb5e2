"""`/demo/sign-in/<who>`: one press, and the browser is somebody of the fair. Only a demo at home has it."""

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from flask import Response

from market import clock, errors
from market.accounts import actions
from market.config import Config
from market.http import Market, browsers, public, unkeyed
from market.seed.demo.doors.words import DOOR
from market.seed.demo.guests import Guest, guests
from market.web.front.routes import home_of
from market.web.shell import forms, frame, session

blueprint = browsers.PageBlueprint("demo", __name__, url_prefix="/demo", template_folder="templates")


def init_app(app: Market) -> None:
    """Open the doors in the demo, unless it is shown to the world: there they would be anybody's."""
    if is_open(app.config["MARKET"]):
        app.register_blueprint(blueprint)


def is_open(config: Config) -> bool:
    return config.is_demo and _is_at_home(urlsplit(config.public_url).hostname or "")


def path_to(guest: Guest) -> str:
    """Where the page stands that lets a browser be `guest`."""
    return f"/demo/sign-in/{guest.key}"


@blueprint.route("/sign-in/<who>", methods=["GET"])
@public
def ask(who: str) -> Response:
    """One button: a link that is only looked at, by a preview say, signs nobody in."""
    guest = _guest(who)
    told = {"name": guest.person.name, "role": guest.role}
    return frame.page("demo_door.html", title=DOOR["title"], say=DOOR["say"].format(**told), words=DOOR, guest=guest)


@blueprint.route("/sign-in/<who>", methods=["POST"])
@public
@unkeyed
def enter(who: str) -> Response:
    """The browser is that person from now on, and nobody else any more; on to the page where she begins."""
    guest, now = _guest(who), clock.now()
    actions.revoke_token(token=browsers.cookie_token() or "", now=now)
    return session.begin(forms.then(home_of(guest.person), "signed-in"), guest.person)


@blueprint.app_context_processor
def _shown_at_the_front() -> dict[str, Any]:
    """What `front.html` takes in where these doors are."""
    return {"demo_guests": guests, "demo_words": DOOR}


@blueprint.after_request
def _not_for_search_engines(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _guest(who: str) -> Guest:
    found = next((guest for guest in guests() if guest.key == who), None)
    if found is None:
        raise errors.NotFound
    return found


def _is_at_home(host: str) -> bool:
    """This machine, or an address of its own network; not a name that the world knows."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return host == "localhost"
