"""The page that asks who you are: a phone, then its code; what was typed elsewhere meanwhile travels along."""

from typing import Any

from flask import Response, current_app, request

from market.accounts.rules import mobile_number
from market.http import browsers
from market.web.shell import forms, frame
from market.web.shell.words import SIGN_IN, SIGNED_IN

# Before the names of what was typed into another form, so that none is taken for one of ours.
_KEPT = "kept:"
# What travels along unseen: others may look at the screen.
_NOT_SHOWN = (*forms.HIDDEN, "password")
Typed = list[tuple[str, str]]


def show(*, status: int = 200, next_path: str, kept: Typed, step: str = "phone") -> Response:
    """One of the two steps: the phone, or the code that was sent to it."""
    is_lost = _forgets()
    say = SIGN_IN["say_lost" if is_lost else "say_ended" if kept and step == "phone" else f"say_{step}"]
    told: dict[str, Any] = {
        "step": step,
        "link": _address(next_path) if is_lost else None,
        "next_path": next_path,
        "kept": [(_KEPT + name, value) for name, value in kept],
    }
    return frame.page("sign_in.html", title=SIGN_IN["title"], say=say, status=status, words=SIGN_IN, **told)


def _forgets() -> bool:
    """Whether somebody has just signed in and is not known: browsers inside other programs keep no cookies."""
    return request.args.get("done") == SIGNED_IN and browsers.brings_no_cookie()


def _address(path: str) -> str:
    public_url: str = current_app.config["MARKET"].public_url
    return public_url.rstrip("/") + path.replace(f"?done={SIGNED_IN}", "").replace(f"&done={SIGNED_IN}", "")


def resume(*, next_path: str, kept: Typed) -> Response:
    """Signed in: what was typed before is shown, and sent by one tap."""
    shown = [value for name, value in kept if name not in _NOT_SHOWN and value.strip()]
    told: dict[str, Any] = {"next_path": next_path, "kept": kept, "shown": shown}
    return frame.page("resume.html", title=SIGN_IN["title"], say=SIGN_IN["say_resume"], words=SIGN_IN, **told)


def typed_here() -> Typed:
    """What was typed into the form of this request."""
    return list(request.form.items(multi=True)) if request.method == "POST" else []


def kept_along() -> Typed:
    """What was typed into the form that led to signing in."""
    typed = request.form.items(multi=True)
    return [(name.removeprefix(_KEPT), value) for name, value in typed if name.startswith(_KEPT)]


def step_refused() -> str:
    """The step to go back to: a wrong code is typed again, a wrong phone as well."""
    return "code" if "code" in request.form and phone_typed() else "phone"


def phone_typed() -> str | None:
    return mobile_number(request.form.get("phone", "")[:40])
