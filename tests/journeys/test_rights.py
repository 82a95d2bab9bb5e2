"""Who may what: the table of rights, role × place × route × relation, tried cell by cell over HTTP."""

from typing import Any

import pytest

from market.accounts.services.rules import SCOPES
from market.db import db, transactions
from tests.support.callers import Fair
from tests.support.service_rights import Services, stated, told
from tests.support.trying import PRIVATE, RECIPIENT, Route, Trial, cell, digest, is_as_told, routes, table

UNKNOWN = ("guest", "bogus", "erased")
ROLE = {
    "stranger": "buyer",
    "owner": "seller",
    "team": "team_member",
    "team-": "team_member",
    "clerk": "clerk",
    "clerk-": "clerk",
    "courier": "courier",
    "courier-": "courier",
    "officer": "officer",
    "officer-": "officer",
    "operator": "operator",
}
STRANGERS = ("guest", "stranger", "shop", "team-", "clerk-", "courier-", "officer-", "at-suspended")


def test_every_route_stands_in_the_table(app) -> None:
    assert {Route(route.method, route.rule) for route in table()} == {route for route, _ in routes(app)}


def test_the_table_of_services_is_what_the_routes_state(app) -> None:
    assert {route: scope for route, (scope, _) in told().items()} == stated(app)
    assert set(stated(app).values()) == set(SCOPES)


def test_the_table_keeps_to_what_each_route_says_of_itself(app, client) -> None:
    # The files of /docs are not ours, and say nothing.
    said = {route: getattr(view, "access", "public") for route, view in routes(app)}
    for path, operations in client.get("/openapi.json").json["paths"].items():
        for method in set(operations) - {"parameters"}:
            route = Route(method.upper(), path.removeprefix("/api/v1"))
            said[route] = operations[method]["x-access"]
    asked = {route: row for route, row in table().items() if "explain" not in route.address}  # says it of one parameter
    assert [(r, row) for r, row in asked.items() if not agrees(said[Route(r.method, r.rule)], row)] == []


def agrees(said: str, row: dict[str, str]) -> bool:
    """Whether a row keeps to what its route says of itself, as far as that goes: who is known, and in which role."""
    if said == "public":
        return row["guest"] != "1" or set(row.values()) == {"1"}  # all are asked for another proof than a token
    if {row[who] for who in UNKNOWN} != {"1"}:
        return False
    if said == "signed_in":
        return True
    roles = said.removeprefix("holding ").split(" or ")
    let_in = {row[who] for who, role in ROLE.items() if role in roles}
    return {row[who] for who, role in ROLE.items() if role not in roles} <= {"3"} and not let_in.isdisjoint("oa")


@pytest.mark.once
def test_each_is_let_in_or_refused_as_the_table_says(app, client, monkeypatch) -> None:
    trial, rights = Trial(app, Fair(client)), table()
    services = Services(app, trial)
    assert set(trial.fair.who) == set(next(iter(rights.values())))
    before = digest()
    for who in trial.fair.who:
        assert wrong(trial, {route: row[who] for route, row in rights.items() if row[who] in "1349r"}, who) == []
        assert digest() == before, who
    assert services.let_in_without_scope() == []
    assert digest() == before

    monkeypatch.setattr(transactions, "_commit", db.session.flush)  # each cell finds what all others found
    for who in trial.fair.who:
        assert wrong(trial, {route: row[who] for route, row in rights.items() if row[who] in "oa"}, who) == []
    assert services.wrong() == []
    db.session.rollback()
    assert digest() == before


def wrong(trial: Trial, told: dict[Route, str], who: str) -> list[Any]:
    """The cells of a column that are not as told, and the answers that show a stranger what is private."""
    found: list[Any] = []
    for route, expected in told.items():
        answer = trial.answer(route, who)
        if not is_as_told(expected, cell(answer)):
            found.append((who, *route, expected, answer.status_code, answer.text[:200]))
        if who in STRANGERS and route.method == "GET" and answer.status_code == 200:
            things = trial.fair.who[who].things
            private = [*(things[name] for name in PRIVATE), RECIPIENT]
            found += [(who, *route, word) for word in private if word.encode() in answer.data]
    return found


@pytest.mark.once
def test_no_look_at_a_page_changes_anything(app, client) -> None:
    """A GET never writes, and so neither does a form's page that is drawn again after a refusal."""
    trial = Trial(app, Fair(client))
    looks = [route for route in table() if route.method == "GET" and route.rule in trial.pages]
    assert len(looks) > 100
    before = digest()
    for who in ("owner", "team", "clerk", "courier", "officer", "operator"):
        for route in looks:
            trial.answer(route, who)
        assert digest() == before, who
