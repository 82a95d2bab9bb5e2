"""A browser becomes somebody: the one cookie of the pages."""

from datetime import timedelta

from flask import Response, request

from market import clock
from market.accounts import access, actions
from market.accounts.models import Person
from market.accounts.rules import TOKEN_LIVES, Scope
from market.http import browsers


def begin(response: Response, person: Person, *, life: timedelta = TOKEN_LIVES[Scope.PAGES]) -> Response:
    """From this `response` on the browser is `person`, on pages only, for `life`."""
    origin = access.visitor().origin
    token, _ = actions.issue_token(person=person, now=clock.now(), scope=Scope.PAGES, origin=origin, life=life)
    response.set_cookie(
        browsers.cookie_name(), token, max_age=life, httponly=True, samesite="Lax", secure=request.is_secure
    )
    return response
