"""Phone numbers in what people write, found however they were spelled, so that others need not see them."""

import re
import unicodedata
from collections.abc import Iterator

from market.language import Sentence
from market.text import fold

HIDDEN = Sentence("(số điện thoại được ẩn)", en="(phone number hidden)")
_WORDS = {
    **dict.fromkeys(("khong", "zero"), "0"),
    **dict.fromkeys(("mot", "one"), "1"),
    **dict.fromkeys(("hai", "two"), "2"),
    **dict.fromkeys(("ba", "three"), "3"),
    **dict.fromkeys(("bon", "tu", "four"), "4"),
    **dict.fromkeys(("nam", "lam", "five"), "5"),
    **dict.fromkeys(("sau", "six"), "6"),
    **dict.fromkeys(("bay", "seven"), "7"),
    **dict.fromkeys(("tam", "eight"), "8"),
    **dict.fromkeys(("chin", "nine"), "9"),
}
# Letters that stand for a figure where figures stand beside them.
_ALIKE = str.maketrans("oOоОlIi|", "00001111")
_UNIT = re.compile(r"\d|\+|[^\W\d_]+|\|")
# What people put between the figures of one number; whoever writes a price has a word or a sign after it.
_BETWEEN = re.compile(r"[\s.,\-–—_()/*·•~'\u200b-\u200d\u2060]{0,4}")
_DATE = re.compile(r"\d{1,2}([-/.])\d{1,2}\1(?:19|20)\d\d(?!\d)")
# Mobile numbers, those of before 2018, and those of a house; as they are dialled here, and from abroad.
_PHONE = re.compile(r"(?:0|(?:\+|00)?840?)(?:[35789]\d{8}|1[2689]\d{8}|2\d{9})")

_Unit = tuple[str, int, int]


def hidden(text: str) -> Sentence:
    """The text with `HIDDEN` in the place of each phone number."""
    kept, end = [], 0
    for start, after in _found(text):
        kept.append(text[end:start])
        end = after
    kept.append(text[end:])
    return Sentence(str(HIDDEN).join(kept), en=HIDDEN.en.join(kept))


def are_in(text: str) -> bool:
    """Whether somebody could be called by what is written here."""
    return next(_found(text), None) is not None


def _found(text: str) -> Iterator[tuple[int, int]]:
    """Where the numbers stand. Figures, letters and words are read one by one: no spelling of them is a long search."""
    for run in _runs(text):
        figures = "".join(figure for figure, _, _ in run)
        at = 0
        while match := _PHONE.search(figures, at):
            first, last = match.start(), match.end() - 1
            at = first + 1
            inside = first > 0 and run[first - 1][2] == run[first][1]
            if inside or _DATE.match(text, run[first][1]):
                continue  # a part of a longer figure, as of an account, or a day
            while last + 1 < len(run) and run[last][2] == run[last + 1][1]:
                last += 1
            yield run[first][1] - _opened(text, run[first][1], run[last][2]), run[last][2]
            at = last + 1


def _opened(text: str, start: int, end: int) -> bool:
    """“(0912) 345 678”: the bracket goes with its number."""
    return text[start - 1 : start] == "(" and ")" in text[start:end]


def _runs(text: str) -> Iterator[list[_Unit]]:
    """Figures that may be read as one number."""
    run: list[_Unit] = []
    for unit in _units(text):
        if run and not _BETWEEN.fullmatch(text, run[-1][2], unit[1]):
            yield run
            run = []
        run.append(unit)
    if run:
        yield run


def _units(text: str) -> Iterator[_Unit]:
    """Each figure with where it begins and ends: a digit of any script, a letter like one, or its word."""
    for match in _UNIT.finditer(text):
        word, start = match[0], match.start()
        if word == "+" or word.isdecimal():
            yield (word if word == "+" else str(unicodedata.decimal(word)), start, match.end())
        elif len(word) <= 2 and not set(like := word.translate(_ALIKE)) - set("01"):
            yield from ((figure, start + place, start + place + 1) for place, figure in enumerate(like))
        elif len(word) <= 6 and (figure := _WORDS.get(fold(word))):
            yield figure, start, match.end()
