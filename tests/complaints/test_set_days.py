"""Days that officers set: who may, which, and that they count from then on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from market import clock
from market.complaints.calendar import queries
from market.complaints.calendar.models import WorkingDay
from market.db import db, transaction
from tests.support.village import CHI_LANG, a_buyer, an_officer, an_operator, calling, guest, now

LANG_SON = "20"
STORM = {"works": False, "reason": "Bão số 3: các cơ quan trong tỉnh nghỉ"}
pytestmark = pytest.mark.usefixtures("app")


def next_monday() -> date:
    today = clock.local_day(now())
    return today + timedelta(days=7 - today.weekday())


def address(day: object) -> str:
    return f"/working-days/{day}"


def kept() -> list[Any]:
    return transaction(lambda: [(row.day, row.works) for row in db.session.scalars(db.select(WorkingDay))])


def due_after(days: int) -> date:
    sunday = clock.begin_of(next_monday()) - timedelta(hours=1)
    return clock.local_day(transaction(lambda: queries.due_at(sunday, days)) - timedelta(seconds=1))


def test_a_province_sets_a_day_off_and_it_counts_from_then_on() -> None:
    officer, day = calling(an_officer(LANG_SON)), next_monday()
    before = due_after(1)
    for _ in range(2):  # sent twice it is one day
        told = officer.put(address(day), STORM)
        assert (told.status_code, told.json["works"], told.json["source"]) == (200, False, "officer")
    assert due_after(1) > before or before > day  # the Monday may be a holiday by itself
    shown = guest().get(f"/working-days?from={day}&to={day}").json["days"]
    assert shown == [{"day": str(day), "works": False, "source": "officer", "reason": STORM["reason"]}]
    assert officer.put(address(day), STORM | {"works": True}).json["works"] is True
    assert due_after(1) == day
    assert officer.delete(address(day)).status_code == officer.delete(address(day)).status_code == 204
    assert (kept(), due_after(1)) == ([], before)


def test_the_calendar_is_told_with_its_names_in_both_languages() -> None:
    shown = guest().get("/working-days?from=2026-08-20&to=2026-09-03").json["days"]
    assert [(one["day"], one["works"]) for one in shown] == [
        ("2026-08-22", True), ("2026-08-31", False), ("2026-09-01", False), ("2026-09-02", False),
    ]  # fmt: skip
    assert shown[-1]["reason"] == "Quốc khánh"
    english = guest().get("/working-days?from=2026-09-02&to=2026-09-02", headers={"Accept-Language": "en"})
    assert english.json["days"][0]["reason"] == "National Day"


@pytest.mark.parametrize(
    ("who", "status"),
    [(a_buyer, 403), (lambda: an_officer(CHI_LANG), 403), (an_operator, 200)],
    ids=["buyer", "officer of a commune", "operator"],
)
def test_the_calendar_is_one_for_the_whole_country(who: Any, status: int) -> None:
    assert calling(who()).put(address(next_monday()), STORM).status_code == status
    assert len(kept()) == (status == 200)


def test_what_is_refused_changes_nothing() -> None:
    officer, yesterday = calling(an_officer(LANG_SON)), clock.local_day(now()) - timedelta(days=1)
    past = officer.put(address(yesterday), STORM)
    assert (past.status_code, past.json["type"]) == (409, "day-is-over")
    assert officer.delete(address(yesterday)).status_code == 409
    assert officer.put(address("2999-01-01"), STORM).status_code == 422
    assert officer.put(address(next_monday()), {"works": False, "reason": "x" * 201}).status_code == 422
    assert officer.put(address(next_monday()), {"works": False, "reason": ""}).status_code == 422
    for no_day in ("2027-02-30", "20270211", "2027-W06-4", "hom-nay", "9999-99-99"):
        assert officer.put(address(no_day), STORM).status_code == 404, no_day
    for span in ("from=2026-02-02&to=2026-02-01", "from=2020-01-01&to=2030-01-01", "from=x", "from=2026-02-02&from=1"):
        assert guest().get(f"/working-days?{span}").status_code == 422, span
    assert guest().get("/working-days?from=9999-12-31").status_code == 200
    assert kept() == []
