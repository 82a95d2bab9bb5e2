"""Permissions of services: each route that one may call states the scope for it above itself; no other opens to any."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from flask import current_app, g, has_request_context, request

from market.accounts.models import Person
from market.accounts.services import queries
from market.accounts.services.models import Service
from market.accounts.services.rules import CONTACT, ScopeNeeded

View = TypeVar("View", bound=Callable[..., Any])


def open_to(scope: str) -> Callable[[View], View]:
    """State that a service that holds `scope` may call the view too: as what it is at its place."""

    def state(view: View) -> View:
        view.scope = scope  # type: ignore[attr-defined]
        return view

    return state


def acting_service() -> Service | None:
    """The service by whose token this request came; None for a person, a guest, or outside a request."""
    return g.get("service") if has_request_context() else None


def sees_contacts() -> bool:
    """Whether who calls may see to whom an order goes, as far as that lies with a service's scopes."""
    service = acting_service()
    return service is None or CONTACT in service.scopes


def recognise(token: str, *, now: datetime) -> Service | None:
    """The service with this token: from now on it is the one that acts."""
    g.service = queries.with_token(token, now=now)
    service: Service | None = g.service
    return service


def who_acts(service: Service) -> Person | None:
    """As whom the service calls the route at hand; None, as a guest, where that is public and it lacks the scope.

    Raises ScopeNeeded elsewhere.
    """
    view = current_app.view_functions.get(request.endpoint or "")
    scope = getattr(view, "scope", None)
    if scope in service.scopes:
        return service.person
    if getattr(view, "access", None) == "public":
        return None
    raise ScopeNeeded(scope=scope or "–")
