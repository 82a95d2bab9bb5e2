"""A carrier's remittance statement as CSV. A line that cannot be read is kept, with the reason, and loses no other."""

import csv

from market import errors, money, tables, text
from market.language import Sentence
from market.payments.remittances.rules import BrokenLine, StatedLine

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
    known = {text.fold(name): column for column, names in _NAMES.items() for name in names}
    columns = tables.columns_of(rows[0][1], lambda heading: known.get(text.fold(heading))) if rows else {}
    if not {"number", "amount", "fee"} <= columns.keys():
        raise errors.InvalidInput(errors={"file": [_NO_HEADER]})
    if len(rows) - 1 > MOST_LINES:
        raise errors.InvalidInput(errors={"file": [_TOO_MANY.format(most=MOST_LINES)]})
    return [_line(line_no, row, columns) for line_no, row in rows[1:]]


def _rows(content: bytes) -> list[tables.Row]:
    try:
        return tables.rows_of(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, csv.Error):
        raise errors.InvalidInput(errors={"file": [_NOT_TEXT]}) from None


def _line(line_no: int, row: list[str], columns: dict[str, int]) -> StatedLine | BrokenLine:
    cells = tables.cells_of(row, columns)
    number = text.without_unsafe(cells["number"])[:40].strip()
    amount, fee, net = (money.read_dong(cells.get(column, "")) for column in ("amount", "fee", "net"))
    if not number or amount is None or abs(amount) > _LARGEST or fee is None or not 0 <= fee <= _LARGEST:
        return BrokenLine(line_no, number, "thiếu mã hoặc số tiền không đọc được")
    if cells.get("net") and net != amount - fee:
        return BrokenLine(line_no, number, "thực trả không bằng tiền thu trừ cước")
    return StatedLine(line_no, number.upper(), amount, fee)
