"""The frame of all pages: signed in by a cookie, sent once, refused by a page, and nothing typed is lost."""

from __future__ import annotations

import gzip
import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from market import clock
from market.accounts import models
from market.accounts.rules import RoleName
from market.app import create_app
from market.config import read_config
from market.db import db
from market.web.shell.script import enhance
from tests.support.browsing import BROWSER, SITES
from tests.support.helping import a_village
from tests.support.texting import code_sent
from tests.support.village import a_person

pytestmark = pytest.mark.once  # pages of the frame: no database decides what they show

PHONE = "0987 654 321"


def signed_in(client, home, **typed: str):
    """The answer to the code of whoever has PHONE."""
    client.post("/sign-in", data={"phone": PHONE}, headers=BROWSER)
    return client.post("/sign-in", data={"phone": PHONE, "code": code_sent(home), **typed}, headers=BROWSER)


def cookie_of(answer) -> str:
    return next(line for line in answer.headers.getlist("Set-Cookie") if "cho=" in line)


def tokens() -> int:
    return db.session.scalar(select(func.count()).select_from(models.Token)) or 0


# Sign-in


@pytest.mark.parametrize(("typed", "days"), [({}, 90), ({"shared": "yes"}, 0.5)])
def test_one_is_remembered_for_long_on_ones_own_phone_and_shortly_on_a_shared_one(client, home, typed, days) -> None:
    answer = signed_in(client, home, **typed)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/?done=signed-in")
    said = cookie_of(answer)
    assert {"HttpOnly", "SameSite=Lax", "Path=/", f"Max-Age={int(days * 86400)}"} <= set(said.split("; "))
    assert "Secure" not in said  # at home there is no TLS
    token = db.session.scalars(select(models.Token)).one()
    assert token.scope == "pages"
    assert abs(token.expires_at - clock.now() - timedelta(days=days)) < timedelta(minutes=5)


def test_over_tls_the_cookie_is_of_this_very_host(client, home) -> None:
    client.post("/sign-in", data={"phone": PHONE}, headers=BROWSER, base_url="https://localhost")
    typed = {"phone": PHONE, "code": code_sent(home)}
    answer = client.post("/sign-in", data=typed, headers=BROWSER, base_url="https://localhost")
    said = cookie_of(answer)
    assert said.startswith("__Host-cho=cp_")
    assert {"Secure", "Path=/"} <= set(said.split("; "))
    assert "Domain" not in said
    assert "Đăng xuất" in client.get("/", headers=BROWSER, base_url="https://localhost").text


def test_the_code_may_be_pasted_and_a_wrong_one_typed_again(client, home) -> None:
    asked = client.post("/sign-in", data={"phone": PHONE, "next": "/figures"}, headers=BROWSER)
    assert 'autocomplete="one-time-code"' in asked.text
    assert "onpaste" not in asked.text
    code = code_sent(home)
    wrong = client.post("/sign-in", data={"phone": PHONE, "code": "1234567"[:6] if code != "123456" else "654321"})
    assert wrong.status_code == 401
    assert 'name="code"' in wrong.text
    assert "không đúng" in wrong.text
    right = client.post("/sign-in", data={"phone": PHONE, "code": f" {code} ", "next": "/figures"}, headers=BROWSER)
    assert (right.status_code, right.headers["Location"]) == (303, "/figures?done=signed-in")


def test_a_phone_that_is_none_is_told_beside_its_field_and_stays_typed(client) -> None:
    answer = client.post("/sign-in", data={"phone": '"><b>12'}, headers=BROWSER)
    assert answer.status_code == 422
    assert 'aria-invalid="true" aria-describedby="phone-hint phone-bad"' in answer.text
    assert 'href="#phone"' in answer.text
    assert "&#34;&gt;&lt;b&gt;12" in answer.text
    assert "<b>12" not in answer.text


@pytest.mark.parametrize(
    "where", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:1", "/a\nb", "", "evil"]
)
def test_nobody_is_led_to_another_site(client, home, where) -> None:
    assert signed_in(client, home, next=where).headers["Location"] == "/?done=signed-in"


def test_signing_out_ends_the_session_itself(client, home) -> None:
    kept = cookie_of(signed_in(client, home)).partition(";")[0].partition("=")[2]
    page = client.get("/", headers=BROWSER)
    assert "Đăng xuất" in page.text
    assert page.headers["Cache-Control"] == "private, no-store"
    answer = client.post("/sign-out", headers=BROWSER)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/?done=signed-out")
    assert "Bạn đã đăng xuất." in client.get("/?done=signed-out", headers=BROWSER).text
    client.set_cookie("cho", kept)
    assert "Đăng xuất" not in client.get("/", headers=BROWSER).text


def test_the_cookie_opens_no_call_of_the_api_and_a_bearer_no_page(client, home) -> None:
    said = cookie_of(signed_in(client, home))
    assert client.get("/api/v1/me").status_code == 401
    token = said.partition(";")[0].partition("=")[2]
    assert client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    client.delete_cookie("cho")
    assert "Đăng xuất" not in client.get("/", headers={**BROWSER, "Authorization": f"Bearer {token}"}).text


def test_a_session_is_seen_and_ends_when_it_lay_idle(client, home) -> None:
    signed_in(client, home)
    token = db.session.scalars(select(models.Token)).one()
    token.last_seen_at = clock.now() - timedelta(days=2)
    db.session.commit()
    client.get("/", headers=BROWSER)
    db.session.expire_all()
    assert db.session.scalars(select(models.Token)).one().last_seen_at > clock.now() - timedelta(hours=1)


# Other sites


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("cookie", [False, True])
def test_a_form_of_another_site_writes_nothing(client, home, site, cookie) -> None:
    headers, without, with_cookie = SITES[site]
    if cookie:
        signed_in(client, home)
    before = tokens(), db.session.scalar(select(func.count()).select_from(models.SignInCode))
    taken = client.post("/sign-in", data={"phone": "0977 123 456"}, headers=headers)
    after = tokens(), db.session.scalar(select(func.count()).select_from(models.SignInCode))
    allowed = with_cookie if cookie else without
    assert taken.status_code == (200 if allowed else 403)
    assert (after == before) == (not allowed)
    if not allowed:
        assert taken.mimetype == "text/html"
        assert "Set-Cookie" not in taken.headers
        assert client.post("/sign-out", headers=headers).status_code == 403
        assert ("Đăng xuất" in client.get("/", headers=BROWSER).text) == cookie
    for method in ("PUT", "DELETE", "PATCH"):
        assert client.open("/sign-in", method=method, headers=headers).status_code in (403, 405)


@pytest.mark.parametrize("site", SITES)
def test_a_link_of_another_site_may_be_followed(client, home, site) -> None:
    signed_in(client, home)
    assert "Đăng xuất" in client.get("/", headers={"Accept": "text/html", **SITES[site][0]}).text


def test_a_password_and_what_was_hidden_travel_along_unseen(client, home) -> None:
    kept = {"kept:key": "k-1", "kept:version": "7", "kept:password": "mùa thu ở Chi Lăng", "kept:name": "Lan"}
    page = signed_in(client, home, next="/me/password", **kept).text
    assert re.findall("<li>(.*?)</li>", page.partition("<main")[2].partition("</main>")[0]) == ["Lan"]
    assert 'name="password" value="mùa thu ở Chi Lăng"' in page


# Pages


@pytest.mark.parametrize(("language", "said"), [("vi", "Chợ của các hộ"), ("en", "The market of highland")])
def test_the_first_page_leads_people_and_programs_on(client, language, said) -> None:
    page = client.get("/", headers={"Accept": "text/html,*/*;q=0.8", "Accept-Language": language})
    assert said in page.text
    assert f'<html lang="{language}">' in page.text
    for path in re.findall(r'<li><a href="(/[a-z-]*)"', page.text):
        assert client.get(path, headers=BROWSER).status_code in (200, 401)  # as which one signs in
    for accept in ("*/*", "application/json", "application/json, text/html;q=0.9", ""):
        assert client.get("/", headers={"Accept": accept}).is_json


def test_a_language_that_was_chosen_stays_chosen(client) -> None:
    assert "Sign in" in client.get("/sign-in?lang=en", headers=BROWSER).text
    assert "Sign in" in client.get("/sign-in", headers=BROWSER).text
    assert "Đăng nhập" in client.get("/?lang=vi", headers=BROWSER).text
    assert "Đăng nhập" in client.get("/sign-in?lang=xx", headers=BROWSER).text


def test_what_officers_need_stands_first_for_them(client, home) -> None:
    a_person("Chu Văn Bình", (RoleName.OFFICER, "06463"), phone="+84987654321")
    signed_in(client, home)
    page = client.get("/", headers=BROWSER).text
    assert page.index('href="/figures"') < page.index('href="/t"')
    assert "Chào Chu Văn Bình." in page


@pytest.mark.parametrize("path", ["/nothing", "/kit", "/t/x/y"])
def test_what_is_not_there_is_told_to_people_by_a_page_and_to_programs_as_ever(client, path) -> None:
    page = client.get(path, headers=BROWSER)
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert "Không tìm thấy" in page.text
    assert 'href="/"' in page.text
    assert client.get("/api/v1/nothing", headers=BROWSER).json["type"] == "not-found"


def test_a_page_stands_in_one_answer_that_runs_our_one_script_and_shows_no_look_of_others(client) -> None:
    page = client.get("/sign-in", headers=BROWSER)
    policy = page.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "style-src 'sha256-" in policy
    assert f"script-src '{enhance().hash}';" in policy
    ours = f'<script src="/enhance-{enhance().version}.js" integrity="{enhance().hash}" defer'
    assert (page.text.count("<script"), page.text.count(ours)) == (1, 1)
    assert re.search(r"rel=.stylesheet|\bstyle=|\bon[a-z]+=", page.text) is None
    assert len(page.data) < 14_000
    first = re.search(r"<h1>.*?</h1>\s*<p class=\"now\">(.*?)</p>", page.text, re.DOTALL)
    assert first is not None
    assert "Gõ số điện thoại" in first[1]


def test_a_household_may_call_its_own_team_from_every_page(client, home) -> None:
    household = a_village().writes_down()
    assert "Gọi Vi Văn Tuấn" not in client.get("/", headers=BROWSER).text
    client.post("/sign-in", data={"phone": household["phone"]}, headers=BROWSER)
    client.post("/sign-in", data={"phone": household["phone"], "code": code_sent(home)}, headers=BROWSER)
    for path in ("/", "/sign-in", "/nothing/x"):
        page = client.get(path, headers=BROWSER).text
        assert ("Gọi Vi Văn Tuấn" in page, 'href="tel:+84912555999"' in page) == (path != "/nothing/x",) * 2


def test_in_the_demo_and_only_there_every_part_is_shown_in_every_state(tmp_path) -> None:
    (tmp_path / "demo_secret_key").write_text("k" * 64)
    demo = create_app(read_config({"MARKET_HOME": str(tmp_path)})).test_client()
    for language, said in (("vi", "Chờ nhận (2)"), ("en", "To accept (2)")):
        page = demo.get("/kit", headers=BROWSER | {"Accept-Language": language})
        assert page.status_code == 200
        assert said in page.text
        assert len(gzip.compress(page.data)) < 14_000


def test_a_browser_that_keeps_no_cookies_says_where_to_go_instead(client, home) -> None:
    """As inside Zalo or Facebook: what was just set does not come back."""
    where = signed_in(client, home, next="/orders").headers["Location"]
    assert where == "/orders?done=signed-in"
    lost = client.application.test_client()
    page = lost.get(where, headers=BROWSER)
    assert page.status_code == 401
    assert "Trình duyệt này không nhớ được bạn" in page.text
    assert "http://127.0.0.1:8000/orders<" in page.text
    assert "Mở bằng trình duyệt" in page.text
    assert "không nhớ được bạn" in lost.get("/?done=signed-in", headers=BROWSER).text
    assert "không nhớ được bạn" not in client.get(where, headers=BROWSER).text
    assert "Bạn đã đăng nhập." in client.get(where, headers=BROWSER).text
