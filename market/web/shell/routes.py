"""Sign-in by phone and code, sign-out, and in the demo `/kit`: every part of the look in every state."""

from flask import Response, current_app, request

from market import clock, errors
from market.accounts import access, actions, flows
from market.accounts.models import Person
from market.accounts.rules import SHARED_LIFE
from market.http import browsers, public, unkeyed
from market.http.responses import UNCHANGING
from market.web.shell import forms, frame, session, sign_in_page
from market.web.shell.kit import KIT, drawn
from market.web.shell.script import enhance
from market.web.shell.words import BAD_PHONE, SIGNED_IN

blueprint = browsers.PageBlueprint("shell", __name__, template_folder="templates")


@blueprint.route("/sign-in", methods=["GET"])
@blueprint.route("/figures/sign-in", methods=["GET"])
@public
def ask_phone() -> Response:
    """The form that asks for a phone, and then for its code."""
    return sign_in_page.show(next_path=_next(), kept=sign_in_page.kept_along(), step=sign_in_page.step_refused())


@blueprint.route("/sign-in", methods=["POST"])
@blueprint.route("/figures/sign-in", methods=["POST"])
@public
@unkeyed
@forms.back_to(ask_phone)
def sign_in() -> Response:
    """A phone: its code is sent. A phone and its code: the browser is signed in, for pages only."""
    phone, code, visitor = sign_in_page.phone_typed(), request.form.get("code", "").strip()[:10], access.visitor()
    if phone is None:
        raise errors.InvalidInput(errors={"phone": [BAD_PHONE]})
    if not code:
        flows.request_code(phone=phone, visitor=visitor, now=clock.now())
        return sign_in_page.show(next_path=_next(), kept=sign_in_page.kept_along(), step="code")
    return _signed_in(flows.sign_in_by_code(phone=phone, code=code, visitor=visitor, now=clock.now()))


@blueprint.route("/sign-out", methods=["POST"])
@blueprint.route("/figures/sign-out", methods=["POST"])
@public
def sign_out() -> Response:
    """The browser forgets who looked, and so do we."""
    actions.revoke_token(token=browsers.cookie_token() or "", now=clock.now())
    response = forms.then(_home(), "signed-out")
    response.delete_cookie(browsers.cookie_name(), secure=request.is_secure)
    return response


@blueprint.route("/enhance-<version>.js", methods=["GET"])
@public
def show_script(version: str) -> Response:
    """What makes the pages better where scripts run; another version is another address."""
    script = enhance()
    if version != script.version:
        raise errors.NotFound
    response = Response(script.written, mimetype="text/javascript")
    response.headers["Cache-Control"] = UNCHANGING
    return response


@blueprint.route("/kit", methods=["GET"])
@public
def show_kit() -> Response:
    """Every part of the look in every state; only in the demo."""
    if not current_app.config["MARKET"].is_demo:
        raise errors.NotFound
    shown = drawn(frame.spoken_language())
    return frame.page("kit.html", title=KIT["title"], say=KIT["say"], words=KIT, **shown)


def _signed_in(person: Person) -> Response:
    """On to where she was going, or to what she had typed when her session ended."""
    kept = sign_in_page.kept_along()
    response = sign_in_page.resume(next_path=_next(), kept=kept) if kept else forms.then(_next(), SIGNED_IN)
    return session.begin(response, person, **({"life": SHARED_LIFE} if "shared" in request.form else {}))


def _next() -> str:
    return forms.path_of_ours(request.values.get("next"), _home())


def _home() -> str:
    """The page from whose own address somebody signs in or out: the figures, or the first page."""
    return "/figures" if request.path.startswith("/figures/") else "/"
