"""Bank statements as CSV, in whatever encoding and layout a bank or a spreadsheet writes them.

What matters is plain: digits, and a code in ASCII letters. So columns are found by their names' ASCII letters, which
survive any of the old Vietnamese encodings, and the rest of the text is only for people to look at.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from market.errors import InvalidInput
from market.language import Sentence
from market.text import fold, nfc, unsafe_character

MOST_LINES = 5_000
LONGEST_TEXT = 300
_HEADER_WITHIN = 30
_MOST_ERRORS = 20

_NO_HEADER = Sentence(
    "Không thấy dòng tên cột: cần cột ngày, cột số tiền (hoặc ghi có) và cột nội dung.",
    en="No line of column names: a date, an amount (or credit) and a description are needed.",
)
_TOO_MANY = Sentence("Nhiều nhất {most} dòng một tệp.", en="At most {most} lines in a file.")
_BAD_DATE = Sentence("Ngày không đọc được.", en="The date cannot be read.")
_BAD_AMOUNT = Sentence("Số tiền không đọc được.", en="The amount cannot be read.")
_NOTHING = Sentence("Tệp trống.", en="The file is empty.")

# Each column, and the names by which banks call it.
_NAMES = {
    "day": ("ngày giao dịch", "ngày hạch toán", "ngày hiệu lực", "ngày", "transaction date", "date", "posting date"),
    "credit": ("ghi có", "phát sinh có", "số tiền ghi có", "có", "credit", "credit amount", "tiền vào"),
    "amount": ("số tiền", "số tiền giao dịch", "amount", "transaction amount"),
    "text": ("nội dung", "diễn giải", "mô tả", "nội dung giao dịch", "nội dung chi tiết", "description", "details"),
    "number": ("số tham chiếu", "mã giao dịch", "số giao dịch", "số chứng từ", "số ct", "reference", "transaction id"),
}


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
    if not content.strip():
        raise InvalidInput(errors={"file": [_NOTHING]})
    for encoding in _encodings(content):
        try:
            rows = list(_rows(nfc(content.decode(encoding))))
        except (UnicodeDecodeError, csv.Error):
            continue
        header = next((place for place, (_, row) in enumerate(rows[:_HEADER_WITHIN]) if _columns(row)), None)
        if header is not None and len(rows) > MOST_LINES:
            raise InvalidInput(errors={"file": [_TOO_MANY.format(most=MOST_LINES)]})
        if header is not None:
            return _lines(rows[header + 1 :], _columns(rows[header][1]))
    raise InvalidInput(errors={"file": [_NO_HEADER]})


def _encodings(content: bytes) -> tuple[str, ...]:
    """The encodings to try. The last one reads any bytes, so that nothing is refused for its accents."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ("utf-16",)
    if content[1::2].count(0) > len(content) // 4:
        return ("utf-16-le",)
    if content[::2].count(0) > len(content) // 4:
        return ("utf-16-be",)
    return ("utf-8-sig", "cp1258", "latin-1")


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of its line in the file."""
    delimiter = max(",;\t|", key=text[:20_000].count)
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter)
    for row in reader:
        yield reader.line_num, [cell.strip() for cell in row]


def _columns(row: list[str]) -> dict[str, int]:
    """Where the date, the money and the text stand; empty when this is no header."""
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        for column in _NAMES:
            if column not in found and not _letters_of(cell).isdisjoint(_KNOWN[column]):
                found[column] = place
    whole = {"day", "text"} <= found.keys() and bool({"credit", "amount"} & found.keys())
    return found if whole else {}


def _letters_of(name: str) -> set[str]:
    """A column's name without accents, and with only the letters that are ASCII in every encoding."""
    bare = re.sub(r"\([^)]*\)|vnd", " ", name, flags=re.IGNORECASE)
    return {fold(bare).replace(" ", ""), re.sub(r"[^a-z]", "", bare.lower())} - {""}


_KNOWN = {column: {form for name in names for form in _letters_of(name)} for column, names in _NAMES.items()}


def _lines(rows: list[tuple[int, list[str]]], columns: dict[str, int]) -> list[Line]:
    lines: list[Line] = []
    broken: dict[str, list[Sentence]] = {}
    seen: Counter[tuple[Any, ...]] = Counter()
    for line_no, row in rows:
        cells = {column: row[place] if place < len(row) else "" for column, place in columns.items()}
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
        raise InvalidInput(errors={"lines": dict(list(broken.items())[:_MOST_ERRORS])})
    return lines


class _Broken(Exception):
    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence


def _line(line_no: int, cells: dict[str, str], seen: Counter[tuple[Any, ...]]) -> Line | None:
    day = _day(cells["day"])
    amount = _money(cells)
    if amount <= 0:
        return None
    text = "".join(" " if unsafe_character(letter) else letter for letter in nfc(cells["text"]))[:LONGEST_TEXT]
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
    return _dong(cell or "")


def _dong(cell: str) -> int:
    """`1.234.567`, `1,234,567.00 VND`, `+250000` as whole đồng."""
    bare = re.sub(r"(?i)vnd|đ|\s|\u00a0", "", cell)
    if bare in ("", "-"):
        return 0
    whole = re.fullmatch(r"([+-]?)(\d{1,13}|\d{1,3}(?:[.,]\d{3}){1,4})(?:[.,]0{1,2})?", bare)
    if whole is None:
        raise _Broken(_BAD_AMOUNT)
    amount = int(re.sub(r"[.,]", "", whole.group(2)))
    return -amount if whole.group(1) == "-" else amount
