"""A sum as banks write it, with whatever sign, brackets, letters or words stand beside it."""

import re

from market import money
from market.payments.bank.wording import NotUnderstood, Way, plain_signs, way_of, without_currency


def read_amount(cell: str) -> tuple[int, Way] | None:
    """How much (never negative), and which way that says it went: `170,000 DR`, `(170.000)`, `-170.000 đ`, `170.000-`.

    A blank cell or a lone dash is nothing. None for what is no amount; raises NotUnderstood for a word beside it
    that is not known, and for a sign and a word that contradict each other.
    """
    bare = plain_signs(without_currency(cell)).strip("' \u00a0")
    written = re.fullmatch(r"(\D*)(\d|\d[\d.,\s]*\d)(\D*)", bare)
    if written is None:
        return (0, Way.SILENT) if bare in ("", "-") else None
    before, figures, after = written.groups()
    marks = [re.sub(r"[^\W\d_]+[.:]?|\s", "", side) for side in (before, after)]
    ways = {way_of(f"{before} {after}".translate(_NO_MARKS)), way_of("".join(marks).strip("()"))}
    ways |= {Way.OUT} if marks[0].count("(") and marks[1].count(")") else set()
    amount = money.read_dong(figures, by_bank=True)
    if amount is None or not all(re.fullmatch(r"[+-]?\(?[+-]?|[+-]?\)?[+-]?|\(\)", side) for side in marks):
        return None
    told = ways - {Way.SILENT}
    if len(told) > 1:
        raise NotUnderstood
    return amount, told.pop() if told else Way.SILENT


_NO_MARKS = str.maketrans("+-()", "    ")
