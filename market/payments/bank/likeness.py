"""Whether two lines of two statements tell of one transfer: exports of one bank differ in columns, texts and days.

What is sure is said; what is not is `PERHAPS`, and waits for a person. A line told again word for word is known by its
digest, which counts like lines within a file: two rows of the same words are therefore two transfers.
"""

import hashlib
import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from market.payments.charges.rules import codes_in
from market.text import fold

# A day of booking may be later than that of the transfer by a weekend.
DAYS_APART = timedelta(days=3)
_MOST_ALIKE = 20
_SOME = "?"  # a number there was, but it was not kept


class Likeness(StrEnum):
    SAME = "same"
    PERHAPS = "perhaps"
    DIFFERENT = "different"


class Told(Protocol):
    """A line as it is kept; of old ones `number` and `layout` are not known."""

    @property
    def booked_on(self) -> date: ...
    @property
    def amount_vnd(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def number(self) -> str | None: ...
    @property
    def layout(self) -> str | None: ...
    @property
    def digest(self) -> str: ...


def letters_of(text: str) -> str:
    """What no encoding changes of a text, for comparing."""
    return re.sub(r"[^0-9A-Z]", "", fold(text).upper())


def digest_of(day: date, amount_vnd: int, text: str, number: str, count: int) -> str:
    """What a line is known by: its letters, and which of the like lines of its file it is, from 1."""
    return hashlib.sha256(repr((day, amount_vnd, letters_of(text), letters_of(number), count)).encode()).hexdigest()


def likeness(tellings: Iterable[Told], line: Told) -> Likeness:
    """Whether a line tells again of a transfer that was told by `tellings`: what one of them excludes is excluded."""
    found = {_of_two(told, line) for told in tellings}
    if Likeness.DIFFERENT in found:
        return Likeness.DIFFERENT
    return Likeness.SAME if Likeness.SAME in found else Likeness.PERHAPS


def _of_two(one: Told, other: Told) -> Likeness:
    codes, others = set(codes_in(one.text)), set(codes_in(other.text))
    if one.amount_vnd != other.amount_vnd or (codes and others and codes.isdisjoint(others)):
        return Likeness.DIFFERENT
    if one.booked_on != other.booked_on:
        is_near = abs(one.booked_on - other.booked_on) <= DAYS_APART
        other_day = _heading(one, "day") != _heading(other, "day") and one.layout is not None
        return Likeness.PERHAPS if is_near and other_day and codes & others else Likeness.DIFFERENT
    return _of_one_day(one, other, bool(codes & others))


def _of_one_day(one: Told, other: Told, share_code: bool) -> Likeness:
    numbers, texts = (_number(one), _number(other)), (letters_of(one.text), letters_of(other.text))
    like_texts = texts[0] in texts[1] or texts[1] in texts[0]
    if all(numbers) and _SOME not in numbers and numbers[0] != numbers[1]:
        same_column = _heading(one, "number") == _heading(other, "number")
        return Likeness.DIFFERENT if same_column else Likeness.PERHAPS
    if texts[0] == texts[1] and (numbers[0] == numbers[1]):
        return Likeness.DIFFERENT  # two like lines of one file: told again, they would have the same digest
    if like_texts and _SOME not in numbers and (all(numbers) or (texts[0] == texts[1] and one.layout != other.layout)):
        return Likeness.SAME
    unknown = None in (one.layout, other.layout)
    if like_texts or all(numbers) or (share_code and unknown):
        return Likeness.PERHAPS
    return Likeness.DIFFERENT if unknown or one.layout == other.layout else Likeness.PERHAPS


def _number(told: Told) -> str:
    if told.number is not None:
        return str(told.number)
    alike = (digest_of(told.booked_on, told.amount_vnd, told.text, "", count) for count in range(1, _MOST_ALIKE))
    return "" if told.digest in alike else _SOME


def _heading(told: Told, column: str) -> str | None:
    named = re.search(rf"(?:^|\|){column}=([^|]*)", told.layout or "")
    return named[1] if named else None
