"""The calendar file of a fair, as a calendar reads it (icalendar): instants, whole days, words with every odd sign."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from market.web.store.fairs import calendar
from tests.support.fair_rows import fair_row

ODD = "Phiên “na”; đợt 1, 2\\3\nngày mai: " + "ồ" * 80


def entries(client: Any, slug: str = "na-chi-lang") -> dict[str, Any]:
    """Which entry → as a calendar reads it."""
    answer = client.get(f"/fairs/{slug}.ics")
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert all(len(line) <= 75 for line in answer.data.split(b"\r\n"))
    assert answer.data.count(b"\n") == answer.data.count(b"\r\n")
    read = Calendar.from_ical(answer.data)
    assert (read["VERSION"], read.errors, len(read.events)) == ("2.0", [], 3)
    return {str(event["UID"]).partition("@")[0].rpartition("-")[2]: event for event in read.events}


def test_a_calendar_knows_when_it_opens_closes_and_sends(client) -> None:
    fair = fair_row()
    found = entries(client)
    at = fair.opens_at.replace(microsecond=0), fair.closes_at.replace(microsecond=0)
    assert (found["opening"].start, found["closing"].start) == at
    assert found["opening"].start.utcoffset() == timedelta()
    assert (found["sending"].start, found["sending"].end) == (fair.ships_from, fair.ships_to + timedelta(days=1))
    assert [str(found[name]["SUMMARY"]) for name in ("opening", "closing", "sending")] == [
        "Mở: Phiên na Chi Lăng",
        "Đóng: Phiên na Chi Lăng",
        "Gửi hàng: Phiên na Chi Lăng",
    ]
    assert {str(one["STATUS"]) for one in found.values()} == {"CONFIRMED"}
    assert str(found["opening"]["URL"]) == "http://127.0.0.1:8000/fairs/na-chi-lang"


def test_words_with_odd_signs_come_out_as_they_went_in(client) -> None:
    fair_row(name=ODD[:120], about=ODD)
    found = entries(client)["closing"]
    assert str(found["SUMMARY"]) == f"Đóng: {ODD[:120]}"
    assert str(found["DESCRIPTION"]).startswith(ODD)
    assert str(found["LOCATION"]) == "Xã Chi Lăng, Tỉnh Lạng Sơn"


@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        # Before midnight in Vietnam, after it in UTC's day before; and over the new year of Tết.
        (datetime(2027, 2, 5, 16, 59, 59, tzinfo=UTC), datetime(2027, 2, 5, 17, 0, tzinfo=UTC)),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), datetime(2027, 1, 1, 1, 0, tzinfo=UTC)),
        (datetime(2028, 2, 28, 20, 0, tzinfo=UTC), datetime(2028, 2, 29, 20, 0, tzinfo=UTC)),
    ],
)
def test_instants_are_the_same_on_both_sides_of_midnight(client, opens, closes) -> None:
    fair_row("planned", opens_at=opens, closes_at=closes)
    found = entries(client)
    assert (found["opening"].start, found["closing"].start) == (opens, closes)


def test_one_that_was_called_off_is_crossed_out(client) -> None:
    fair_row("called_off")
    assert {str(one["STATUS"]) for one in entries(client).values()} == {"CANCELLED"}


def test_what_is_changed_later_replaces_what_a_calendar_has(client) -> None:
    fair_row()
    found = entries(client)
    assert len({str(one["UID"]) for one in found.values()}) == 3
    assert {int(one["SEQUENCE"]) for one in found.values()} == {1}


@pytest.mark.once
@pytest.mark.parametrize("letters", ["a" * 74, "a" * 75, "a" * 76, "ồ" * 25, "🥭" * 40, "a" + "ồ" * 60, ""])
def test_lines_are_folded_between_letters(letters) -> None:
    pieces = list(calendar._folded(letters))
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == letters
