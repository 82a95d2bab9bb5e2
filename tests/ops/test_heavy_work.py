"""Hashing and decoding hold half of the threads at most: whoever comes then hears at once when to come back."""

import io
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from market.accounts.models import Person
from market.catalog import flows as photo_flows
from market.catalog import photos
from market.db import db
from market.errors import Busy
from market.http import heavy, heavy_work
from tests.support.sources import sources
from tests.support.village import Answer, a_household, a_person, a_product, calling, fresh_code, guest, owner_of

_file = io.BytesIO()
Image.new("RGB", (80, 60), "green").save(_file, "JPEG")
JPEG = _file.getvalue()
PHONE, PASSWORD = "0977123456", "na chi lang ngon"


@pytest.fixture
def full(app) -> Iterator[None]:
    """Every place for heavy work is taken by others."""
    with ExitStack() as others:
        for _ in range(app.config["MARKET"].web_threads // 2):
            others.enter_context(heavy_work())
        yield


def set_password(person: Person) -> Answer:
    me = calling(person)
    return me.patch("/me", {"password": PASSWORD} | fresh_code(me), headers={"If-Match": "*"})


def send_photo(_person: Person | None = None) -> Answer:
    product = a_product()
    return calling(owner_of(product.shop)).put(f"/products/{product.id}/photos/1", data=JPEG)


def busy(answer: Any) -> bool:
    return (answer.status_code, answer.json["type"], answer.headers["Retry-After"]) == (503, "busy", "3")


@pytest.mark.parametrize(("threads", "places"), [(1, 1), (2, 1), (4, 2), (7, 3)])
def test_half_of_the_threads_have_a_place_and_no_more(app, threads, places) -> None:
    closed = app.config["MARKET"]
    app.config["MARKET"] = replace(closed, web_threads=threads)
    heavy.init_app(app)
    try:
        with ExitStack() as others:
            for _ in range(places):
                others.enter_context(heavy_work())
            with pytest.raises(Busy), heavy_work():
                raise AssertionError("one too many")
    finally:
        app.config["MARKET"] = closed
        heavy.init_app(app)


@pytest.mark.parametrize(
    "ask", [set_password, send_photo, lambda _: guest().post("/tokens", {"phone": PHONE, "password": PASSWORD})]
)
def test_who_comes_while_all_places_are_taken_is_told_at_once_and_nothing_changed(full, ask) -> None:
    person = a_person(phone="+84977123456")
    assert busy(ask(person))
    db.session.expire_all()
    assert (person.password_hash, person.version) == (None, 1)


def test_a_password_that_was_not_looked_at_is_no_failure(app, full) -> None:
    a_person(phone="+84977123456")
    assert all(busy(guest().post("/tokens", {"phone": PHONE, "password": PASSWORD})) for _ in range(12))
    heavy.init_app(app)
    assert guest().post("/tokens", {"phone": PHONE, "password": PASSWORD}).status_code == 401


def test_two_pictures_are_never_read_at_a_time_and_a_place_is_left_for_passwords(app) -> None:
    with photos._one_at_a_time, heavy_work():
        assert busy(send_photo())
        assert set_password(a_household()).status_code == 200
    assert send_photo().status_code == 201


def test_a_place_is_given_back_whatever_comes_of_the_work(app) -> None:
    product = a_product()
    household = calling(owner_of(product.shop))
    answers = [household.put(f"/products/{product.id}/photos/1", data=b"\xff\xd8\xff").status_code for _ in range(9)]
    assert answers == [422] * 9


def test_a_person_sets_only_so_many_passwords_and_sends_only_so_many_pictures(app, monkeypatch) -> None:
    me = a_household()
    assert [set_password(me).status_code for _ in range(11)] == [200] * 10 + [429]
    assert set_password(a_household()).status_code == 200
    few = replace(photo_flows.PICTURES_PER_PERSON, most=2)
    monkeypatch.setattr(photo_flows, "PICTURES_PER_PERSON", few)
    product = a_product()
    owner = calling(owner_of(product.shop))
    assert [owner.put(f"/products/{product.id}/photos/1", data=JPEG).status_code for _ in range(3)] == [201, 201, 429]


def test_nothing_hashes_or_decodes_but_in_its_place() -> None:
    """Whoever calls one of these in a web thread takes a place first."""
    slow = re.compile(r"_hasher\.(hash|verify)\(|photos\.shrink\(")
    found = {file.name: file.read_text(encoding="utf-8") for file in sources()}
    assert {name for name, text in found.items() if slow.search(text) and "heavy_work()" not in text} == set()
