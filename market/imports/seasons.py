"""From which month to which something is ripe: "T7-T9", "Quý 3", and what spreadsheets make of "7-9". Pure."""

import re
from datetime import date
from functools import cache
from itertools import pairwise

from market.imports import data, days, headings, spelling
from market.imports.spelling import as_typed
from market.text import without_marks

Findings = list[str]
Months = tuple[int, int]
_YEARS_NEAR = 3
_MONTH, _QUARTER, _TO_LINK = "month", "quarter", ("to", 0)
_Part = tuple[str, int]  # an item's kind ("" where none is named) and number, or a link


def season(
    text: str, heading: headings.Heading = headings.NO_HEADING, *, today: date
) -> tuple[Months | None, Findings]:
    """Months from and to; all the year is none."""
    if not text.strip(" -"):
        return None, []
    typed = as_typed(text)
    if _is_whole_year(typed):
        return None, []
    months = _of_turned(typed, today) if days.turned(typed) else _of_words(typed, quarters=heading.unit == 3)
    if months is None or not heading.clear:
        return None, [f"season-shape={text[:40]}"]
    return (None if months == (1, 12) else months), []


def _is_whole_year(text: str) -> bool:
    parts = [part for part in re.split(r"[()\[\],;]", text) if part.strip()]
    return bool(parts) and all(part.strip() in spelling.listed("season", "whole_year") for part in parts)


def _of_turned(text: str, today: date) -> Months | None:
    """What a day was before a spreadsheet made it of two months; held where both ways round could be a season."""
    month, day, year = days.turned(text) or (0, 0, None)
    if max(month, day) > 12 or min(month, day) < 1 or (year and abs(year - today.year) > _YEARS_NEAR):
        return None
    first, last = min(month, day), max(month, day)
    return (first, last) if last - first < data.sure()["longest_turned_season"] else None


def _of_words(text: str, *, quarters: bool) -> Months | None:
    """Months of "tháng 7 đến tháng 9", "T7, T8", "Quý 3-4": every part must be understood."""
    found = _read(without_marks(text).lower())
    if found is None:
        return None
    items, links = found[::2], found[1::2]
    spans: list[Months] = []
    for kind, number in items:
        quarters = kind == _QUARTER if kind else quarters
        if not 1 <= number <= (4 if quarters else 12):
            return None
        spans.append((3 * number - 2, 3 * number) if quarters else (number, number))
    follow = all(before[1] % 12 + 1 == after[0] for before, after in pairwise(spans))
    return (spans[0][0], spans[-1][1]) if follow or links == [_TO_LINK] else None


def _read(text: str) -> list[_Part] | None:
    """Items and links by turns: an item is a kind and a number. None where anything else stands there."""
    parts: list[_Part] = []
    while text:
        found = next((match for pattern in _patterns() if (match := pattern.match(text))), None)
        if found is None:
            return None
        text = text[found.end() :]
        part = _part(found)
        if part is None:
            continue
        if _is_item(part) != (len(parts) % 2 == 0):
            return None
        parts.append(part)
    return parts if len(parts) % 2 else None


def _part(found: re.Match[str]) -> _Part | None:
    name = found.lastgroup or ""
    if name in ("to", "and"):
        return name, 0
    if name == "silent":
        return None
    number = found[name]
    kind = _QUARTER if name.startswith(_QUARTER) else _MONTH if name.startswith(_MONTH) else ""
    return kind, int(number) if number.isdecimal() else _numbers()[number]


def _is_item(part: _Part) -> bool:
    return part[0] not in ("to", "and")


@cache
def _patterns() -> list[re.Pattern[str]]:
    """Each with the group of what it found last; the words of the data, the longest first."""
    words = data.spellings()["season"]
    spoken = "|".join(sorted(_numbers(), key=len, reverse=True))
    items = [
        *(rf"(?:{_any(words[kind])})[. ]*(?P<{kind}>[0-9]{{1,2}})(?![0-9a-z])" for kind in (_MONTH, _QUARTER)),
        *(rf"{_any(words[kind][:1])} +(?P<{kind}_word>{spoken})(?![0-9a-z])" for kind in (_MONTH, _QUARTER)),
        r"(?P<bare>[0-9]{1,2})(?![0-9a-z])",
    ]
    links = [rf"(?P<{name}>{_any(words[name])})" for name in ("to", "and", "silent")]
    return [re.compile(rf"\s*{pattern}\s*") for pattern in (*items, *links)]


def _any(words: list[str]) -> str:
    """Any of the words, without marks; none is found within another word."""
    bare = sorted((without_marks(word).lower() for word in words), key=len, reverse=True)
    return "|".join(re.escape(word) + ("(?![a-z])" if word.isalpha() and len(word) > 2 else "") for word in bare)


@cache
def _numbers() -> dict[str, int]:
    numbers = spelling.by_word(data.spellings()["numbers"])
    return {without_marks(word): number for word, number in numbers.items()}
