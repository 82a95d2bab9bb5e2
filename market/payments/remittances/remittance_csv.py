"""A carrier's remittance statement as CSV. A line that cannot be read is kept, with the reason, and loses no other."""

from __future__ import annotations

import csv
import io
import re

from market.errors import InvalidInput
from market.language import Sentence
from market.payments.remittances.rules import BrokenLine, StatedLine
from market.text import fold, unsafe_character

MOST_LINES = 5_000
_LARGEST = 10_000_000_000

_NAMES = {
    "number": ("tracking_number", "tracking", "number", "mã bưu gửi", "số hiệu bưu gửi", "mã vận đơn", "số hiệu"),
    "amount": ("amount_vnd", "collected_vnd", "cod_vnd", "cod", "amount", "tiền thu hộ", "tiền cod", "số tiền"),
    "fee": ("fee_vnd", "fee", "cước", "phí", "cước phí"),
    "net": ("net_vnd", "net", "thực trả", "còn lại"),
}
_NO_HEADER = Sentence(
    "Không thấy dòng tên cột: cần tracking_number, amount_vnd và fee_vnd.",
    en="No line of column names: tracking_number, amount_vnd and fee_vnd are needed.",
)
_NOT_TEXT = Sentence("Tệp không phải CSV mã UTF-8.", en="The file is not CSV in UTF-8.")
_TOO_MANY = Sentence("Nhiều nhất {most} dòng một tệp.", en="At most {most} lines in a file.")


def read_remittance(content: bytes) -> list[StatedLine | BrokenLine]:
    """Every line that is not blank. Raises InvalidInput for a file that is no such statement."""
    rows = _rows(content)
    columns = _columns(rows[0][1]) if rows else {}
    if not {"number", "amount", "fee"} <= columns.keys():
        raise InvalidInput(errors={"file": [_NO_HEADER]})
    if len(rows) - 1 > MOST_LINES:
        raise InvalidInput(errors={"file": [_TOO_MANY.format(most=MOST_LINES)]})
    return [_line(line_no, row, columns) for line_no, row in rows[1:]]


def _rows(content: bytes) -> list[tuple[int, list[str]]]:
    try:
        text = content.decode("utf-8-sig")
        delimiter = max(",;\t", key=text[:5_000].count)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return [
            (reader.line_num, [cell.strip() for cell in row]) for row in reader if any(cell.strip() for cell in row)
        ]
    except (UnicodeDecodeError, csv.Error):
        raise InvalidInput(errors={"file": [_NOT_TEXT]}) from None


def _columns(row: list[str]) -> dict[str, int]:
    known = {fold(name): column for column, names in _NAMES.items() for name in names}
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        column = known.get(fold(cell))
        if column:
            found.setdefault(column, place)
    return found


def _line(line_no: int, row: list[str], columns: dict[str, int]) -> StatedLine | BrokenLine:
    cells = {column: row[place] if place < len(row) else "" for column, place in columns.items()}
    number = "".join(" " if unsafe_character(letter) else letter for letter in cells["number"])[:40].strip()
    amount, fee, net = (_dong(cells.get(column, "")) for column in ("amount", "fee", "net"))
    if not number or amount is None or fee is None or fee < 0:
        return BrokenLine(line_no, number, "thiếu mã hoặc số tiền không đọc được")
    if cells.get("net") and net != amount - fee:
        return BrokenLine(line_no, number, "thực trả không bằng tiền thu trừ cước")
    return StatedLine(line_no, number.upper(), amount, fee)


def _dong(cell: str) -> int | None:
    """`1.234.567`, `1,234,567`, `-250000` as whole đồng; a blank cell is nothing; None for what is no amount."""
    bare = re.sub(r"(?i)vnd|đ|\s", "", cell)
    if not bare:
        return 0
    if not re.fullmatch(r"-?([0-9]{1,11}|[0-9]{1,3}(?:[.,][0-9]{3}){1,3})", bare):
        return None
    amount = int(re.sub(r"[.,]", "", bare))
    return amount if abs(amount) <= _LARGEST else None
