"""The team itself on pages: made by who leads its place, joined by a code, left; its villages."""

from __future__ import annotations

import pytest

from market.db import db
from market.teams.models import Team
from tests.support.browsing import BROWSER, come
from tests.support.helping import a_village, person
from tests.support.importing import count
from tests.support.texting import code_sent
from tests.support.village import CHI_LANG, an_officer


def who(caller):
    return person(caller.get("/me").json["id"])


def test_an_officer_makes_a_team_and_takes_somebody_in_by_the_code_she_reads_out(client, home) -> None:
    come(client, an_officer())
    assert "Lập tổ mới" in client.get("/team", headers=BROWSER).text
    assert f'value="{CHI_LANG}"' in client.get("/team/new", headers=BROWSER).text
    typed = {"name": "Tổ Đồng Đĩnh", "commune_code": CHI_LANG, "villages": "Đồng Đĩnh\r\n\r\n Quán Thanh \r\n"}
    path = client.post("/team/new", data=typed, headers=BROWSER).headers["Location"].partition("?")[0]
    page = client.get(path, headers=BROWSER).text
    assert ("Quán Thanh" in page, "Tổ chưa có ai" in page) == (True, True)
    invited = client.post(f"{path}/members", data={"name": "Vi Văn Tuấn", "phone": "0912 555 999"}, headers=BROWSER)
    where = invited.headers["Location"].partition("?")[0]
    code = code_sent(home)
    assert "Nhờ Vi Văn Tuấn đọc 6 số" in client.get(where, headers=BROWSER).text
    wrong = client.post(where, data={"code": "000000" if code != "000000" else "1" * 6}, headers=BROWSER)
    assert (wrong.status_code, "không đúng" in wrong.text) == (422, True)
    joined = client.post(where, data={"code": code}, headers=BROWSER)
    assert joined.headers["Location"] == f"{path}?done=joined"
    assert "0912 555 999" in client.get(path, headers=BROWSER).text
    db.session.expire_all()  # two requests are two sessions
    assert "đã dùng hoặc đã hết hạn" in client.get(where, headers=BROWSER).text


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({}, 422),
        ({"name": "Tổ"}, 422),
        ({"name": "Tổ", "commune_code": "x", "villages": "A"}, 422),
        ({"name": "Tổ", "commune_code": "00070", "villages": "Hàng Bài"}, 403),
        ({"name": "Tổ", "commune_code": CHI_LANG, "villages": "!!!"}, 422),
        ({"name": "Tổ", "commune_code": CHI_LANG, "villages": "\n".join(map(str, range(51)))}, 422),
        ({"name": "Tổ", "commune_code": CHI_LANG, "villages": "Đồng Đĩnh"}, 409),
    ],
)
def test_a_team_that_cannot_be_is_told_in_its_form(client, typed, status) -> None:
    a_village()
    come(client, an_officer())
    answer = client.post("/team/new", data=typed, headers=BROWSER)
    assert (answer.status_code, answer.mimetype, count(Team)) == (status, "text/html", 1)
    assert 'action="/team/new"' in answer.text


def test_members_see_who_is_of_the_team_and_change_nothing(client) -> None:
    village = a_village()
    path = f"/team/{village.team_id}/crew"
    come(client, who(village.member))
    page = client.get(path, headers=BROWSER).text
    assert ("Vi Văn Tuấn" in page, "Mời người vào tổ" in page, "Cho thôi" in page) == (True, False, False)
    me = village.member.get("/me").json["id"]
    for where in ("/members", "/villages", f"/members/{me}/leaving"):
        assert client.post(f"{path}{where}", headers=BROWSER).status_code == 403
    assert client.get(path, headers=BROWSER).text.count("Vi Văn Tuấn") == page.count("Vi Văn Tuấn")


def test_villages_change_and_somebody_leaves(client) -> None:
    village = a_village()
    path = f"/team/{village.team_id}/crew"
    come(client, who(village.officer))
    assert client.post(f"{path}/villages", data={"villages": "Làng Ngũa"}, headers=BROWSER).status_code == 303
    page = client.get(path, headers=BROWSER).text
    assert ("Làng Ngũa" in page, "Quán Thanh" in page) == (True, False)
    assert client.post(f"{path}/villages", data={"villages": " "}, headers=BROWSER).status_code == 422
    me = village.member.get("/me").json["id"]
    assert "Vi Văn Tuấn thôi giúp" in client.get(f"{path}/members/{me}/leaving", headers=BROWSER).text
    assert client.post(f"{path}/members/{me}/leaving", headers=BROWSER).headers["Location"] == f"{path}?done=left"
    assert client.post(f"{path}/members/{me}/leaving", headers=BROWSER).status_code == 404
    assert client.get(f"{path}/members/{me}/leaving", headers=BROWSER).status_code == 404
    come(client, who(village.member))
    assert "Bạn chưa ở tổ nào" in client.get("/team", headers=BROWSER).text
