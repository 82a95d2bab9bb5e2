"""In the demo, and only there, one press makes a browser one of the fair's invented people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from market.accounts import actions
from market.accounts.models import Token
from market.accounts.rules import RoleName
from market.app import create_app
from market.config import read_config
from market.db import db, transaction
from market.seed.demo.doors import routes as doors
from market.seed.demo.guests import guests
from market.web.front.words import DOORS
from tests.support.browsing import BROWSER
from tests.support.installation import SECRET
from tests.support.village import a_person

pytestmark = pytest.mark.once  # pages of the frame: no database decides what they show

THAM, OFFICER = "+84912000001", "+84912000161"


@pytest.fixture
def demo(app, database_url: str, tmp_path: Path) -> Iterator[Any]:
    """A browser at a demo whose fair has only a household and an officer."""
    a_person("Hoàng Thị Thắm", phone=THAM)
    a_person("Chu Thị Lan", (RoleName.OFFICER, "06463"), phone=OFFICER)
    (tmp_path / "demo_secret_key").write_text("k" * 64, encoding="ascii")
    other = create_app(read_config({"MARKET_HOME": str(tmp_path), "DATABASE_URL": database_url}))
    yield other.test_client()
    with other.app_context():
        db.session.remove()
        db.engine.dispose()


def sessions() -> list[Token]:
    db.session.rollback()
    return list(db.session.scalars(select(Token).order_by(Token.created_at)))


def test_one_press_on_the_first_page_leads_to_the_page_of_that_person(demo) -> None:
    page = demo.get("/", headers=BROWSER).text
    ways = re.findall(r'<form action="(/demo/sign-in/[^"]+)" method="post"', page)
    assert ways == ["/demo/sign-in/na-dong-dinh", "/demo/sign-in/officer-chi-lang"]
    assert "Vào thử với tư cách …" in page
    answer = demo.post(ways[1], headers=BROWSER)
    hers = next(door.path for door in DOORS if RoleName.OFFICER in door.roles)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{hers}?done=signed-in")
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "Chu Thị Lan" in demo.get("/", headers=BROWSER).text


def test_a_link_that_is_only_looked_at_signs_nobody_in(demo) -> None:
    page = demo.get("/demo/sign-in/na-dong-dinh", headers=BROWSER)
    assert (page.status_code, page.headers["X-Robots-Tag"]) == (200, "noindex, nofollow")
    assert "Set-Cookie" not in page.headers
    assert page.text.count("<button>") == 1
    assert "Hoàng Thị Thắm, hộ bán na" in page.text
    english = demo.get("/demo/sign-in/na-dong-dinh", headers=BROWSER | {"Accept-Language": "en"}).text
    assert "Press the button to be Hoàng Thị Thắm, household" in english
    assert sessions() == []


def test_whoever_becomes_another_is_the_first_no_more(demo) -> None:
    demo.post("/demo/sign-in/na-dong-dinh", headers=BROWSER)
    demo.post("/demo/sign-in/officer-chi-lang", headers=BROWSER)
    first, second = sessions()
    assert (first.revoked_at is None, second.revoked_at is None) == (False, True)
    assert {token.scope for token in (first, second)} == {"pages"}


@pytest.mark.parametrize("who", ["operator", "x", "0912000001", "%00", "a" * 3000, "..%2f..", "Hoàng Thị Thắm"])
def test_nobody_else_is_behind_a_door(demo, who) -> None:
    """The operator is in the files of the fair, and not here."""
    for ask in (demo.get, demo.post):
        assert ask(f"/demo/sign-in/{who}", headers=BROWSER).status_code == 404
    assert sessions() == []


def test_whoever_has_come_to_own_that_number_is_not_let_in_as(demo) -> None:
    person = a_person("Ai Đó", phone=THAM)
    transaction(lambda: actions.rename(person=person, changes={"name": "Ai Đó"}))
    assert [guest.key for guest in transaction(guests)] == ["officer-chi-lang"]
    assert demo.post("/demo/sign-in/na-dong-dinh", headers=BROWSER).status_code == 404


def test_another_site_opens_no_door(demo) -> None:
    for header in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert demo.post("/demo/sign-in/na-dong-dinh", headers={"Accept": "text/html"} | header).status_code == 403
    assert sessions() == []


def test_the_log_has_no_name_and_no_token(demo, logged) -> None:
    demo.post("/demo/sign-in/na-dong-dinh", headers=BROWSER)
    written = "".join(logged)
    assert "/demo/sign-in/<who>" in written
    assert re.search(r"cp_|na-dong-dinh|Thắm|0912", written) is None


def test_outside_the_demo_there_is_no_such_page(client) -> None:
    a_person("Hoàng Thị Thắm", phone=THAM)
    for answer in (client.get, client.post):
        assert answer("/demo/sign-in/na-dong-dinh", headers=BROWSER).status_code == 404
    assert "/demo/" not in client.get("/", headers=BROWSER).text
    assert transaction(lambda: db.session.scalar(select(func.count()).select_from(Token))) == 0


@pytest.mark.parametrize(
    ("settings", "opens"),
    [
        ({}, True),
        ({"BIND": "0.0.0.0"}, True),
        ({"PUBLIC_URL": "http://192.168.1.7:8000"}, True),
        ({"PUBLIC_URL": "http://localhost:8000"}, True),
        ({"PUBLIC_URL": "https://cho.example"}, False),
        ({"PUBLIC_URL": "http://203.0.114.9"}, False),
        ({"SECRET_KEY": SECRET, "SMS_ADAPTER": "file"}, False),
    ],
)
def test_doors_stand_open_only_at_home(tmp_path, settings, opens) -> None:
    (tmp_path / "demo_secret_key").write_text("k" * 64, encoding="ascii")
    assert doors.is_open(read_config({"MARKET_HOME": str(tmp_path)} | settings)) == opens


def test_what_is_printed_opens_each_door(demo) -> None:
    from market.seed.demo import introduction

    told = transaction(lambda: list(introduction.doors_of("http://127.0.0.1:8000/", [(g, "") for g in guests()])))
    links = [line.split()[-1] for line in told if "http" in line]
    assert links[0] == "http://127.0.0.1:8000/demo/sign-in/na-dong-dinh"
    looked_at = [demo.get(link.removeprefix("http://127.0.0.1:8000"), headers=BROWSER) for link in links]
    assert [page.status_code for page in looked_at] == [200, 200]
