"""Who needs a visit, what a place aims at, and how good the files were."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest

from market import clock, outbox
from market.db import db, transaction
from market.insight.models import Target
from market.teams.models import Household
from market.wiring import jobs
from tests.support.browsing import BROWSER, come
from tests.support.helping import a_village
from tests.support.importing import send, table
from tests.support.looking import look, press
from tests.support.village import (
    CHI_LANG,
    HOAN_KIEM,
    a_product,
    a_shop,
    an_officer,
    calling,
    placed_order,
)

HUU_LIEN = "06427"


def rows(kind: Any) -> int:
    return transaction(lambda: db.session.query(kind).count())


def test_who_needs_a_visit_is_told_with_whom_to_call(client, officer) -> None:
    placed_order(a_product(a_shop(name="Vườn <na> Lan")), hours_ago=30)
    page = client.get("/office/visits", headers=BROWSER).text
    assert "Vườn &lt;na&gt; Lan" in page
    assert "Thôn này chưa có tổ" in page
    a_village()
    page = look(client, "/office/visits")
    assert "Có đơn chờ hơn một ngày" in page
    assert 'href="tel:+84912555999"' in page
    assert "Gọi Vi Văn Tuấn, Tổ Đồng Đĩnh" in page
    assert "Vườn" in look(client, "/office/visits?reason=order_waiting")
    assert "Vườn" not in look(client, "/office/visits?reason=never_sold")
    assert client.get("/office/visits?reason=x", headers=BROWSER).status_code == 422


def test_a_long_list_goes_on(client, officer) -> None:
    for n in range(3):
        placed_order(a_product(a_shop(name=f"Vườn {n}")), hours_ago=30)
    first = look(client, "/office/visits?limit=2")
    second = look(client, re.search(r'class="button second" href="([^"]+cursor=[^"]+)"', first)[1])
    found = [re.findall(r"<h2>(Vườn \d)</h2>", page) for page in (first, second)]
    assert [len(page) for page in found] == [2, 1]
    assert {*found[0], *found[1]} == {"Vườn 0", "Vườn 1", "Vườn 2"}
    assert "Xem thêm" not in second


def aim(client, **typed: str) -> Any:
    year = clock.local_day(clock.now()).year
    given = {"measure": "orders", "amount": "30", "from": f"{year}-01-01", "to": f"{year}-12-31"} | typed
    page = look(client, "/office/targets/new")
    return press(client, page, "/office/targets/new", **{name: value for name, value in given.items() if value})


def test_a_target_is_set_seen_and_taken_back(client, officer) -> None:
    placed_order()
    while outbox.drain(jobs.JOBS, clock=clock.now):
        pass
    answer = aim(client, amount="1.200")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/office/targets?place={CHI_LANG}&done=set")
    page = look(client, answer.headers["Location"])
    assert "Đã đạt 1 trên 1.200 (0 %)" in page
    assert "Bỏ chỉ tiêu" in page
    taken = press(client, page, "/office/targets/removal")
    assert "Đã bỏ chỉ tiêu." in look(client, taken.headers["Location"])
    assert rows(Target) == 0
    assert press(client, page, "/office/targets/removal").status_code == 303  # the same form: the same answer
    assert client.post("/office/targets/removal", data={"measure": "orders"}, headers=BROWSER).status_code == 404


def test_a_percentage_says_of_what_it_is(client, officer) -> None:
    for _ in range(3):
        a_shop()
    while outbox.drain(jobs.JOBS, clock=clock.now):
        pass
    assert "Gian hàng đang bán (phần trăm: của gian hàng đang mở)" in look(client, "/office/targets/new")
    assert aim(client, measure="active_shops", amount="", percent="50").status_code == 303
    page = look(client, "/office/targets")
    assert "Phần trăm là của 3 gian hàng đang mở." in page
    assert "Đã đạt 0 trên 2 (0 %)" in page


@pytest.mark.parametrize(
    "typed",
    [
        {"percent": "50"},
        {"amount": ""},
        {"amount": "nhiều"},
        {"amount": "999999999999"},
        {"amount": "-1"},
        {"amount": "", "percent": "101"},
        {"measure": ""},
        {"measure": "x"},
        {"from": ""},
        {"to": "31/12/2026"},
        {"to": "1999-01-01"},
        {"to": "9999-12-31"},
        {"from": "2000-01-01", "to": "2001-01-01"},
        {"extra": "1"},
        {"amount": "", "percent": "50", "measure": "accounts"},
    ],
)
def test_a_target_that_cannot_be_is_refused_and_stays_typed(client, officer, typed) -> None:
    answer = aim(client, **typed)
    assert (answer.status_code in (409, 422), rows(Target)) == (True, 0)
    assert 'role="alert"' in answer.text
    for value in {**typed, "amount": typed.get("amount", "30")}.values():
        assert value in answer.text


def test_a_part_of_a_target_from_above_is_not_taken_back_here(client, officer) -> None:
    def write() -> None:
        place = {"commune_code": CHI_LANG, "village": "Đồng Đĩnh", "village_slug": "dong-dinh"}
        who = {"name": "Nông Văn Hải", "name_folded": "nong van hai", "match_key": str(uuid4())}
        db.session.add(Household(person_id=uuid4(), created_at=clock.now(), **place, **who))

    transaction(write)
    year = clock.local_day(clock.now()).year
    aimed = {"amount": 40, "from": f"{year}-01-01", "to": f"{year}-12-31"}
    assert calling(an_officer("20")).put("/targets/20/orders", aimed).status_code == 200
    page = look(client, "/office/targets")
    assert "Phần chia từ chỉ tiêu của nơi trên" in page
    assert "removal" not in page
    answer = client.post("/office/targets/removal", data={"measure": "orders"}, headers=BROWSER)
    assert (answer.status_code, "Chỉ tiêu do cấp trên" in answer.text or "phần chia từ chỉ tiêu" in answer.text) == (
        409,
        True,
    )
    come(client, an_officer("20"))
    assert "Xã Chi Lăng" in look(client, "/office/targets")


def test_a_target_of_another_place_is_not_set(client, officer) -> None:
    given = {"measure": "orders", "amount": "3", "from": "2026-01-01", "to": "2099-01-01"}
    for where in (HOAN_KIEM, "20"):
        answer = client.post(f"/office/targets/new?place={where}", data=given, headers=BROWSER)
        assert (answer.status_code, rows(Target)) == (403, 0)


def test_how_good_a_file_was_is_told_by_rule_and_commune(client, officer) -> None:
    good, bad = "H1;Triệu Thị Mới;0912555888;Đồng Đĩnh;Chi Lăng", "H2;Lý Văn Hai;12;Đồng Đĩnh;Chi Lăng"
    sent = send(calling(officer), table(good, bad), name="ho <b>.csv")
    page = look(client, "/office/imports")
    assert "nhận 1 · phải sửa 1" in page
    assert "1 tệp có dòng phải sửa" in look(client, "/office")
    page = look(client, f"/office/imports/{sent['id']}")
    assert "Tệp này còn dòng phải sửa" in page
    assert "Số điện thoại không đúng" in page
    assert "Xã Chi Lăng" in page
    file = client.get(re.search(r'href="([^"]+csv)"', page)[1], headers=BROWSER)
    assert (file.mimetype, "Lý Văn Hai" in file.text) == ("text/csv", True)
    assert "<b>.csv" not in client.get("/office/imports", headers=BROWSER).text


def test_a_file_that_is_no_table_says_why(client, officer) -> None:
    sent = send(calling(officer), b"\x00\x01\x02 no table", name="ho.xlsx")
    page = look(client, f"/office/imports/{sent['id']}")
    assert "Tệp này không nhập được" in page
    assert "Không đọc được tệp này như một bảng" in page
    assert "1 tệp" in look(client, "/office")


def test_files_of_others_are_not_there(client, officer) -> None:
    sent = send(calling(an_officer()), table("H1;Triệu Thị Mới;0912555888;Đồng Đĩnh;Chi Lăng"))
    assert client.get(f"/office/imports/{sent['id']}", headers=BROWSER).status_code == 404
    assert "Bạn chưa gửi tệp nào" in look(client, "/office/imports")
