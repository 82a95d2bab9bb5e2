"""A complaint, to whoever complains: by the cookie of a person, or by its code."""

from flask import Response, current_app

from market import clock, errors
from market.accounts.access import caller
from market.complaints import access
from market.complaints.models import Complaint
from market.web.complaints import passes
from market.web.shell import forms


def complaint_seen(number: str, *, lock: bool = False) -> tuple[Complaint, set[str]]:
    """With the roles of who looks, whatever they are. Raises NotFound; NotSignedIn for who shows nothing at all."""
    person, code = caller(), passes.code_for(number)
    if person is None and code is None:
        raise errors.NotSignedIn
    return access.complaint_for(number, person, code=code, secret=secret(), lock=lock)


def mine(number: str) -> Complaint:
    """My complaint, held to be changed. Raises NotFound, NotAllowed."""
    complaint, roles = complaint_seen(number, lock=True)
    access.require_reporter(complaint, roles, caller(), now=clock.now())
    return complaint


def path_of(complaint: Complaint) -> str:
    return f"/complaints/{complaint.number}"


def back_to(complaint: Complaint, done: str) -> Response:
    """On to the complaint's page, which says what was done."""
    return forms.then(path_of(complaint), done)


def secret() -> str:
    key: str = current_app.config["MARKET"].secret_key
    return key
