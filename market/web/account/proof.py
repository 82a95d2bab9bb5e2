"""The code that her own phone is sent before anything that protects her account changes: asked for, then typed."""

from flask import request

from market import clock
from market.accounts import access, flows
from market.web.shell import frame


def is_to_be_sent() -> bool:
    """Whether a code is yet to be sent: none is typed, or another is wished for."""
    return not request.form.get("code", "").strip() or "again" in request.args


def send(*phones: str) -> None:
    """Have a code sent to her present phone, and to `phones`. Raises TooManyRequests."""
    for phone in (access.current_person().phone or "", *phones):
        flows.request_code(phone=phone, visitor=access.visitor(), now=clock.now())


def is_sent() -> bool:
    """Whether the page asks for the code by now: it was just sent, or typed and refused."""
    return request.method == "POST" and (frame.refusal() is None or "code" in request.form)
