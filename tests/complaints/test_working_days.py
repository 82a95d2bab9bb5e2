"""Due dates equal a table made by hand; what the release knows is what the library says; officers' days stand above."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from market.clock import LOCAL, end_of
from market.complaints import working_days
from market.complaints.working_days import due_at, last_day, works
from tests.support.days_off import written

_LINES = (Path(__file__).parents[1] / "data" / "due_days.txt").read_text(encoding="utf-8").splitlines()
BY_HAND = [line.split() for line in _LINES if line and not line.startswith("#")]


def test_sixty_due_dates_are_those_of_the_table() -> None:
    assert len({tuple(row) for row in BY_HAND}) == 60
    told = [
        [
            day,
            time,
            days,
            str(last_day(due_at(datetime.fromisoformat(f"{day} {time}").replace(tzinfo=LOCAL), int(days)))),
        ]
        for day, time, days, _ in BY_HAND
    ]
    assert told == BY_HAND


def test_the_days_of_this_release_are_those_of_the_library() -> None:
    """Another release of the library says other days: look at them, then `make days`."""
    file = Path(working_days.__file__).parent / "data" / "days.csv"
    assert file.read_text(encoding="utf-8") == written()


def test_an_instant_counts_as_the_day_that_it_is_in_vietnam_and_the_due_day_is_whole() -> None:
    still_monday, tuesday = (datetime(2026, 11, 9, 16, 59, tzinfo=UTC), datetime(2026, 11, 9, 17, tzinfo=UTC))
    assert due_at(still_monday, 1) == end_of(date(2026, 11, 10)) == datetime(2026, 11, 10, 17, tzinfo=UTC)
    assert last_day(due_at(tuesday, 1)) == date(2026, 11, 11)


@pytest.mark.parametrize(
    ("set_by_officers", "due"),
    [
        ({}, date(2026, 11, 11)),
        ({date(2026, 11, 10): False}, date(2026, 11, 12)),  # a flood: the offices are shut
        ({date(2026, 11, 8): True}, date(2026, 11, 10)),  # a Sunday that is worked
        ({date(2026, 11, 7): True}, date(2026, 11, 11)),  # the day of receipt never counts
    ],
)
def test_what_officers_set_stands_over_the_calendar(set_by_officers: dict[date, bool], due: date) -> None:
    assert last_day(due_at(datetime(2026, 11, 7, 3, tzinfo=UTC), 3, set_by_officers)) == due


def test_what_was_decided_later_is_known_and_an_officer_can_undo_it() -> None:
    assert (works(date(2026, 1, 2)), works(date(2026, 1, 10))) == (False, True)
    assert works(date(2026, 1, 2), {date(2026, 1, 2): True})
