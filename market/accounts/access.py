"""Permissions: who may call what. Each route states it above itself; `current_person` tells the route who calls."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, TypeVar

from flask import Response, current_app, g, has_request_context, request
from sqlalchemy.exc import SQLAlchemyError

from market import clock, errors
from market.accounts import models, operators, queries, rules, sessions
from market.accounts.services import access as services
from market.accounts.services.actions import note_used
from market.accounts.services.rules import TOKEN_PREFIX
from market.db import transaction
from market.http import READS, Market, browsers
from market.language import Sentence

View = TypeVar("View", bound=Callable[..., Any])

# A busy service does not write with each call.
_USED_EVERY = timedelta(minutes=10)
_BAD_TOKEN = Sentence(
    "Phiên đăng nhập không đúng hoặc đã hết, xin đăng nhập lại.",
    en="The token is wrong, revoked or expired; please sign in again.",
)


def bearer_token() -> str | None:
    """The token sent with the request, to a page in its cookie. Raises NotSignedIn for any other authorization."""
    if browsers.is_page():
        return browsers.cookie_token()
    header = request.headers.get("Authorization")
    if header is None:
        return None
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise errors.NotSignedIn(_BAD_TOKEN)
    return token.strip()


def caller() -> models.Person | None:
    """Who calls, or None for a guest. Raises NotSignedIn for a token that does not work, ScopeNeeded for a service's.

    What is public is shown to a service without the scope for it as to a guest.
    """
    if "signed_in" not in g:
        token, g.service = bearer_token(), None
        g.signed_in, g.last_seen_at = _known(token, now=clock.now()) if token else (None, None)
    signed_in: models.Person | None = g.signed_in
    return signed_in


def _known(token: str, *, now: datetime) -> tuple[models.Person | None, datetime | None]:
    """Whose token this is and when it was last seen. Raises NotSignedIn, ScopeNeeded.

    To a page, a cookie that works no more is a guest's.
    """
    if browsers.is_page():
        return queries.signed_in(token, now=now, scope=rules.Scope.PAGES) or (None, None)
    if token.startswith(TOKEN_PREFIX) and (service := services.recognise(token, now=now)):
        return services.who_acts(service), None
    found = queries.signed_in(token, now=now)
    if found is None:
        raise errors.NotSignedIn(_BAD_TOKEN)
    return found


def current_person() -> models.Person:
    """Who calls. Raises NotSignedIn for a guest."""
    person = caller()
    if person is None:
        raise errors.NotSignedIn
    return person


def visitor(by: models.Person | None = None) -> rules.Visitor:
    """Where this request comes from and, where it is known, who sends it: for what is counted."""
    config = current_app.config["MARKET"]
    return rules.Visitor(
        address=request.remote_addr or "",
        secret=config.secret_key,
        codes_a_day=config.codes_a_day,
        caller_id=by.id if by else None,
    )


def asked() -> str:
    """What the caller asks for, in the route's own word ("pause_shop"); "" outside a request."""
    endpoint = request.endpoint if has_request_context() else None
    return (endpoint or "").rpartition(".")[2]


def signed_in(view: View) -> View:
    """State that anyone with a good token may call `view`; what they may do there is the action's to say."""
    return _guarded(view, "signed_in", lambda: current_person())


def holding(*roles: rules.RoleName) -> Callable[[View], View]:
    """State that only holders of one of `roles`, wherever they hold it, may call the view."""

    def check() -> None:
        person = current_person()
        if not any(person.holds(role) for role in roles):
            raise errors.NotAllowed

    access = "holding " + " or ".join(roles)
    return lambda view: _guarded(_told(view) if rules.RoleName.OPERATOR in roles else view, access, check)


def _told(view: View) -> View:
    """What an operator changes, or anybody in office looks at by a `recorded` view, is made known once it is done."""

    @wraps(view)
    def told(*args: Any, **kwargs: Any) -> Any:
        g.pop("concerned", None)  # a second try must say it again
        by = current_person()
        operates = by.holds(rules.RoleName.OPERATOR)  # asked first: she may be giving the role up
        answer = view(*args, **kwargs)
        did = getattr(view, "recorded", False) or (operates and request.method not in READS)
        # A page that is drawn again because something was refused did nothing.
        if did and g.get("refused") is None:
            operators.publish_act(by_id=by.id, deed=asked(), now=clock.now())
        return answer

    return told  # type: ignore[return-value]


def _guarded(view: View, access: str, check: Callable[[], Any]) -> View:
    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        check()
        return view(*args, **kwargs)

    guarded.access = access  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]


def _note_seen(response: Response) -> Response:
    """That the session is in use, in a transaction of its own, for the answer may have come of a mere look."""
    last, service = g.get("last_seen_at"), g.get("service")
    if last is None and service is None:
        return response
    now = clock.now()
    if service is not None and (service.last_used_at is None or service.last_used_at < now - _USED_EVERY):
        with suppress(errors.Problem, SQLAlchemyError):
            transaction(lambda: note_used(service_id=service.id, now=now))
    if last is not None and sessions.is_to_be_noted(last, now=now):
        with suppress(errors.Problem, SQLAlchemyError):
            transaction(lambda: sessions.note_seen(token=bearer_token() or "", now=now))
    return response


def _identify() -> str | None:
    person = caller()
    return str(person.id) if person else None


def init_app(app: Market) -> None:
    app.identify = _identify
    app.after_request(_note_seen)
