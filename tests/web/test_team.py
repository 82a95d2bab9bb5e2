"""The pages of a team: who needs it most, a household opened with its consent, its shop handed over."""

from __future__ import annotations

import io
import re
from uuid import UUID

import pytest
from sqlalchemy import func, select

from market.catalog.models import Shop
from market.db import db, transaction
from market.teams.models import Household
from tests.support.browsing import BROWSER, come
from tests.support.complaining import a_complaint, answers
from tests.support.helping import a_picture, a_village, agrees, person, row, sent_paper
from tests.support.texting import code_sent
from tests.support.village import a_product, accepted_order, delivered_order, placed_order


def shop_of(household):
    return transaction(lambda: db.session.get(Shop, UUID(household["shop_id"])))


def member(client, village):
    """The member of the village's team, with the browser."""
    come(client, person(village.member.get("/me").json["id"]))


def names(page: str) -> list[str]:
    return re.findall(r"<b>([^<]+)</b> <span class=\"soft\">", page)


def test_those_who_need_most_stand_first_each_with_what_it_needs(client) -> None:
    village = a_village()
    fine = village.writes_down(name="Lý Thị Yên", phone="0912 555 010")
    never = village.writes_down(name="Vi Thị Chưa", phone="0912 555 011")
    paper = village.writes_down(name="Hà Thị Giấy", phone="0912 555 012")
    busy = village.writes_down(name="Nông Thị Bận", phone="0912 555 013")
    sent_paper(village.member, paper)
    for household in (fine, busy):
        agrees(village.member, household)
    a_product(shop_of(fine))
    good = a_product(shop_of(busy))
    placed_order(good)
    placed_order(good)
    accepted_order(product=good)
    member(client, village)
    answer = client.get("/team", headers=BROWSER)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/team/{village.team_id}")
    page = client.get(answer.headers["Location"], headers=BROWSER).text
    assert names(page) == ["Nông Thị Bận", "Vi Thị Chưa", "Lý Thị Yên", "Hà Thị Giấy"]
    assert ("2 đơn chờ nhận" in page, "1 đơn chờ gói" in page) == (True, True)
    assert f'href="/shop/{busy["shop_id"]}"' in page
    assert f'href="/shop/{never["shop_id"]}"' not in page
    assert "Giấy đồng ý đang chờ cán bộ xem" in page
    assert page.count("1 mặt hàng chưa có ảnh") == 2


def test_a_household_that_has_to_answer_a_complaint_stands_first_until_it_has(client) -> None:
    village = a_village()
    busy, heard = (
        village.writes_down(name=name, phone=phone)
        for name, phone in (("Nông Thị Bận", "0912 555 013"), ("Lý Thị Nghe", "0912 555 014"))
    )
    for household in (busy, heard):
        agrees(village.member, household)
    placed_order(a_product(shop_of(busy)))
    number = a_complaint(delivered_order(product=a_product(shop_of(heard))))
    member(client, village)
    path = f"/team/{village.team_id}"
    page = client.get(path, headers=BROWSER).text
    assert (names(page)[0], "1 khiếu nại chờ trả lời" in page) == ("Lý Thị Nghe", True)
    assert answers(number, village.member).status_code == 200
    page = client.get(path, headers=BROWSER).text
    assert (names(page)[0], "khiếu nại" in page) == ("Nông Thị Bận", False)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=nong+ban", 1),
        ("q=BẬN", 1),
        ("q=0912555013", 1),
        ("q=x'%25_", 0),
        ("village=quan+thanh", 0),
        ("village=Đồng+Đĩnh", 2),
    ],
)
def test_a_household_is_found_by_name_without_accents_by_phone_and_by_village(client, asked, found) -> None:
    village = a_village()
    village.writes_down(name="Nông Thị Bận", phone="0912 555 013")
    village.writes_down(name="Vi Thị Nhàn", phone="0912 555 014")
    member(client, village)
    page = client.get(f"/team/{village.team_id}?{asked}", headers=BROWSER)
    assert (page.status_code, len(names(page.text))) == (200, found)


def test_a_long_list_goes_on_where_it_ended(client) -> None:
    village = a_village()
    for n in range(5):
        village.writes_down(name=f"Vi Văn {'ABCDE'[n]}", phone=None)
    member(client, village)
    seen, where = [], f"/team/{village.team_id}?limit=2"
    for _ in range(3):
        page = client.get(where, headers=BROWSER).text
        seen += names(page)
        more = re.search(r'class="button second" href="([^"]+)"', page)
        where = more[1].replace("&amp;", "&") + "&limit=2" if more else ""
    assert (len(seen), len(set(seen)), where) == (5, 5, "")
    for forged in ("cursor=WzEsMl0", "cursor=IngiCg", "cursor=!", "limit=0", "limit=x"):
        assert client.get(f"/team/{village.team_id}?{forged}", headers=BROWSER).status_code == 422


def form(page: str, action: str) -> dict[str, str]:
    """What is hidden in the form of a page that goes to `action`."""
    drawn = next(part for part in page.split("<form")[1:] if f'action="{action}"' in part).partition("</form>")[0]
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', drawn))


def sends(client, path: str, action: str, **typed):
    """The answer to the form of the page at `path`."""
    page = client.get(path, headers=BROWSER)
    assert page.status_code == 200, page.text
    return client.post(action, data=form(page.text, action) | typed, headers=BROWSER)


def households() -> int:
    return transaction(lambda: db.session.scalar(select(func.count()).select_from(Household))) or 0


def test_a_household_is_opened_and_agrees_in_three_taps(client, home) -> None:
    village = a_village()
    member(client, village)
    new = f"/team/{village.team_id}/households/new"
    typed = {"name": "Nông Thị Páo", "phone": "0912 555 001", "village": "Đồng Đĩnh", "agrees": "code"}
    opened = sends(client, new, new, **typed)
    assert opened.status_code == 303, opened.text
    path = opened.headers["Location"].partition("?")[0]
    code = code_sent(home)
    page = client.get(path, headers=BROWSER).text
    assert "Đọc những dòng dưới cho Nông Thị Páo nghe" in page
    wrong = sends(client, path, path, code="000000" if code != "000000" else "111111", given_by="Páo")
    assert wrong.status_code == 422
    assert "Mã không đúng" in wrong.text
    agreed = sends(client, path, path, code=code, given_by="Nông Thị Páo")
    assert agreed.status_code == 303, agreed.text
    shown = client.get(agreed.headers["Location"], headers=BROWSER).text
    assert "Hộ đã đồng ý. Gian hàng đã mở." in shown
    shop = re.search(r'href="(/shop/[0-9a-f-]+)"', shown)
    assert shop is not None
    assert "Bạn đang làm thay Nông Thị Páo" in client.get(shop[1], headers=BROWSER).text
    acts = client.get(path.replace("consent", "acts"), headers=BROWSER).text
    assert [words in acts for words in ("ghi tên hộ", "gửi hộ mã đồng ý", "ghi lời đồng ý của hộ")] == [True] * 3


def test_one_without_a_phone_agrees_on_paper(client) -> None:
    village = a_village()
    member(client, village)
    new = f"/team/{village.team_id}/households/new"
    opened = sends(client, new, new, name="Hứa Văn Páo", phone="", village="Đồng Đĩnh", agrees="code")
    path = opened.headers["Location"].partition("?")[0]
    page = client.get(path, headers=BROWSER).text
    assert "Gửi mã" not in page
    paper = path.replace("/consent", "/paper")
    none = client.post(paper, data=form(page, paper), content_type="multipart/form-data", headers=BROWSER)
    assert (none.status_code, "Chưa có ảnh nào được chọn" in none.text) == (422, True)
    drawn = {"taken": (io.BytesIO(a_picture()), "giay.jpg")}
    sent = client.post(paper, data=form(page, paper) | drawn, content_type="multipart/form-data", headers=BROWSER)
    assert sent.status_code == 303, sent.text
    household = client.get(sent.headers["Location"], headers=BROWSER).text
    assert "Giấy của Hứa Văn Páo đang chờ cán bộ xã xem" in household
    assert "/shop/" not in household


@pytest.mark.parametrize(
    ("changed", "status", "said"),
    [
        ({}, 409, "cùng tên, cùng thôn, cùng số điện thoại"),
        ({"name": ""}, 422, "Họ và tên chủ hộ: Thiếu mục này"),
        ({"village": "Làng Lạ"}, 403, "không phụ trách thôn này"),
        ({"phone": "02053812345"}, 422, "di động"),
        ({"name": "N" * 121}, 422, "120"),
        ({"agrees": "x"}, 422, "một trong"),
        ({"phone": "0912 555 999", "name": "Ai Đó"}, 422, "người trong tổ"),
        ({"commune_code": "00070"}, 422, "không có"),
    ],
)
def test_what_is_typed_wrongly_is_told_beside_it_and_writes_nothing(client, changed, status, said) -> None:
    village = a_village()
    village.writes_down()
    member(client, village)
    new = f"/team/{village.team_id}/households/new"
    typed = {"name": "nông thị páo", "phone": "0912555001", "village": "Đồng Đĩnh", "agrees": "code"} | changed
    answer = sends(client, new, new, **typed)
    assert (answer.status_code, said in answer.text, households()) == (status, True, 1)
    if not changed:
        assert "Có phải hộ này không?" in answer.text


def test_a_shop_is_handed_over_by_the_code_that_the_household_reads_out(client, home) -> None:
    village = a_village()
    household = village.writes_down()
    agrees(village.member, household)
    member(client, village)
    path = f"/team/households/{household['id']}"
    assert sends(client, f"{path}/hand-over", f"{path}/codes", phone="").status_code == 303
    handed = sends(client, f"{path}/hand-over", f"{path}/hand-over", code=code_sent(home), keep_team="false")
    assert handed.status_code == 303, handed.text
    assert "tự bán lấy" in client.get(path, headers=BROWSER).text
    assert client.get(f"/shop/{household['shop_id']}", headers=BROWSER).status_code == 404


def test_what_was_written_wrongly_is_put_right_its_phone_by_its_own_code(client, home) -> None:
    village = a_village()
    household = village.writes_down()
    member(client, village)
    path = f"/team/households/{household['id']}"
    where = f"{path}/correction"
    stale = form(client.get(where, headers=BROWSER).text, where)
    assert sends(client, where, where, name="Nông Thị Sáo", village="Quán Thanh").status_code == 303
    assert sends(client, where, where, name="Nông Thị Sáo", village="Quán Thanh").status_code == 422
    old = client.post(where, data=stale | {"name": "Ai", "village": "Quán Thanh"}, headers=BROWSER)
    assert (old.status_code, row(household).name) == (412, "Nông Thị Sáo")
    asked = sends(client, where, f"{path}/codes", phone="0912 555 002")
    assert asked.headers["Location"] == f"{where}?done=code-sent"
    page = client.get(where, headers=BROWSER).text
    moving = form(page, where)
    hidden = {"version": moving["version"], "phone": "+84912555002", "key": "another"}
    moved = client.post(where, data=hidden | {"code": code_sent(home)}, headers=BROWSER)
    assert (moved.status_code, row(household).phone) == (303, "+84912555002")


def test_a_household_written_by_mistake_is_taken_away_and_one_that_agreed_is_not(client) -> None:
    village = a_village()
    mistake = village.writes_down()
    other = village.writes_down(name="Lý Thị Sao", phone="0912 555 002")
    agrees(village.member, other)
    member(client, village)
    path = f"/team/households/{mistake['id']}/removal"
    gone = sends(client, path, path)
    assert (gone.headers["Location"], households()) == ("/team?done=removed", 1)
    path = f"/team/households/{other['id']}/removal"
    assert (sends(client, path, path).status_code, households()) == (409, 1)


def test_two_of_one_name_in_one_village_are_pointed_out(client) -> None:
    village = a_village()
    first = village.writes_down()
    second = village.writes_down(phone="0912 555 002")
    member(client, village)
    page = client.get(f"/team/households/{second['id']}", headers=BROWSER).text
    assert "Trong thôn còn hộ cùng tên" in page
    assert f"/team/households/{first['id']}" in page


@pytest.mark.parametrize("purpose", ["price", "refund"])
def test_a_code_for_a_sum_says_what_for_and_leads_on(client, home, purpose) -> None:
    village = a_village()
    household = village.writes_down()
    agrees(village.member, household)
    good = a_product(shop_of(household))
    subject = str(good.id) if purpose == "price" else delivered_order(product=good).number
    member(client, village)
    path = f"/team/households/{household['id']}/codes"
    page = client.get(f"{path}?purpose={purpose}&subject={subject}&amount_vnd=150000&next=/shop/x", headers=BROWSER)
    assert "150.000 đ" in page.text
    sent = client.post(path, data=form(page.text, path), headers=BROWSER)
    assert sent.headers["Location"] == "/shop/x?done=code-sent"
    for forged in ("purpose=price", "purpose=x", f"purpose={purpose}&subject=x&amount_vnd=1", "amount_vnd=9"):
        assert client.get(f"{path}?{forged}", headers=BROWSER).status_code in (404, 422)
    for typed in ({"purpose": "x"}, {"purpose": "price"}, {"purpose": purpose, "subject": "x", "amount_vnd": "1"}):
        assert client.post(path, data=typed, headers=BROWSER).status_code in (404, 422)


def test_an_officer_records_that_a_household_takes_its_consent_back(client) -> None:
    village = a_village()
    household = village.writes_down()
    agrees(village.member, household)
    path = f"/team/households/{household['id']}/withdrawal"
    member(client, village)
    assert client.get(path, headers=BROWSER).status_code == 403
    assert client.post(path, headers=BROWSER).status_code == 403
    come(client, person(village.officer.get("/me").json["id"]))
    assert sends(client, path, path).status_code == 303
    assert "đã rút lại đồng ý" in client.get(path.replace("/withdrawal", ""), headers=BROWSER).text
