"""What is due: late first, then today, to those in whose places it waits; and by the days that officers set."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from market import clock
from market.complaints.dues.queries import when_due
from market.complaints.models import Complaint
from market.complaints.working_days import last_day
from market.db import db, transaction
from tests.support.complaining import a_complaint, answered, complaint
from tests.support.village import (
    CHI_LANG,
    a_buyer,
    a_clerk,
    an_officer,
    an_operator,
    calling,
    delivered_order,
    placed_order,
    seller_of,
)

pytestmark = pytest.mark.usefixtures("app")


def due_in(days: float) -> str:
    """The number of a complaint of which the answer is due so many days from the end of today."""
    number = a_complaint(placed_order())
    at = clock.day_of(clock.now())[1] + timedelta(days=days)
    changed = db.update(Complaint).where(Complaint.number == number).values(waits_until=at, due_at=at)
    transaction(lambda: db.session.execute(changed))
    return number


def listed(caller: Any, query: str = "") -> tuple[list[str], Any]:
    told = caller.get(f"/complaints/due{query}")
    assert told.status_code == 200, told.json
    return [one["number"] for one in told.json["items"]], told.json


def test_late_ones_come_first_and_each_day_is_counted() -> None:
    later, today, late, later_still, latest = (due_in(days) for days in (2, 0, -1, 3, -4))
    answered(due_in(-9))
    officer = calling(an_officer())
    numbers, told = listed(officer)
    assert numbers == [latest, late, today, later, later_still]
    assert (told["late"], told["today"], told["later"]) == (2, 1, 2)
    assert [one["is_late"] for one in told["items"]] == [True, True, False, False, False]
    assert listed(officer, "?when=late")[0] == [latest, late]
    assert listed(officer, "?when=today")[0] == [today]
    page, told = listed(calling(an_operator()), "?limit=2")
    assert page + listed(officer, f"?limit=3&cursor={told['next']}")[0] == numbers
    assert listed(officer, "?holder=province")[0] == []


@pytest.mark.parametrize("cursor", ["WzEsMl0", "WyJ4IiwieCJd", "W10", "WyIyMDI2LTAxLTAxIiwieCJd", "a"])
def test_a_forged_cursor_is_refused(cursor: str) -> None:
    assert calling(an_operator()).get(f"/complaints/due?cursor={cursor}").status_code == 422


def test_each_sees_what_waits_in_their_own_places() -> None:
    number = due_in(0)
    assert listed(calling(an_officer("20")))[0] == [number]
    assert listed(calling(an_officer("06400")))[0] == []
    assert listed(calling(a_clerk()))[0] == []  # it lies with the shop
    for who in (a_buyer(), seller_of(placed_order())):
        assert calling(who).get("/complaints/due").status_code == 403


@pytest.mark.once
def test_the_last_day_is_whole() -> None:
    begin, end = clock.day_of(clock.now())
    at = begin + timedelta(hours=9)
    assert [when_due(due, at) for due in (begin, end, end + timedelta(seconds=1))] == ["late", "today", "later"]


def test_a_day_that_an_officer_sets_moves_what_is_received_later_and_not_what_was_promised() -> None:
    before = complaint(a_complaint(delivered_order()))
    officer, day = calling(an_officer("20")), last_day(before.due_at)
    assert officer.put(f"/working-days/{day}", {"works": False, "reason": "Bão"}).status_code == 200
    after = complaint(a_complaint(delivered_order()))
    assert after.due_at > before.due_at == complaint(before.number).due_at
    assert after.commune_code == CHI_LANG
