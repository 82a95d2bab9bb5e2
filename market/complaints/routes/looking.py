"""Who asks: by a token, or by the code of the complaint in the head of the request."""

from typing import Any

from flask import current_app, request

from market import clock
from market.accounts.access import caller
from market.complaints import access, shown
from market.complaints.models import Complaint
from market.complaints.rules import passes


def complaint_asked(number: str, *, lock: bool = False) -> tuple[Complaint, set[str]]:
    """The complaint, and as what the caller stands to it. Raises NotFound, NotSignedIn for a token that is no good."""
    secret = current_app.config["MARKET"].secret_key
    return access.complaint_for(number, caller(), code=request.headers.get(passes.HEADER), secret=secret, lock=lock)


def reporters(number: str) -> Complaint:
    """The same, held, to whoever complains. Raises NotAllowed for all others."""
    complaint, roles = complaint_asked(number, lock=True)
    access.require_reporter(complaint, roles, caller(), now=clock.now())
    return complaint


def answer(complaint: Complaint) -> dict[str, Any]:
    """As the caller sees it now."""
    person = caller()
    secret = current_app.config["MARKET"].secret_key
    found, roles = access.complaint_for(
        complaint.number, person, code=request.headers.get(passes.HEADER), secret=secret
    )
    return shown.complaint_shown(found, roles, person, now=clock.now())
