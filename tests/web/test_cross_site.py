"""A form of another site writes nothing, on whatever page: the routes are found, so that new ones are in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from market.db import db
from market.http import READS, Market
from market.http.browsers import PageBlueprint
from market.http.named import Named
from market.language import VIETNAMESE
from market.web.shell.words import OTHER_SITE
from tests.support.browsing import SITES, come
from tests.support.village import a_household, a_shop

pytestmark = pytest.mark.once
METHODS = ("POST", "PUT", "PATCH", "DELETE")


def writes(app: Market) -> Iterator[tuple[str, str]]:
    """Each method that writes, with a path that its page takes."""
    for rule in app.url_map.iter_rules():
        blueprint = app.blueprints.get(rule.endpoint.rpartition(".")[0])
        if not isinstance(blueprint, PageBlueprint):
            continue
        given = {name: _any(type(kind).__name__) for name, kind in rule._converters.items()}
        _, path = rule.build(given)
        yield from ((method, path) for method in sorted((rule.methods or set()) - READS))


def _any(kind: str) -> Any:
    return {"UUIDConverter": uuid4(), "IntegerConverter": 1, "NamedConverter": Named("na", uuid4())}.get(kind, "06463")


def rows() -> dict[str, int]:
    return {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in db.metadata.sorted_tables
    }


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("cookie", [False, True])
def test_no_page_is_written_to_from_another_site(app: Market, site: str, cookie: bool) -> None:
    headers, without, with_cookie = SITES[site]
    browser, her = app.test_client(), a_household()
    a_shop(her)
    if cookie:
        come(browser, her)
    if with_cookie if cookie else without:
        answers = [browser.open(path, method=method, headers=headers) for method, path in writes(app)]
        assert [
            a.request.path for a in answers if OTHER_SITE.spoken(VIETNAMESE) in a.text or a.status_code >= 500
        ] == []
        return
    before = rows()
    for method, path in writes(app):
        answer = browser.open(path, method=method, headers=headers, data={"key": str(uuid4())})
        assert (path, answer.status_code, answer.mimetype) == (path, 403, "text/html")
        assert "Set-Cookie" not in answer.headers
    assert rows() == before


def test_there_are_such_pages_and_only_forms_write(app: Market) -> None:
    found = list(writes(app))
    assert len(found) > 60
    assert {method for method, _ in found} == {"POST"}
