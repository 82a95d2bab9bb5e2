"""Services: programs of partners, connected as operators connect them."""

from __future__ import annotations

from typing import Any

from flask import current_app

from market import clock
from market.accounts.models import Person
from market.accounts.services import actions
from market.accounts.services.models import Service
from market.db import transaction
from tests.support.village import Caller, an_operator, in_days


def a_service(
    *scopes: str, place: tuple[str, str] = ("", ""), days: float = 30, by: tuple[Person, Person] | None = None
) -> tuple[Service, Caller]:
    """A service that holds `scopes` at a place, agreed to by two where it must be, and the program that calls."""
    first, second = by or (an_operator(), an_operator())
    where: dict[str, Any] = {"place_kind": place[0], "place_code": place[1], "expires_at": in_days(days)}

    def connect() -> tuple[Service, str]:
        named: dict[str, Any] = {"name": "Kho Na", "scopes": list(scopes), "by": first, "now": clock.now()}
        service, token = actions.connect(**where, **named)
        token = token or actions.agree(service=service, by=second, now=clock.now())
        assert token is not None
        service.last_used_at = clock.now()
        return service, token

    service, token = transaction(connect)
    return service, Caller(current_app.test_client(), token)
