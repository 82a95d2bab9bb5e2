"""The table of what services may: scope × place × route, and every route that states no scope is shut to them."""

from __future__ import annotations

from typing import Any

from flask import Flask

from market.accounts.services.rules import SCOPES
from tests.support.callers import Tried
from tests.support.serving import a_service
from tests.support.sources import ROOT
from tests.support.trying import Route, Trial, cell, is_as_told, routes
from tests.support.village import CHI_LANG, a_shop, an_operator

TABLE = ROOT / "tests" / "data" / "service_rights.txt"


def told() -> dict[Route, tuple[str, dict[str, str]]]:
    """Route → the scope that opens it, and where the service stands → cell."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    where, rows = lines[0].split()[1:], [line.split() for line in lines[1:]]
    return {Route(row[0], row[1]): (row[2], dict(zip(where, row[3], strict=True))) for row in rows}


def stated(app: Flask) -> dict[Route, str]:
    """Route → the scope that it states."""
    return {route: view.scope for route, view in routes(app) if hasattr(view, "scope")}


class Services:
    """At each place one for each scope; and one at the household's shop that holds all scopes but one."""

    def __init__(self, app: Flask, trial: Trial) -> None:
        self.app, self.trial = app, trial
        things = trial.fair.who["owner"].things
        places = {
            "own": ("shop", things["shop_id"]),
            "other": ("shop", str(a_shop().id)),
            "commune": ("commune", CHI_LANG),
            "everywhere": ("", ""),
        }
        by = an_operator(), an_operator()
        self.holding: dict[tuple[str, str], Tried] = {}
        self.lacking: dict[str, Tried] = {}
        for scope in SCOPES:
            but = [other for other in SCOPES if other != scope]
            self.lacking[scope] = Tried(a_service(*but, place=places["own"], by=by)[1], things)
            for where, place in places.items():
                self.holding[where, scope] = Tried(a_service(scope, place=place, by=by)[1], things)

    def let_in_without_scope(self) -> list[Any]:
        """The routes that are not shut to who lacks their scope; what is public shows what a guest sees."""
        found = []
        for route, view in routes(self.app):
            if getattr(view, "access", "public") != "public":
                answer = self.trial.answer_to(route, self.lacking[getattr(view, "scope", "webhooks")])
                # No page is opened by a token that is not its cookie.
                is_page = route.rule in self.trial.pages and answer.status_code == 401
                shut = is_page or (answer.status_code == 403 and answer.json["type"] == "scope-needed")
                found += [] if shut else [(*route, answer.status_code)]
        return found

    def wrong(self) -> list[Any]:
        """The cells that are not as the table tells."""
        return [
            (where, *route, expected, answer.status_code)
            for route, (scope, cells) in told().items()
            for where, expected in cells.items()
            if not is_as_told(expected, cell(answer := self.trial.answer_to(route, self.holding[where, scope])))
        ]
