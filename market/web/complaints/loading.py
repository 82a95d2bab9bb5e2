"""A complaint, to whoever complains: by the cookie of a person, or by its code."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Response, current_app

from market import clock, errors
from market.accounts.access import caller
from market.complaints import access
from market.complaints.models import Complaint
from market.web.complaints import passes
from market.web.shell import forms

View = TypeVar("View", bound=Callable[..., Any])


def signed_in_or_by_code(view: View) -> View:
    """State that who is signed in, or shows the code of this very complaint, may call `view`."""

    @wraps(view)
    def guarded(complaint: str, **kwargs: Any) -> Any:
        if caller() is None and passes.code_for(complaint) is None:
            raise errors.NotSignedIn
        return view(complaint, **kwargs)

    guarded.access = "signed_in"  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]


def complaint_seen(number: str, *, lock: bool = False) -> tuple[Complaint, set[str]]:
    """With the roles of who looks, whatever they are. Raises NotFound."""
    return access.complaint_for(number, caller(), code=passes.code_for(number), secret=secret(), lock=lock)


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
