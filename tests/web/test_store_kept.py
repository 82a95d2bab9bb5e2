"""Pages of the store that are kept for a minute: the same for all who bring no cookie, with nothing of anybody."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from market.catalog.models import Product
from market.catalog.rules.store_addresses import product_path
from market.db import db, transaction
from market.metrics import counted
from market.web.store import drawn
from market.web.store.kept import Kept
from tests.support.browsing import come
from tests.support.counting import statements
from tests.support.searching import indexed
from tests.support.village import a_buyer, a_product, calling, guest


@pytest.fixture(autouse=True)
def kept_pages(app) -> Iterator[Kept[drawn.Drawn]]:
    """What STORE_PAGES_KEPT switches on."""
    before, config = app.extensions["store_pages"], app.config["MARKET"]
    pages: Kept[drawn.Drawn] = Kept(seconds=60, most=3)
    app.extensions["store_pages"] = pages
    app.config["MARKET"] = replace(config, store_pages_kept=60)
    yield pages
    app.extensions["store_pages"], app.config["MARKET"] = before, config


@pytest.fixture
def path(app) -> str:
    product = a_product()
    indexed()
    return product_path(product.id, product.slug)


def ask(app: Any, path: str, **headers: str) -> Any:
    """By a browser that nobody knows."""
    return app.test_client(use_cookies=False).get(path, headers={"Accept": "text/html", **headers})


def rename(name: str) -> None:
    product = db.session.query(Product).one()
    transaction(lambda: setattr(db.session.get(Product, product.id), "name", name))


def test_a_page_is_drawn_once_for_all_who_bring_no_cookie(app, path) -> None:
    first = ask(app, path)
    rename("Na khác")
    with statements() as sent:
        second = ask(app, path)
    assert (second.data, sent) == (first.data, [])
    assert (first.headers["Age"], second.headers["Cache-Control"]) == ("0", "public, max-age=60")
    assert second.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
    assert second.headers["X-Request-Id"] != first.headers["X-Request-Id"]
    assert {"Cookie", "Accept-Encoding", "Accept-Language"} <= {*second.headers.getlist("Vary")}


def test_who_has_it_already_is_told_so_in_a_few_bytes(app, path) -> None:
    tag = ask(app, path).headers["ETag"]
    for asked in (tag, f'{tag}, "x"', "*"):
        answer = ask(app, path, **{"If-None-Match": asked})
        assert (answer.status_code, answer.data) == (304, b""), asked
    assert ask(app, path, **{"If-None-Match": 'W/"other"'}).status_code == 200


def test_it_is_kept_small_and_sent_as_each_takes_it(app, path) -> None:
    plain = ask(app, path)
    small = ask(app, path, **{"Accept-Encoding": "gzip"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.data) == plain.data
    assert "Content-Encoding" not in plain.headers
    assert len(small.data) < len(plain.data) / 2


def test_each_language_and_each_link_has_a_page_of_its_own(app, path) -> None:
    assert "Into the basket" in ask(app, path, **{"Accept-Language": "en"}).text
    assert "Cho vào giỏ" in ask(app, path, **{"Accept-Language": "vi"}).text
    assert "via=poster" in ask(app, f"{path}?via=poster").text
    assert "via=poster" not in ask(app, path).text


def test_what_facebook_and_zalo_hang_on_is_no_page_of_its_own(app, path, kept_pages) -> None:
    first = ask(app, f"{path}?via=household&fbclid=IwAR-of-somebody&utm_source=zalo&zarsrc=30")
    with statements() as sent:
        second = ask(app, f"{path}?utm_campaign=x&via=household&fbclid=of-somebody-else")
    assert (second.data, sent) == (first.data, [])
    assert "of-somebody" not in first.text


@pytest.mark.parametrize("known", ["cho=bogus", "lang=en", "to=06463", "basket=x", "a=b"])
def test_who_brings_a_cookie_is_shown_a_page_of_her_own(app, path, known) -> None:
    ask(app, path)
    rename("Na khác")
    answer = ask(app, path, Cookie=known)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer.headers or answer.status_code == 301
    assert "Na khác" in answer.text


def test_nothing_of_somebody_is_ever_kept(app, path, kept_pages) -> None:
    browser = app.test_client()
    come(browser, a_buyer())
    browser.get("/", headers={"Accept": "text/html"})
    for asked in ("?lang=en", "?to=00070"):
        answer = ask(app, path + asked)
        assert ("Set-Cookie" in answer.headers, answer.headers["Cache-Control"]) == (True, "private, no-store")
    calling(a_buyer()).client.get(path, headers={"Authorization": "Bearer x"})
    assert len(kept_pages._made) == 0


def test_programs_at_the_first_address_are_not_shown_the_page(app, path) -> None:
    assert ask(app, "/").mimetype == "text/html"
    assert ask(app, "/", Accept="application/json").mimetype == "application/json"
    assert app.test_client(use_cookies=False).get("/").mimetype == "application/json"


def test_what_is_not_there_or_gone_is_asked_anew_each_time(app, path, kept_pages) -> None:
    rename("Na khác")
    for asked, status in ((path, 200), ("/search?q=zzyzx", 200), ("/search?limit=x", 422), ("/categories/x", 404)):
        assert ask(app, asked).status_code == status
    assert len(kept_pages._made) == 1


def test_so_many_pages_are_kept_and_no_more(app, path, kept_pages) -> None:
    for asked in ("/", "/search", "/categories", "/communes", path):
        ask(app, asked)
    assert len(kept_pages._made) == 3


def test_a_page_is_not_kept_for_longer_than_it_says(app, path) -> None:
    app.extensions["store_pages"] = Kept(seconds=0.0001, most=3)
    ask(app, path)
    rename("Na khác")
    assert "Na khác" in ask(app, path).text


def test_every_look_passes_one_place_whether_drawn_or_kept(app, path) -> None:
    def looks() -> float:
        lines = [line for line in counted().decode().splitlines() if line.startswith("market_store_views_total")]
        return sum(float(line.split()[-1]) for line in lines if 'page="goods",via="poster"' in line)

    before, tag = looks(), ask(app, f"{path}?via=poster").headers["ETag"]
    ask(app, f"{path}?via=poster")
    ask(app, f"{path}?via=poster", **{"If-None-Match": tag})
    ask(app, f"{path}x?via=poster")
    assert looks() - before == 3


def test_the_api_is_never_answered_by_a_page(app, path) -> None:
    ask(app, "/search")
    assert guest().get("/search").json["total"] == 1
