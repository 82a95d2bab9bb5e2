"""What a header says of the cells under it besides its field: "Giá bán (nghìn đồng/kg)". Pure."""

import re
from collections.abc import Collection, Mapping
from functools import cache
from typing import NamedTuple

from market.imports import data, spelling
from market.text import fold, without_marks

_BRACKETS = re.compile(r"\(([^)]*)\)?|\[([^\]]*)\]?")
_PART = re.compile(r"[,.] |\s[-–]\s|\s{2,}")
_TIMES = re.compile(r"(?:x ?)?(1[.,]?000(?:[.,]?000)?)\s*(.*)", re.IGNORECASE)


class Heading(NamedTuple):
    """The unit of a column (None: it names none), for what it counts, and whether all of the header is understood."""

    text: str = ""
    measure: str = ""
    unit: int | None = None
    per: str = ""
    clear: bool = True


NO_HEADING = Heading()


@cache
def units(measure: str) -> spelling.Words[int]:
    """Each unit's word and how many of the base unit it is."""
    table = spelling.by_word(data.spellings()[measure])
    multiples = spelling.by_word(data.spellings()["multiples"]) if measure in ("money", "count") else {}
    ones = [word for word, number in table.items() if number == 1] if measure == "money" else []
    return spelling.Words(table | multiples | {f"{m} {one}": n for m, n in multiples.items() for one in ones})


def measure_of(field: str) -> str:
    return str(data.spellings()["measures"].get(field, ""))


def read(field: str, text: str, aliases: Collection[str]) -> Heading:
    """The heading over the cells of `field`, known by one of the folded `aliases`."""
    measure = measure_of(field)
    if not measure or not text:
        return NO_HEADING
    rest = _beyond(text, aliases, measure)
    said = [_expression(part, measure) for part in rest]
    named = {one[0] for one in said if one and one[0] is not None}
    per = {one[1] for one in said if one and one[1]}
    if measure == "time":
        named |= {unit for word in text.split() if (unit := units(measure).find(word)) is not None}
    clear = None not in said and len(named) <= 1 and len(per) <= 1
    return Heading(text, measure, next(iter(named), None), next(iter(per), ""), clear)


def is_unit(text: str, measure: str) -> bool:
    """Whether `text` says a unit, or what may stand beside one, and nothing else."""
    return _expression(text.strip("()[] "), measure) is not None


def field_beginning(text: str, known: Mapping[str, str]) -> str | None:
    """The field of a header that goes on with a unit outside of brackets: "Giá bán nghìn đồng"."""
    outside = _BRACKETS.sub(" ", text)
    words = fold(outside).split()
    for end in range(len(words) - 1, 0, -1):
        field = known.get(" ".join(words[:end]))
        if field and measure_of(field):
            rest = _after_words(outside, end)
            return field if rest.strip() and is_unit(rest, measure_of(field)) else None
    return None


def with_title(text: str, field: str, titles: Collection[str], aliases: Collection[str]) -> str:
    """A header with the unit that a line above the table names for all of it: "ĐVT: nghìn đồng"."""
    measure = measure_of(field)
    if measure not in ("money", "weight", "time") or read(field, text, aliases).unit is not None:
        return text
    said = [unit for title in titles for unit in _named_by(title, measure)]
    return f"{text} ({said[0]})" if said else text


def _named_by(title: str, measure: str) -> list[str]:
    """The unit that "ĐVT: nghìn đồng" names, as it is written there."""
    bare = without_marks(title).lower()
    others = spelling.Words(dict.fromkeys(data.spellings()["others"].get(measure, ()), True))
    for begin in data.spellings()["header"]["title"]:
        found = re.search(rf"\b{without_marks(begin)}\b\s*:?\s*([^()\[\];]+)", bare)
        if found and len(bare) == len(title):
            unit = _PART.split(title[found.start(1) : found.end(1)])[0].strip(" .:")
            if unit and (unit in others or (_expression(unit, measure) or (None,))[0] is not None):
                return [unit]
    return []


def _beyond(text: str, aliases: Collection[str], measure: str) -> list[str]:
    """The parts of a header beyond the name of its field: the words behind it, and each pair of brackets."""
    inside = [(one or other).strip() for one, other in _BRACKETS.findall(text)]
    outside = _BRACKETS.sub(" ", text)
    words = fold(outside).split()
    spans = [(begin, end) for begin in range(len(words)) for end in range(begin + 1, len(words) + 1)]
    named = [span for span in spans if " ".join(words[slice(*span)]) in aliases]
    end = max(named, key=lambda span: (span[1] - span[0], span[1]))[1] if named else _before_unit(outside, measure)
    rest = _after_words(outside, end)
    return [part for part in (rest.strip(" ,:-*."), *inside) if part.strip("* ")]


def _before_unit(text: str, measure: str) -> int:
    """How many words stand before the unit at the end of a header that only a template knows."""
    count = len(fold(text).split())
    starts = range(1, count)
    return next((start for start in starts if units(measure).find(_after_words(text, start).strip(" ,:-"))), count)


def _after_words(text: str, count: int) -> str:
    """The text behind its first words, as `fold` counts them."""
    spans = [match.end() for match in re.finditer(r"[^\W_]+", text)]
    return text[spans[count - 1] :] if 0 < count <= len(spans) else ""


def _expression(text: str, measure: str) -> tuple[int | None, str] | None:
    """Unit and "per" of "nghìn đồng/kg", "1.000đ", "/hộp"; nothing of a note; None where it is not understood."""
    text = _without_before(spelling.as_typed(text).strip(" ,:.-*"))
    unit, slash, per = (part.strip() for part in text.partition("/"))
    if not unit:
        return (None, per) if per or not slash else None
    found = units(measure).find(unit) or _thousands(unit, measure)
    if found:
        return (found, per) if per or not slash else None
    if spelling.listed("header", "notes").find(text) or (measure == "count" and _is_word(text)):
        return None, "" if spelling.listed("header", "notes").find(text) else text
    return None


def _thousands(text: str, measure: str) -> int | None:
    """ "1.000 đồng", "x1000"."""
    found = _TIMES.fullmatch(text) if measure == "money" else None
    if found is None:
        return None
    unit = units(measure).find(found[2]) if found[2] else 1 if text[:1] in "xX" else None
    return int(re.sub(r"[.,]", "", found[1])) if unit == 1 else None


def _without_before(text: str) -> str:
    for words in sorted(data.spellings()["header"]["before"], key=len, reverse=True):
        if text.lower().startswith(f"{words} ") or text.lower().startswith(f"{words}:"):
            return _without_before(text[len(words) :].strip(" :"))
    return text


def _is_word(text: str) -> bool:
    return len(text) <= 30 and "%" not in text and any(letter.isalpha() for letter in text)
