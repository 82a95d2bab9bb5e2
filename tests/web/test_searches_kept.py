"""What a search showed is drawn once, for all who ask the same, until the index is another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from market.catalog.models import Product
from market.catalog.rules.store_addresses import product_path
from market.db import db, transaction
from market.search import searching
from market.web.store.kept import Kept
from market.web.store.search import kept
from tests.support.browsing import BROWSER, come
from tests.support.searching import indexed
from tests.support.village import a_buyer, a_product

SENT_TO = "to=06463"
PHONE = "Mozilla/5.0 (Linux; Android 13)"


@pytest.fixture(autouse=True)
def searches(app) -> Iterator[Kept[Any]]:
    before, app.extensions[kept._NAME] = app.extensions[kept._NAME], Kept(seconds=60, most=kept._MOST)
    a_product()
    indexed()
    yield app.extensions[kept._NAME]
    app.extensions[kept._NAME] = before


@pytest.fixture
def sought(monkeypatch) -> list[Any]:
    """What the engine was asked."""
    asked: list[Any] = []
    search = searching.search

    def noted(*told: Any) -> Any:
        asked.append(told)
        return search(*told)

    monkeypatch.setattr(searching, "search", noted)
    return asked


def ask(app: Any, path: str, **headers: str) -> str:
    answer = app.test_client(use_cookies=False).get(path, headers={"Cookie": SENT_TO, **headers})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
    return answer.text


def test_it_is_drawn_once_whoever_asks(app, sought) -> None:
    first = ask(app, "/search?q=na")
    assert ask(app, "/search?q=na&fbclid=of-somebody", Cookie="basket=") == first
    her = app.test_client()
    come(her, a_buyer())
    hers = her.get("/search?q=na").text
    assert len(sought) == 1
    assert "/sign-out" in hers and "/sign-out" not in ask(app, "/search?q=na")
    assert hers.partition("<main")[2].partition("</main>")[0] == first.partition("<main")[2].partition("</main>")[0]


def test_what_changes_in_the_index_is_shown_at_once(app, sought) -> None:
    before = ask(app, "/search")
    product = db.session.query(Product).one()
    transaction(lambda: setattr(db.session.get(Product, product.id), "name", "Na khác"))
    indexed()
    assert "Na khác" in ask(app, "/search")
    assert "Na khác" not in before
    assert len(sought) == 2


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/search?q=na&sort=price", {}),
        ("/search?q=na&via=poster", {}),
        ("/search?q=na&limit=1", {}),
        ("/search?q=NA", {}),
        ("/search?q=na", {"Accept-Language": "en"}),
        ("/search?q=na", {"Cookie": f"{SENT_TO}; lang=en"}),
    ],
)
def test_what_is_asked_otherwise_is_drawn_apart(app, sought, path, headers) -> None:
    first = ask(app, "/search?q=na")
    assert ask(app, path, **headers) != first
    assert len(sought) == 2
    assert ask(app, "/search?q=na") == first


def test_what_is_sought_in_vain_or_refused_is_not_kept(app, searches, sought) -> None:
    for _ in range(2):
        assert "/search?in_season=true" in ask(app, "/search?q=zzyzx")
    assert len(sought) == 2
    assert app.test_client().get("/search?limit=x", headers={"Cookie": SENT_TO}).status_code == 422
    assert len(searches._made) == 0


def test_each_search_is_counted_drawn_or_kept_and_what_was_opened_from_it(app, sought, home) -> None:
    for _ in range(2):
        ask(app, "/search?q=na")
    ask(app, "/search?q=na&limit=1")
    product = db.session.query(Product).one()
    path = product_path(product.id, product.slug)
    came = {"Referer": "http://localhost/search?q=Na&via=poster", "User-Agent": PHONE, **BROWSER}
    assert app.test_client().get(path, headers=came).status_code == 200
    for elsewhere in ("http://other.example/search?q=na", "http://localhost/categories/fruit?q=na", "http://[", ""):
        headers = came | {"Referer": elsewhere, "Sec-Fetch-Site": "none"}
        assert app.test_client().get(path, headers=headers).status_code == 200
    assert (home / "index" / "searches").read_text() == "fna\nfna\nfna\nona\n"
