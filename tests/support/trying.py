"""The table of rights, and one route as one person tries it: of whose things, with what body, and what came of it."""

import hashlib
import io
import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from typing import Any, NamedTuple
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from market import clock
from market.accounts import actions, queries
from market.accounts.rules import Scope
from market.db import db, transaction
from market.ids import in_address, new_id
from tests.support.callers import Fair, Tried
from tests.support.installation import REFERENCE
from tests.support.sources import ROOT
from tests.support.village import now, scan

TABLE = ROOT / "tests" / "data" / "rights.txt"
LET_IN, NOT_THERE = "o", "a"
# Before the address of a page where the API has one that is written alike.
PAGE = "~"
# What the household's and its buyer's alone is, in the words of the fair: nobody else is ever shown it.
PRIVATE = ("phone", "number", "cash_out_id", "session_id")
RECIPIENT = "+84912345678"

# What is kept of the trying itself: sessions are seen, tries counted, scans refused noted for the office's day.
_BOOKKEEPING = {"tokens", "attempts", "keyed_answers", "refused_scans"}
_CELLS = {401: "1", 403: "3", 404: "4", 409: "9", 410: "4"}
_NOBODYS = "01900000-0000-7000-8000-000000000000"
_NAMED = {"n": "1", "row_no": "1", "month": "2026-10", "place": "06463", "measure": "orders", "part": "database"}
_NAMED |= {"day": (now() + timedelta(days=30)).date().isoformat()}
_NAMED |= {"commune": "chi-lang-06463", "category": "fruit", "message_no": "1"}
_NAMED |= {"carrier": "postmart", "path": "index.html", "kind": "na", "digest": "0123456789abcdef"}
_NAMED |= {"question": in_address(UUID(_NOBODYS))}
# What pages call by words and a key.
_IN_WORDS = {"good": "product", "shop": "shop"}
_PHONES = count(977_000_000)
_NAMES = {"open-data": "communes", "import-templates": "mau-xa"}


class Route(NamedTuple):
    method: str
    address: str

    @property
    def rule(self) -> str:
        return self.address.partition("?")[0]


def table() -> dict[Route, dict[str, str]]:
    """Route → who → cell."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    who = lines[0].replace("|", " ").split()[1:]
    rows = [line.split(maxsplit=2) for line in lines[1:]]
    return {Route(row[0], row[1]): dict(zip(who, row[2].replace(" ", ""), strict=True)) for row in rows}


def routes(app: Flask) -> Iterator[tuple[Route, Any]]:
    """Every route of the service as the table writes it, with its view."""
    rules = [(rule, _written(rule.rule)) for rule in app.url_map.iter_rules()]
    named = {path for rule, path in rules if rule.rule.startswith("/api/v1/")}
    for rule, path in rules:
        path = PAGE + path if path in named and not rule.rule.startswith("/api/v1") else path
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            yield Route(method, path), app.view_functions[rule.endpoint]


def _written(rule: str) -> str:
    return re.sub(r"<(?:[a-z]+(?:\([^)]*\))?:)?([a-z_]+)>", r"{\1}", rule).removeprefix("/api/v1") or rule


class Trial:
    """Tries routes at one fair, each with the example that its description gives."""

    def __init__(self, app: Flask, fair: Fair) -> None:
        self.app = app
        self.spec: dict[str, Any] = app.test_client().get("/openapi.json").json
        self.fair = fair
        self.cookies = {tried.caller.token: _cookie(tried.caller.token) for tried in fair.who.values()}
        self.pages = {route.rule for route, view in routes(app) if view.__module__.startswith("market.web.")}

    def answer(self, route: Route, who: str) -> TestResponse:
        return self.answer_to(route, self.fair.who[who])

    def answer_to(self, route: Route, tried: Tried) -> TestResponse:
        path, body = self._path(route, tried), self._body(route, tried)
        client = self.app.test_client(use_cookies=False)  # with a jar of its own it would drop the cookie we send
        return client.open(path, method=route.method, headers=self._proof(route, tried), buffered=True, **body)

    def _proof(self, route: Route, tried: Tried) -> dict[str, str]:
        """Who this is: to a page by the cookie, else by the token."""
        token = tried.caller.token
        if token is None:
            return {}
        if route.rule not in self.pages:
            return {"Authorization": f"Bearer {token}"}
        return {"Cookie": f"cho={self.cookies.get(token, token)}", "Sec-Fetch-Site": "same-origin"}

    def _operation(self, route: Route) -> Any:
        return self.spec["paths"].get(f"/api/v1{route.rule}", {}).get(route.method.lower())

    def _path(self, route: Route, tried: Tried) -> str:
        in_words = {kind: in_address(UUID(tried.things[f"{id_of}_id"])) for kind, id_of in _IN_WORDS.items()}
        named = _NAMED | {"name": _NAMES.get(route.rule.split("/")[1], "")} | in_words | tried.things
        if "/stands/" in route.rule:  # the goods of a stand, not those that they are a part of
            named |= {"product_id": tried.things["stand_id"]}
        if (
            route.rule in self.pages
        ):  # of no fair: a form that says nothing is drawn again before it is asked whose it is
            named |= {"slug": "khong-co"}
        path = re.sub(r"\{([a-z_]+)\}", lambda gap: named.get(gap[1], _NOBODYS), route.address.removeprefix(PAGE))
        return ("/api/v1" if self._operation(route) else "") + path

    def _body(self, route: Route, tried: Tried) -> dict[str, Any]:
        if route == ("POST", "/imports"):
            form = {"file": (io.BytesIO(b"x"), "ho.csv"), "kind": "households"}
            return {"data": form, "content_type": "multipart/form-data"}
        body = (self._operation(route) or {}).get("requestBody", {}).get("content", {}).get("application/json")
        if body is None:
            return {}
        schema = self.spec["components"]["schemas"][body["schema"]["$ref"].rsplit("/", 1)[1]]
        return {"json": schema["examples"][0] | _own(" ".join(route), tried.things)}


def _cookie(token: str | None) -> str | None:
    """Of the same person; of nobody, what was given."""
    person = queries.person_with_token(token, now=clock.now()) if token else None
    if person is None:
        return token
    return transaction(lambda: actions.issue_token(person=person, now=clock.now(), scope=Scope.PAGES))[0]


def _own(route: str, things: dict[str, str]) -> dict[str, Any]:
    """What a body must name of these very things, for there is nothing else to refuse it for."""
    number = things["tracking_number"]
    content = {"product_id": things["product_id"], "change": 1, "reason": "harvest"}
    act = {"id": str(new_id()), "act": "move_stock", "typed_at": now().isoformat(), "content": content}
    own: dict[str, dict[str, Any]] = {
        "PUT /parcels/{tracking_number}/courier": {"courier_id": things["courier_id"]},
        "POST /fairs/{slug}/stands": {"product_id": things["product_id"]},
        "POST /complaints": {"order_number": things["number"]},
        "POST /manifests": {"tracking_numbers": [number]},
        "POST /phone-changes": {"phone": things["phone"]},
        "POST /scans": {"scans": [scan(number, "arrived")]},
        "POST /subscriptions": {"shop_id": things["shop_id"]},
        "POST /teams/{team_id}/batches": {"acts": [act]},
        "POST /tokens": {"phone": f"+84{next(_PHONES)}"},  # ten wrong codes for one are enough
        "PUT /me/phone": {"phone": f"+84{next(_PHONES)}"},
    }
    return own.get(route, {})


def cell(answer: TestResponse) -> str:
    """The answer as the table writes it. One that was counted out, or that broke, proves nothing."""
    assert answer.status_code not in (429, 500), answer.text
    results = (answer.get_json(silent=True) or {}).get("results") if answer.status_code == 200 else None
    if results and {result["result"] for result in results} == {"refused"}:
        return "r"
    return _CELLS.get(answer.status_code, LET_IN)


def is_as_told(told: str, was: str) -> bool:
    """Who is let in may still come too late (409)."""
    return was in {LET_IN: (LET_IN, "9"), NOT_THERE: ("4",)}.get(told, (told,))


def digest() -> dict[str, str]:
    """Every table that a request may change: how many rows, and the hash of them."""
    found = {}
    for kept in db.metadata.sorted_tables:
        if kept.name not in _BOOKKEEPING | REFERENCE:
            rows = sorted(repr(tuple(row)) for row in db.session.execute(select(kept)))
            found[kept.name] = f"{len(rows)} rows, {hashlib.sha256(repr(rows).encode()).hexdigest()}"
    db.session.rollback()
    return found
