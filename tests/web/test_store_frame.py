"""What every page of the store stands on: lasting addresses, the basket in a cookie, where somebody came from."""

from dataclasses import replace
from uuid import UUID

import pytest
from flask import Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from market import ids
from market.catalog.rules.sources import Source
from market.catalog.rules.store_addresses import commune_path, product_path, shop_path
from market.encryption import Key
from market.web.basket import cookie
from market.web.basket.cookie import Basket
from market.web.store import whereto
from market.web.store.via import along, via
from tests.support.installation import SECRET

ONE = UUID("0190f6b4-7c1e-7d2a-9a55-3f6f0c1d2e3f")


@given(st.uuids())
def test_an_address_holds_the_whole_key(id):
    assert ids.from_address(ids.in_address(id)) == id


@pytest.mark.parametrize("text", ["", "a" * 25, "z" * 26, "A" * 26, "0" * 26, "é" * 26])
def test_what_was_never_written_is_no_key(text):
    assert ids.from_address(text) is None


def test_addresses_are_words_with_the_key_at_their_end():
    assert product_path(ONE, "na-chi-lang") == f"/na-chi-lang-{ids.in_address(ONE)}"
    assert product_path(ONE, "") == f"/{ids.in_address(ONE)}"
    assert shop_path(ONE, "Vườn Na Bà Lan") == f"/shops/vuon-na-ba-lan-{ids.in_address(ONE)}"
    assert commune_path("06463", "Chi Lăng") == "/communes/chi-lang-06463"


def kept(app, basket):
    with app.test_request_context("/"):
        return cookie.write(Response(), basket).headers["Set-Cookie"].partition(";")[0]


def read_back(app, written):
    with app.test_request_context("/", headers={"Cookie": written}):
        return cookie.read()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.dictionaries(st.uuids(), st.integers(1, 1000), min_size=1, max_size=30))
def test_a_basket_comes_back_as_it_was(app, lines):
    basket = Basket(lines, Source.POSTER)
    written = kept(app, basket)
    assert read_back(app, written) == basket
    assert len(written) < 1400


@pytest.mark.parametrize("change", [lambda w: w[:-1] + "x", lambda w: "basket=", lambda w: w.replace("poster", "team")])
def test_a_basket_that_we_did_not_write_is_empty(app, change):
    assert read_back(app, change(kept(app, Basket({ONE: 2}, Source.POSTER)))) == cookie.EMPTY


def test_an_emptied_basket_is_forgotten_within_the_hour(app):
    with app.test_request_context("/"):
        assert "Max-Age=3600" in cookie.write(Response(), cookie.EMPTY).headers["Set-Cookie"]
    assert read_back(app, kept(app, cookie.EMPTY)) == cookie.EMPTY


def test_a_basket_signed_with_the_former_key_is_still_read(app, monkeypatch):
    written = kept(app, Basket({ONE: 2}))
    changed = replace(app.config["MARKET"], secret_key=Key("another secret of 32 letters or more", SECRET))
    monkeypatch.setitem(app.config, "MARKET", changed)
    assert read_back(app, written).lines == {ONE: 2}
    assert kept(app, Basket({ONE: 2})) != written


@pytest.mark.parametrize(("asked", "source"), [("?via=poster", Source.POSTER), ("?via=somebody", None), ("", None)])
def test_where_somebody_came_from_goes_along(app, asked, source):
    with app.test_request_context(f"/{asked}"):
        assert via() == source
        assert along("/basket?a=1") == ("/basket?a=1&via=poster" if source else "/basket?a=1")


@pytest.mark.parametrize(
    ("address", "sent", "code"),
    [("/t?to=06463", "", "06463"), ("/t", "to=06463", "06463"), ("/t?to=99999", "to=06463", "06463"), ("/t", "", None)],
)
def test_the_commune_is_remembered(app, address, sent, code):
    with app.test_request_context(address, headers={"Cookie": sent} if sent else {}):
        assert whereto.commune() == code
    browser = app.test_client()
    if "?" in address and not sent:
        assert "to=06463" in browser.get(address).headers["Set-Cookie"]
