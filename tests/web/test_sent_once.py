"""A form is sent once, refused with all that was typed, and kept when the session ended meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Response
from flask.testing import FlaskClient

from market import errors, fields
from market.accounts import access, actions
from market.accounts.rules import RoleName
from market.app import create_app
from market.db import db
from market.http import Market, browsers, public
from market.language import Sentence
from market.web.shell import forms, frame
from tests.support.browsing import BROWSER
from tests.support.texting import code_sent
from tests.support.village import a_person

PHONE = "0987 654 321"
TITLE, SAY = Sentence("Đặt tên", en="Name"), Sentence("Gõ tên của bạn.", en="Type your name.")


class Naming(fields.Schema):
    name = fields.String(longest=20, required=True)
    price_vnd = fields.Dong(least=1000)


def sample(said: list[str]) -> browsers.PageBlueprint:
    """Two pages as the packages of people write them; `said` keeps what was done."""
    pages = browsers.PageBlueprint("sample", __name__)

    @pages.route("/sample", methods=["GET"])
    @access.signed_in
    def ask() -> Response:
        return frame.page("sample.html", title=TITLE, say=SAY, done={"named": Sentence("Đã ghi.", en="Written.")})

    @pages.route("/sample", methods=["POST"])
    @access.signed_in
    @forms.back_to(ask)
    def change() -> Response:
        read = forms.read(Naming())
        me = access.current_person()
        actions.rename(person=me, changes={"name": read["name"]})
        if read["name"] == "hết":
            raise errors.WrongState(current="a", wanted="b")  # what was renamed is rolled back
        said.append(f"{read['name']} {read.get('price_vnd')}")
        return forms.then("/sample", "named")

    @pages.route("/sample/officers", methods=["GET"])
    @access.holding(RoleName.OFFICER)
    def officers() -> Response:
        return frame.page("sample.html", title=TITLE, say=SAY)

    @pages.route("/sample/many", methods=["POST"])
    @public
    def many() -> Response:
        raise errors.TooManyRequests(retry_after=90)

    return pages


TEMPLATE = """{% extends "frame.html" %}{% import "parts.html" as parts with context %}{% block content %}
{% call parts.form("/sample") %}{{ parts.field("name", "Tên") }}{{ parts.whole_number("price_vnd", "Giá") }}
{{ parts.button("Gửi") }}{% endcall %}{% endblock %}"""


_SAID: list[str] = []


@pytest.fixture
def said() -> list[str]:
    _SAID.clear()
    return _SAID


@pytest.fixture(scope="module")
def service(_app: Market) -> Iterator[Market]:
    """With the sample pages; put together once, for it takes longer than any of these tests."""
    from jinja2 import ChoiceLoader, DictLoader

    service = create_app(_app.config["MARKET"])
    service.register_blueprint(sample(_SAID))
    loaders: Any = [DictLoader({"sample.html": TEMPLATE}), service.jinja_env.loader]
    service.jinja_env.loader = ChoiceLoader(loaders)
    yield service
    with service.app_context():
        db.engine.dispose()


@pytest.fixture
def browser(app: Market, service: Market, said: list[str]) -> FlaskClient:
    """At the service with the sample pages."""
    return service.test_client()


def sign_in(browser: FlaskClient, home, **typed: str) -> Any:
    browser.post("/sign-in", data={"phone": PHONE, **typed}, headers=BROWSER)
    return browser.post("/sign-in", data={"phone": PHONE, "code": code_sent(home), **typed}, headers=BROWSER)


def key_in(page: str) -> str:
    return re.search(r'name="key" value="([0-9a-f-]{36})"', page)[1]


def send(browser: FlaskClient, **typed: str) -> Any:
    return browser.post("/sample", data=typed, headers=BROWSER)


def test_a_form_sent_twice_makes_one_act_and_leads_to_the_same_page(browser, home, said) -> None:
    sign_in(browser, home)
    key = key_in(browser.get("/sample").text)
    answers = [send(browser, key=key, name="Lan", price_vnd="45.000") for _ in range(3)]
    assert {(a.status_code, a.headers["Location"]) for a in answers} == {(303, "/sample?done=named")}
    assert said == ["Lan 45000"]
    assert "Đã ghi." in browser.get("/sample?done=named").text
    assert 'role="status"' not in browser.get("/sample?done=<b>").text


def test_a_form_with_files_is_the_same_when_it_is_sent_again(browser, home, said) -> None:
    sign_in(browser, home)
    key, sent = key_in(browser.get("/sample").text), 0
    for edge in ("----WebKitFormBoundaryA", "----WebKitFormBoundaryB7x"):
        parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in
                 (("key", key), ("name", "Lan"))]  # fmt: skip
        kind = f"multipart/form-data; boundary={edge}"
        answer = browser.post("/sample", data="".join(parts) + f"--{edge}--\r\n", content_type=kind, headers=BROWSER)
        sent += answer.status_code == 303
    assert (sent, said) == (2, ["Lan None"])


def test_each_page_drawn_has_a_key_of_its_own(browser, home, said) -> None:
    sign_in(browser, home)
    for _ in range(2):
        send(browser, key=key_in(browser.get("/sample").text), name="Lan")
    assert said == ["Lan None"] * 2


def test_who_goes_back_and_sends_other_words_is_asked_to_look_again(browser, home, said) -> None:
    sign_in(browser, home)
    key = key_in(browser.get("/sample").text)
    send(browser, key=key, name="Lan")
    again = send(browser, key=key, name="Hoa")
    assert (again.status_code, said) == (422, ["Lan None"])
    assert "đã được gửi một lần rồi" in again.text
    assert 'value="Hoa"' in again.text
    assert send(browser, key=key_in(again.text), name="Hoa").status_code == 303
    assert said == ["Lan None", "Hoa None"]


def test_what_is_refused_keeps_what_was_typed_names_the_field_and_may_be_sent_again(browser, home, said) -> None:
    sign_in(browser, home)
    key = key_in(browser.get("/sample").text)
    refused = send(browser, key=key, name="<b>Lan</b>" * 3, price_vnd="bốn")
    assert (refused.status_code, said) == (422, [])
    assert refused.text.count('aria-invalid="true"') == 2
    assert "Phải là số nguyên." in refused.text
    assert "&lt;b&gt;Lan" in refused.text
    assert 'value="bốn"' in refused.text
    assert send(browser, key=key, name="Lan", price_vnd="45 000").status_code == 303  # the back button: its key is free


def test_what_a_rule_refuses_changes_nothing(browser, home, said) -> None:
    sign_in(browser, home)
    refused = send(browser, key="k", name="hết")
    assert (refused.status_code, said) == (409, [])
    assert "nên không thể chuyển sang" in refused.text
    assert 'class="soft">hết' not in browser.get("/sample").text


@pytest.mark.parametrize("key", ["", "x" * 256, "a\x00b", "ế\n"])
def test_a_key_that_is_none_breaks_nothing(browser, home, said, key) -> None:
    sign_in(browser, home)
    assert send(browser, key=key, name="Lan").status_code == 422
    assert said == []
    assert send(browser, name="Lan").status_code == 303  # a program without one


def test_who_is_not_signed_in_is_led_on_after_it(browser, home) -> None:
    asked = browser.get("/sample?a=1&b=2", headers=BROWSER)
    assert (asked.status_code, asked.mimetype) == (401, "text/html")
    assert "WWW-Authenticate" not in asked.headers
    assert 'name="next" value="/sample?a=1&amp;b=2"' in asked.text
    assert sign_in(browser, home, next="/sample?a=1&b=2").headers["Location"] == "/sample?a=1&b=2&done=signed-in"


def test_a_session_that_ended_in_the_middle_of_a_form_loses_nothing(browser, home, said) -> None:
    sign_in(browser, home)
    key = key_in(browser.get("/sample").text)
    browser.post("/sign-out", headers=BROWSER)
    ended = send(browser, key=key, name='Lan "Vườn na"', price_vnd="45.000")
    assert (ended.status_code, said) == (401, [])
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', ended.text))
    assert hidden["kept:name"] == "Lan &#34;Vườn na&#34;"
    along = {name: value.replace("&#34;", '"') for name, value in hidden.items() if name != "key"}
    resumed = sign_in(browser, home, **along)
    assert resumed.status_code == 200
    assert "cho=" in resumed.headers["Set-Cookie"]
    assert "<li>45.000</li>" in resumed.text
    assert 'action="/sample"' in resumed.text
    typed = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', resumed.text))
    assert typed["key"] == key
    assert send(browser, **{name: value.replace("&#34;", '"') for name, value in typed.items()}).status_code == 303
    assert said == ['Lan "Vườn na" 45000']


def test_the_name_of_a_field_elsewhere_is_never_taken_for_one_of_ours(browser, home) -> None:
    ended = send(browser, phone="0977 123 456", code="123456", next="/x")
    assert 'name="kept:code" value="123456"' in ended.text
    assert 'name="code"' not in ended.text
    assert 'name="next" value="/sample"' in ended.text


def test_a_page_of_others_is_refused_by_a_page(browser, home) -> None:
    sign_in(browser, home)
    refused = browser.get("/sample/officers", headers=BROWSER)
    assert (refused.status_code, refused.mimetype) == (403, "text/html")
    assert "Bạn không có quyền" in refused.text
    a_person("Chu Văn Bình", (RoleName.OFFICER, "06463"), phone="+84987123456")
    many = browser.post("/sample/many", headers=BROWSER)
    assert (many.status_code, many.headers["Retry-After"]) == (429, "90")
    assert "Xin đợi 2 phút" in many.text
    assert browser.get("/sample/many", headers=BROWSER).status_code == 405


def test_a_form_without_its_words_or_far_too_long_is_refused_kindly(browser, home, said) -> None:
    sign_in(browser, home)
    bodies: list[Any] = [
        {"data": {}},
        {"data": {"name": "x" * 600_000}},
        {"json": {"name": "x"}},
        {"data": {"no": "1"}},
    ]
    for body in bodies:
        answer = browser.post("/sample", headers=BROWSER, **body)
        assert (answer.status_code in (413, 422), answer.mimetype) == (True, "text/html")
    assert said == []


def test_the_token_of_another_browser_is_no_way_in_once_it_has_ended(browser, home) -> None:
    browser.set_cookie("cho", "cp_bogus")
    assert browser.get("/sample", headers=BROWSER).status_code == 401
