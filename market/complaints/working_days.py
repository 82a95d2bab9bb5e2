"""Working days in Viet Nam: what the libraries' calendar says, what was decided since, what an officer set. Pure.

`data/days.csv` is written from the library `holidays` (`make days`; a test holds them equal), `data/decided.csv` by
hand: what the Government decided and the library lacks. Over both stands what officers set (`overrides`).
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from market.clock import end_of, local_day
from market.language import Sentence

NO_OVERRIDES: Mapping[date, bool] = MappingProxyType({})
_FILES = tuple(Path(__file__).parent / "data" / name for name in ("days.csv", "decided.csv"))
_SATURDAY = 5


@dataclass(frozen=True)
class KnownDay:
    """A day that is otherwise than its weekday says: a weekday off, or a weekend's day at work."""

    works: bool
    name: Sentence


@cache
def known_days() -> Mapping[date, KnownDay]:
    """What this release knows, by day; what was decided later stands over the calendar."""
    return {
        date.fromisoformat(row["day"]): KnownDay(row["works"] == "1", Sentence(row["vi"], en=row["en"]))
        for file in _FILES
        for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    }


def works(day: date, overrides: Mapping[date, bool] = NO_OVERRIDES) -> bool:
    """Whether offices work on `day` (Vietnam's). `overrides`: what officers set, by day."""
    known = known_days().get(day)
    return overrides.get(day, known.works if known else day.weekday() < _SATURDAY)


def due_at(received_at: datetime, working_days: int, overrides: Mapping[date, bool] = NO_OVERRIDES) -> datetime:
    """When the last of `working_days` is over; the day on which it was received does not count (Civil Code, 147, 148).

    An answer is on time before this instant. It is midnight, so of the day after: `last_day` says which day to name.
    """
    return end_of(next(islice(_working_days_after(local_day(received_at), overrides), working_days - 1, None)))


def last_day(due: datetime) -> date:
    """The last day on which an answer is on time."""
    return local_day(due - timedelta(microseconds=1))


def _working_days_after(day: date, overrides: Mapping[date, bool]) -> Iterator[date]:
    while True:
        day += timedelta(days=1)
        if works(day, overrides):
            yield day
