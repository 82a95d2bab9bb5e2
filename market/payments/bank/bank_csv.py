"""A bank statement's table, found in whatever encoding and layout a bank or a spreadsheet writes it.

Columns are found by their names' ASCII letters, which survive any of the old Vietnamese encodings.
"""

import csv
import re

from market import errors, tables, text
from market.language import Sentence

MOST_LINES = 5_000
_HEADER_WITHIN = 30

_NO_HEADER = Sentence(
    "Không thấy dòng tên cột: cần cột ngày, cột số tiền (hoặc ghi có) và cột nội dung.",
    en="No line of column names: a date, an amount (or credit) and a description are needed.",
)
_TOO_MANY = Sentence("Nhiều nhất {most} dòng một tệp.", en="At most {most} lines in a file.")
_NOTHING = Sentence("Tệp trống.", en="The file is empty.")

# Each column, and the names by which banks call it.
_NAMES = {
    "day": ("ngày giao dịch", "ngày hạch toán", "ngày hiệu lực", "ngày", "transaction date", "date", "posting date"),
    "credit": ("ghi có", "phát sinh có", "số tiền ghi có", "có", "credit", "credit amount", "tiền vào"),
    "amount": ("số tiền", "số tiền giao dịch", "amount", "transaction amount"),
    "text": ("nội dung", "diễn giải", "mô tả", "nội dung giao dịch", "nội dung chi tiết", "description", "details"),
    "number": ("số tham chiếu", "mã giao dịch", "số giao dịch", "số chứng từ", "số ct", "reference", "transaction id"),
}


def read_table(content: bytes) -> list[tuple[int, dict[str, str]]]:
    """The rows below the header: the number of the line in the file, and its cells by column. Raises InvalidInput."""
    if not content.strip():
        raise errors.InvalidInput(errors={"file": [_NOTHING]})
    for encoding in _encodings(content):
        try:
            rows = tables.rows_of(text.nfc(content.decode(encoding)).replace("\0", ""))
        except (UnicodeDecodeError, csv.Error):
            continue
        header = next((place for place, (_, row) in enumerate(rows[:_HEADER_WITHIN]) if _columns(row)), None)
        if header is not None and len(rows) > MOST_LINES:
            raise errors.InvalidInput(errors={"file": [_TOO_MANY.format(most=MOST_LINES)]})
        if header is not None:
            return [(line_no, tables.cells_of(row, _columns(rows[header][1]))) for line_no, row in rows[header + 1 :]]
    raise errors.InvalidInput(errors={"file": [_NO_HEADER]})


def _encodings(content: bytes) -> tuple[str, ...]:
    """The encodings to try. The last one reads any bytes, so that nothing is refused for its accents."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ("utf-16",)
    if content[1::2].count(0) > len(content) // 4:
        return ("utf-16-le",)
    if content[::2].count(0) > len(content) // 4:
        return ("utf-16-be",)
    return ("utf-8-sig", "cp1258", "latin-1")


def _columns(row: list[str]) -> dict[str, int]:
    """Where the date, the money and the text stand; empty when this is no header."""
    found = tables.columns_of(row, _named)
    whole = {"day", "text"} <= found.keys() and bool({"credit", "amount"} & found.keys())
    return found if whole else {}


def _named(heading: str) -> str | None:
    return next((column for column in _NAMES if not _letters_of(heading).isdisjoint(_KNOWN[column])), None)


def _letters_of(name: str) -> set[str]:
    """A column's name without accents, and with only the letters that are ASCII in every encoding."""
    bare = re.sub(r"\([^)]*\)|vnd", " ", name, flags=re.IGNORECASE)
    return {text.fold(bare).replace(" ", ""), re.sub(r"[^a-z]", "", bare.lower())} - {""}


_KNOWN = {column: {form for name in names for form in _letters_of(name)} for column, names in _NAMES.items()}
