"""How complaints are answered, and which days are working days, by page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from market import clock
from market.complaints.calendar.models import WorkingDay
from market.db import db, transaction
from market.insight.rules.spans import last_public_month
from tests.support.browsing import BROWSER, come
from tests.support.counting_heard import heard, ordered, past
from tests.support.looking import look, press
from tests.support.village import CHI_LANG, an_officer

DAYS = "/office/working-days"


def kept() -> list[Any]:
    return transaction(lambda: [(row.day, row.works, row.reason) for row in db.session.scalars(db.select(WorkingDay))])


def test_everybody_reads_how_complaints_are_answered_and_of_no_household(client) -> None:
    month = last_public_month(clock.local_day(clock.now())).start
    heard(*(past(month, n, rating="satisfied") for n in range(12)))
    ordered(month, 240, "20", "")
    page = client.get("/complaints/figures", headers=BROWSER).text
    assert "Xem khiếu nại ở Tỉnh Lạng Sơn" in page
    for said in ("5,0", "5,5\u00a0ngày", "100,0\u00a0%", f"{month:%m/%Y}"):
        assert said in page, said
    assert "Hàng hỏng, vỡ" in page  # by kind
    assert "Không có bảng nào về từng hộ" in page
    assert "Theo việc" not in client.get(f"/complaints/figures?place={CHI_LANG}", headers=BROWSER).text
    assert "Chưa có khiếu nại nào" in client.get("/complaints/figures?place=06400", headers=BROWSER).text
    english = client.get("/complaints/figures?lang=en&time=month", headers=BROWSER).text
    assert "12 months" in english and "The latest month" in english


def test_small_numbers_are_hidden_on_the_page_too(client) -> None:
    heard(*(past(last_public_month(clock.local_day(clock.now())).start) for _ in range(3)))
    assert "giấu" in client.get("/complaints/figures", headers=BROWSER).text


def test_a_province_sets_a_day_and_leaves_it_to_the_calendar(client) -> None:
    come(client, an_officer("20"))
    day = clock.local_day(clock.now()) + timedelta(days=9)
    given = {"day": str(day), "works": "false", "reason": "Bão <b>số 3</b>"}
    done = press(client, look(client, DAYS), f"{DAYS}?", **given)
    assert (done.status_code, kept()) == (303, [(day, False, "Bão <b>số 3</b>")])
    page = client.get(done.location, headers=BROWSER).text
    assert "Đã đặt ngày này." in page
    assert "Bão &lt;b&gt;số 3" in page
    assert press(client, page, f"{DAYS}/removal").status_code == 303
    assert kept() == []


def test_what_is_wrong_stands_beside_its_field_and_changes_nothing(client) -> None:
    come(client, an_officer("20"))
    page = look(client, DAYS)
    told = press(client, page, f"{DAYS}?", day="2020-01-01", works="false", reason="Bão")
    assert (told.status_code, kept()) == (409, [])
    assert "Chỉ đặt được từ hôm nay trở đi" in told.text
    assert press(client, look(client, DAYS), f"{DAYS}?", works="maybe").status_code == 422
    come(client, an_officer())
    assert "Cán bộ tỉnh đặt ngày nghỉ" in look(client, DAYS)
    assert (
        press(client, page, f"{DAYS}?", day=str(clock.local_day(clock.now())), works="false", reason="x").status_code
        == 403
    )
    assert kept() == []
