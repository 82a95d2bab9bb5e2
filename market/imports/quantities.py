"""Amounts with their units, in the cell, in the header or in both: one whole number of the base unit, or held. Pure.

The base units are đồng, gram, day (counted in hours here) and piece. What may be read in two ways is held.
"""

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from market.imports import data, headings, spelling
from market.imports.headings import NO_HEADING, Heading
from market.imports.spelling import as_typed

Findings = list[str]
MONEY, WEIGHT, TIME, COUNT = "money", "weight", "time", "count"
_LONGEST_TOLD = 60
_NUMBER = r"(?:[0-9]{1,3}(?: [0-9]{3})+|[0-9][0-9.,]*(?:E\+?[0-9]{1,2})?)"
_SAID = re.compile(rf"({_NUMBER})?\s*([^0-9]*)(.*)", re.IGNORECASE)
_STEP = re.compile(r"([0-9]{1,4})([^0-9/]+)")


class Said(NamedTuple):
    """What a cell says: a number, in one or two readings, of which unit (None: it names none), and for what."""

    numbers: tuple[Fraction, ...]
    unit: int | None
    per: str = ""


class Amount(NamedTuple):
    value: int | None
    per: str = ""
    findings: Findings = []


def money(text: str, heading: Heading = NO_HEADING) -> Amount:
    """Đồng: "65.000đ/hộp", "65k", "1,2 triệu". Less than a thousand is no price that anybody asks."""
    least, most = data.sure()["smallest_price"], data.sure()["largest_price"]
    found = _meant(text, heading, MONEY, lambda value: least <= value <= most, "number-shape")
    if found.value is None and _meant(text, heading, MONEY, lambda value: value < least, "").value is not None:
        return Amount(None, found.per, [f"price-small={_told(text)}"])
    return found


def weight(text: str, heading: Heading = NO_HEADING) -> Amount:
    """Grams of one pack: "500gr", "1,2 kg", "1kg2", "nửa cân"; a bare number where its size leaves no doubt."""
    return _meant(text, heading, WEIGHT, lambda value: 1 <= value <= data.sure()["heaviest_g"], "weight-shape")


def packed(text: str) -> int | None:
    """Grams that a pack says it holds: "500 g", never a bare number."""
    said = parse(as_typed(text), WEIGHT)
    return weight(text).value if said and said.unit else None


def shelf_life(text: str, heading: Heading = NO_HEADING) -> Amount:
    """Days: "7 ngày", "6 tháng", "1 năm", "48h"; a bare number where no other unit could be meant."""
    most = data.sure()["longest_shelf_life_days"] * 24
    text = _without_after(text)
    found = _meant(text, heading, TIME, lambda hours: 24 <= hours <= most and hours % 24 == 0, "shelf-life-shape")
    if found.value is None or found.per:
        return Amount(None, findings=found.findings or ([f"shelf-life-shape={_told(text)}"] if found.per else []))
    return Amount(found.value // 24)


def count(text: str, heading: Heading = NO_HEADING, *, most: int, thing: str = "") -> Amount:
    """A whole number, alone or of `thing`."""
    typed = as_typed(text)
    if thing.replace(" ", "").isalpha() and typed.lower().endswith(thing.lower()):
        text = typed[: -len(thing)].strip()
    return _meant(text, heading, COUNT, lambda value: value <= most, "number-shape")


def _meant(text: str, heading: Heading, measure: str, fits: Callable[[int], bool], shape: str) -> Amount:
    if not text.strip(" -"):
        return Amount(None)
    said = parse(as_typed(text), measure)
    if said is None:
        return Amount(None, findings=[f"{shape}={_told(text)}"])
    if not heading.clear or not _agree(said, heading):
        return Amount(None, findings=[f"unit-unclear={_told(heading.text)}: {_told(text)}"])
    possible = {int(value) for value in _values(said, heading, measure) if value.denominator == 1 and fits(int(value))}
    if len(possible) > 1 or _is_much_or_little(said, heading, measure):
        return Amount(None, findings=[f"amount-unclear={_told(text)}"])
    per = said.per or heading.per
    return Amount(possible.pop(), per) if possible else Amount(None, per, [f"{shape}={_told(text)}"])


def _is_much_or_little(said: Said, heading: Heading, measure: str) -> bool:
    """ "1.250 triệu": no size is too large for money, so nothing tells which of the two is meant."""
    return len(said.numbers) > 1 and measure in (MONEY, COUNT) and (said.unit or heading.unit or 1) > 1


def _agree(said: Said, heading: Heading) -> bool:
    """Only đồng and pieces may be counted in thousands under a header that names them."""
    if said.per and heading.per and spelling.plain(said.per) != spelling.plain(heading.per):
        return False
    one = heading.unit == 1 and heading.measure in (MONEY, COUNT)
    return None in (said.unit, heading.unit) or said.unit == heading.unit or one


def _values(said: Said, heading: Heading, measure: str) -> Iterable[Fraction]:
    unit = said.unit or heading.unit
    if unit is None:
        return _bare(said.numbers, measure)
    times = [number * unit for number in (said.numbers[:1] if unit == 1 else said.numbers)]
    # Under "(nghìn đồng)", "65.000" may be what somebody wrote who did not look up.
    looks_whole = measure == MONEY and said.unit is None and unit > 1
    return [*times, *(number for number in said.numbers if looks_whole and number >= data.sure()["smallest_price"])]


def _bare(numbers: tuple[Fraction, ...], measure: str) -> Iterable[Fraction]:
    """What a number without any unit may mean."""
    sure = data.sure()
    if measure == WEIGHT:
        heavy = [number * 1000 for number in numbers if number <= sure["bare_kilograms_up_to"]]
        return heavy + [number for number in numbers if number >= sure["bare_grams_from"]]
    if measure == TIME:
        return [number * unit for number in numbers[:1] for unit in (24, 720, 8760)]
    return numbers[:1]


@lru_cache(maxsize=4096)
def parse(text: str, measure: str) -> Said | None:
    """What `text` says in one measure; None where any part of it is not understood."""
    words, text = headings.units(measure), _without_currency(text, measure)
    half = _half(text, words)
    if half is not None:
        return half
    parts = _SAID.fullmatch(text)
    if parts is None or not parts[1]:
        return None
    unit, slash, per = (parts[2] + parts[3]).partition("/")
    if slash and not any(map(str.isalpha, per)):
        return None
    numbers = readings(parts[1])
    if not unit.strip(" ."):
        return Said(numbers, None, per.strip()) if numbers else None
    factor = words.find(unit.strip(" ."))
    if factor is not None:
        return Said(numbers, factor, per.strip()) if numbers else None
    compound = _compound(f"{parts[1]}{unit}", words, decimal=measure in (MONEY, WEIGHT))
    return compound._replace(per=per.strip()) if compound else None


def readings(digits: str) -> tuple[Fraction, ...]:
    """A number in its likeliest reading, and in another where its mark may divide thousands or tenths."""
    digits = spelling.digits_of(digits) if "e" in digits.lower() else digits
    if re.fullmatch(r"[0-9]{1,15}", digits):
        return (Fraction(digits),)
    tenths = (Fraction(digits.replace(",", ".")),) if re.fullmatch(r"[0-9]{1,15}[.,][0-9]+", digits) else ()
    for mark, point in ((".", ","), (",", "."), (" ", ",")):
        if re.fullmatch(rf"[1-9][0-9]{{0,2}}({re.escape(mark)}[0-9]{{3}})+({re.escape(point)}[0-9]+)?", digits):
            return (Fraction(digits.replace(mark, "").replace(point, ".")), *tenths)
    return tenths


def _half(text: str, words: spelling.Words[int]) -> Said | None:
    """ "nửa cân", "½ kg"."""
    for half in data.spellings()["parts"]["half"]:
        if text.lower().startswith(half):
            factor = words.find(text[len(half) :].strip())
            return Said((Fraction(1, 2),), factor) if factor else None
    return None


def _compound(text: str, words: spelling.Words[int], *, decimal: bool) -> Said | None:
    """ "1kg2", "1 kg rưỡi", "1 triệu 200 nghìn", "1 năm 6 tháng": the sum, in units of the first."""
    steps, rest = [], text.strip()
    while (step := _STEP.match(rest)) and (factor := words.find(step[2].strip())) is not None:
        steps.append((int(step[1]), factor))
        rest = rest[step.end() :].strip()
    if not steps and step and (factor := _with_half(step[2], words)) is not None and not rest[step.end() :]:
        return Said((int(step[1]) + Fraction(1, 2),), factor)
    if not steps or any(after >= before for (_, before), (_, after) in pairwise(steps)):
        return None
    first = steps[0][1]
    whole = Fraction(sum(number * factor for number, factor in steps), first)
    if not rest:
        return Said((whole,), first)
    tail = decimal and len(steps) == 1 and re.fullmatch(r"[0-9]" if first % 1000 else r"[0-9]|[0-9]{3}", rest)
    return Said((whole + Fraction(int(rest), 10 ** len(rest)),), first) if tail else None


def _with_half(unit: str, words: spelling.Words[int]) -> int | None:
    head, _, last = unit.strip().rpartition(" ")
    return words.find(head) if last in spelling.listed("parts", "and_half") else None


def _without_currency(text: str, measure: str) -> str:
    """ "VND 65,000" as "65,000"."""
    before = re.match(r"[^0-9]+", text) if measure == MONEY else None
    return text[before.end() :] if before and headings.units(MONEY).find(before.group().strip()) == 1 else text


def _without_after(text: str) -> str:
    """ "12 tháng kể từ ngày sản xuất" as "12 tháng"."""
    typed = as_typed(text)
    endings = (len(words) for words in data.spellings()["parts"]["after"] if typed.lower().endswith(words))
    return typed[: len(typed) - max(endings, default=0)].strip()


def _told(text: str) -> str:
    return text[:_LONGEST_TOLD]
