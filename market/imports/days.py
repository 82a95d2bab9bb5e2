"""A day as officials and spreadsheets write it. Pure."""

import re
from datetime import date, timedelta
from functools import cache

from market.imports import data, spelling
from market.imports.spelling import as_typed
from market.text import fold

_SHEET_EPOCH = date(1899, 12, 30)
_SERIAL = re.compile(r"([34][0-9]{4})([.,][0-9]+)?")
_HOURS = re.compile(r"[T ]+[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?( ?[AP]M)?Z?$", re.IGNORECASE)
_DATE = re.compile(r"([0-9]{1,2})\s*([/.\-])\s*([0-9]{1,2})\s*\2\s*([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})([/.\-])([0-9]{1,2})\2([0-9]{1,2})")
_SPOKEN = re.compile(r"ngay ([0-9]{1,2}) thang ([0-9]{1,2}) nam ([0-9]{4})")
_NAMED = re.compile(r"([0-9]{1,2})[- /]([a-z]{3,9}|thg ?[0-9]{1,2})\.?(?:[- /,]+([0-9]{4}|[0-9]{2}))?", re.IGNORECASE)
_NEAR = re.compile(r"[0-9]{1,4}[- /]?[a-z]{3}|[a-z]{3,9}[- /]?[0-9]", re.IGNORECASE)
Findings = list[str]


def day(text: str, *, today: date) -> tuple[date | None, Findings]:
    """A day that lies behind us, as day/month/year, as a spreadsheet's number, or in words."""
    if not text.strip(" -./"):
        return None, []
    typed = _HOURS.sub("", as_typed(text))
    spoken = _SPOKEN.fullmatch(fold(typed))
    parts = _parts(typed, today) or (_numbers(*spoken.groups()) if spoken else None)
    if parts is None:
        return None, [f"date-shape={text[:40]}"]
    first, second, year = parts
    american = second > 12 >= first
    made = _made(year, *((first, second) if american else (second, first)))
    if made is None or not data.sure()["earliest_year"] <= year or made > today:
        return None, [f"date-shape={text[:40]}"]
    return made, ["date-american"] if american else []


def turned(text: str) -> tuple[int, int, int | None] | None:
    """The month, day and year of what a spreadsheet made a day of: "9-Jul", "2026-07-09"; no year where none stands."""
    typed = _HOURS.sub("", as_typed(text))
    named = _NAMED.fullmatch(typed)
    if named and (month := _month(named[2])):
        return month, int(named[1]), _year(named[3]) if named[3] else None
    serial, year_first, written = _SERIAL.fullmatch(typed), _YEAR_FIRST.fullmatch(typed), _DATE.fullmatch(typed)
    if serial:
        made = _SHEET_EPOCH + timedelta(days=int(serial[1]))
        return made.month, made.day, made.year
    if year_first:
        return int(year_first[3]), int(year_first[4]), int(year_first[1])
    if written and (len(written[4]) == 4 or int(written[4]) > 12):
        return int(written[3]), int(written[1]), _year(written[4])
    return None


def is_named(text: str) -> bool:
    """Whether a spreadsheet takes it for a day because a month's name stands beside a number."""
    words = re.findall(r"[A-Za-z]+|[0-9]+", text)
    return (
        2 <= len(words) <= 3
        and any(word.lower() in _named_months() for word in words)
        and _NEAR.search(text) is not None
    )


def _parts(typed: str, today: date) -> tuple[int, int, int] | None:
    """Day, month and year as they stand."""
    written, named = _DATE.fullmatch(typed), _NAMED.fullmatch(typed)
    if written:
        return int(written[1]), int(written[3]), _behind(written[4], today)
    if named and named[3] and (month := _month(named[2])):
        return int(named[1]), month, _behind(named[3], today)
    found = turned(typed) if _SERIAL.fullmatch(typed) or _YEAR_FIRST.fullmatch(typed) else None
    return (found[1], found[0], found[2] or 0) if found and found[0] <= 12 else None


def _numbers(first: str, second: str, third: str) -> tuple[int, int, int]:
    return int(first), int(second), int(third)


def _behind(year: str, today: date) -> int:
    """Of two digits, the last such year that has begun."""
    if len(year) > 2:
        return int(year)
    return today.year - (today.year - int(year)) % 100


def _year(year: str) -> int:
    return int(year) if len(year) > 2 else 2000 + int(year)


def _month(name: str) -> int | None:
    number = re.fullmatch(r"thg ?([0-9]{1,2})", name, re.IGNORECASE)
    return int(number[1]) if number else _named_months().get(name.lower())


@cache
def _named_months() -> dict[str, int]:
    return spelling.by_word(data.spellings()["calendar"])


def _made(year: int, month: int, day_of_month: int) -> date | None:
    try:
        return date(year, month, day_of_month)
    except ValueError:
        return None
