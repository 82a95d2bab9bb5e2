"""How banks word a statement: what a heading means, and what a word, a letter or a sign says of which way money went.

The words stand in `data/bank_statements.toml`; what they do not cover is not understood, and nobody guesses.
"""

import re
import tomllib
from collections.abc import Iterable
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from market.text import fold, nfc

_FILE = Path(__file__).parent.parent / "data" / "bank_statements.toml"
_MONEY = ("amount", "credit", "debit")
# Headings that may go on in another language without a mark between: "Ngày giao dịch TNX Date".
_MAY_GO_ON = ("day", "text", "number")


class Way(StrEnum):
    OUT = "out"
    IN = "in"
    SILENT = "silent"  # understood, and says nothing of it


class NotUnderstood(Exception):
    """Words that may say which way money went, but we cannot tell."""


@cache
def table() -> dict[str, Any]:
    """The data file."""
    with _FILE.open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=4096)
def column_of(heading: str, *, garbled: bool = False) -> str | None:
    """What a column holds; `marked` is money of which each cell says its way, `signed` by a sign.

    `garbled`: the file is of before Unicode, and only its ASCII letters can be trusted.
    """
    if garbled:
        bare = re.sub(r"\(?\bvnd\b\)?", " ", heading, flags=re.IGNORECASE)
        named = next((column for name, column in _names() if not _letters(name).isdisjoint(_letters(bare))), None)
        return None if named in _MONEY and re.search(r"[-+()]", bare) else named
    whole = _named([heading])
    if whole is not None and whole not in _MONEY:
        return whole
    halves = re.split(r"[()\n|]", heading) + re.split(r"[()\n|/]", heading)
    named = _of_money(heading) or _going_on(heading) or _named(halves)
    return None if named in _MONEY and _of_money(heading) is None else named  # of money every word is understood


@lru_cache(maxsize=4096)
def way_of(cell: str, *, garbled: bool = False) -> Way:
    """Which way the cell of a column that tells it says that money went. Raises NotUnderstood."""
    words = _words(cell)
    ways = {_way_of_word(word, garbled=garbled, is_kind=True) for word in words} or _ways_of_signs(cell.strip("()' "))
    if None in ways or len(told := ways - {Way.SILENT, None}) > 1:
        raise NotUnderstood
    return told.pop() if told else Way.SILENT  # type: ignore[return-value]


def plain_signs(text: str) -> str:
    """The text with one way of writing a minus and a plus."""
    signs = table()["signs"]
    return text.translate({**dict.fromkeys(map(ord, signs["out"]), "-"), **dict.fromkeys(map(ord, signs["in"]), "+")})


def is_ours(currency: str) -> bool:
    """Whether that is đồng; a blank cell is."""
    return not without_currency(currency).strip(" .")


def without_currency(text: str) -> str:
    """The text without what says that it is in đồng."""
    ours = "|".join(map(re.escape, sorted(table()["currency"]["ours"], key=len, reverse=True)))
    return re.sub(rf"(?<![^\W\d_])(?:{ours})(?![^\W\d_])", " ", nfc(text), flags=re.IGNORECASE)


def is_sum(cell: str) -> bool:
    """Whether a cell says that its line is a total or a balance. "TONG THI LAN" is somebody's name."""
    return _begins(cell, table()["sums"]["first"]) or is_balance(cell)


def is_balance(cell: str) -> bool:
    return _begins(cell, table()["sums"]["balances"])


def says_paid_out(text: str) -> bool:
    """Whether a payer's words are, most likely, our own: a refund of ours, a fee."""
    words = f" {fold(text)} "
    return any(f" {phrase} " in words for phrase in table()["paid_out"]["texts"])


def _begins(cell: str, names: list[str]) -> bool:
    words = _words(cell)
    known = (_words(name) for name in names)
    return any(
        _same(words[: len(name)], name) and (len(name) > 1 or len(words) == 1 or not words[0].isascii())
        for name in known
    )


def _named(headings: Iterable[str]) -> str | None:
    """The column of the first heading that has one: a whole heading, or its halves in two languages."""
    for piece in headings:
        words = _words(piece) or list(plain_signs(piece).replace("/", "").strip())
        for name, column in _names() if words else ():
            if _same(words, _words(name) or list(name.replace("/", ""))):
                return column
    return None


def _of_money(heading: str) -> str | None:
    words = _words(without_currency(heading))
    signs = {way for marks in re.findall(r"\(([^\w()]+)\)", heading) for way in _ways_of_signs(marks)} - {None}
    ways = {_way_of_word(word, beside=words) for word in words}
    is_money = any(_same([word], [name]) for word in words for name in table()["words"]["money"])
    if None in ways or not words:
        return None
    told = (ways | signs) - {Way.SILENT}
    if len(told) == 2:
        return "direction" if not is_money else "signed" if signs else "marked"
    if told:
        return "debit" if Way.OUT in told else "credit"
    return "amount" if is_money else None


def _going_on(heading: str) -> str | None:
    words = _words(heading)
    longest = sorted(_names(), key=lambda named: -len(named[0]))
    known = ((_words(name), column) for name, column in longest if column in _MAY_GO_ON and " " in name)
    return next((column for name, column in known if _same(words[: len(name)], name)), None)


@cache
def _names() -> tuple[tuple[str, str], ...]:
    return tuple((name, column) for column, names in table()["columns"].items() for name in names)


def _way_of_word(word: str, *, beside: Iterable[str] = (), garbled: bool = False, is_kind: bool = False) -> Way | None:
    words = table()["words"]
    if (
        word == "no"
        and not is_kind
        and not any(_same([other], [name]) for other in beside for name in words["beside_no"])
    ):
        return None  # a number
    known = {Way.OUT: words["out"] + (words["out_as_kind"] if is_kind else []), Way.IN: words["in"]}
    known[Way.SILENT] = words["plain"]
    for way, names in known.items():
        if any(_same([word], [name]) or (garbled and not _letters(name).isdisjoint(_letters(word))) for name in names):
            return way
    return None


def _ways_of_signs(marks: str) -> set[Way | None]:
    known = {"-": Way.OUT, "+": Way.IN}
    return {known.get(mark) for mark in plain_signs(marks).replace("/", "") if not mark.isspace()}


def _same(written: list[str], known: list[str]) -> bool:
    """Whether the words are those, with their accents or with none at all."""
    pairs = zip(written, known, strict=False)
    return len(written) == len(known) and all(a == b or (a.isascii() and a == fold(b)) for a, b in pairs)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", nfc(text).lower())


def _letters(text: str) -> set[str]:
    """What is left of a text in a font of before Unicode: its letters without accents, or those that had none."""
    return {fold(text).replace(" ", ""), re.sub(r"[^a-z]", "", text.lower())} - {""}
