"""What came in, by a bank statement: its day, its sum and what the payer wrote, the same in any encoding."""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from market import errors, money
from market.language import Sentence
from market.payments.bank.bank_csv import read_table
from market.text import fold, nfc, without_unsafe

LONGEST_TEXT = 300
_MOST_ERRORS = 20

_BAD_DATE = Sentence("Ngày không đọc được.", en="The date cannot be read.")
_BAD_AMOUNT = Sentence("Số tiền không đọc được.", en="The amount cannot be read.")


@dataclass(frozen=True)
class Line:
    """Money that came in: when, how much (đồng), and what the payer wrote. `digest` is the same in another file."""

    line_no: int
    booked_on: date
    amount_vnd: int
    text: str
    digest: str


def read_statement(content: bytes) -> list[Line]:
    """The credits of a statement; debits are left out. Raises InvalidInput naming each broken line."""
    lines: list[Line] = []
    broken: dict[str, list[Sentence]] = {}
    seen: Counter[tuple[Any, ...]] = Counter()
    for line_no, cells in read_table(content):
        if not re.search(r"\d", cells["day"]):
            continue  # sums, signatures, blank lines
        try:
            line = _line(line_no, cells, seen)
        except _Broken as reason:
            broken[str(line_no)] = [reason.sentence]
            continue
        if line is not None:
            lines.append(line)
    if broken:
        raise errors.InvalidInput(errors={"lines": dict(list(broken.items())[:_MOST_ERRORS])})
    return lines


class _Broken(Exception):
    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence


def _line(line_no: int, cells: dict[str, str], seen: Counter[tuple[Any, ...]]) -> Line | None:
    day = _day(cells["day"])
    amount = _money(cells)
    if amount <= 0:
        return None
    text = without_unsafe(nfc(cells["text"]))[:LONGEST_TEXT]
    # The letters that no encoding changes, and how often the same line stood here before, tell one line from another.
    same = (day, amount, _ascii(text), _ascii(cells.get("number", "")))
    seen[same] += 1
    digest = hashlib.sha256(repr((*same, seen[same])).encode()).hexdigest()
    return Line(line_no=line_no, booked_on=day, amount_vnd=amount, text=text.strip(), digest=digest)


def _ascii(text: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", fold(text).upper())


_DAYS = ("%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d", "%d/%m/%y")


def _day(cell: str) -> date:
    written = re.search(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}", cell)
    for form in _DAYS if written else ():
        try:
            return datetime.strptime(written.group(), form).date()  # type: ignore[union-attr]  # noqa: DTZ007
        except ValueError:
            continue
    raise _Broken(_BAD_DATE)


def _money(cells: dict[str, str]) -> int:
    """What came in, in đồng: 0 for a debit."""
    cell = cells.get("credit") if "credit" in cells else cells.get("amount")
    if not cell and "credit" in cells:
        return 0
    amount = money.read_dong(cell or "", by_bank=True)
    if amount is None:
        raise _Broken(_BAD_AMOUNT)
    return amount
