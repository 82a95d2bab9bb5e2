"""A carrier's remittance statement, below whatever title, as CSV in any encoding or as a spreadsheet.

A line that cannot be read is kept, with the reason, and loses no other.
"""

import re
from datetime import datetime

from market import errors, money, tables, text
from market.language import Sentence
from market.payments.bank.wording import is_sum
from market.payments.remittances.rules import BrokenLine, StatedLine

MOST_LINES = 5_000
_LARGEST = 10_000_000_000
_HEADER_WITHIN = 40

_NAMES = {
    "number": ("tracking_number", "tracking", "number", "mã bưu gửi", "số hiệu bưu gửi", "mã vận đơn", "số hiệu"),
    "amount": ("amount_vnd", "collected_vnd", "cod_vnd", "cod", "amount", "tiền thu hộ", "tiền cod", "số tiền"),
    "fee": ("fee_vnd", "fee", "cước", "phí", "cước phí"),
    "net": ("net_vnd", "net", "thực trả", "còn lại"),
}
_KNOWN = {text.fold(name): column for column, names in _NAMES.items() for name in names}
_IN_DONG = re.compile(r"\((?:vnđ|vnd|đ|đồng)\)", re.IGNORECASE)
# `170,000.00` is whole đồng; `1,00` may be one or a hundred.
_NO_XU = re.compile(r"(?<=[.,\d]\d{3})[.,]00?(?=\s*\D*$)")
_NO_HEADER = Sentence(
    "Không thấy dòng tên cột: cần tracking_number, amount_vnd và fee_vnd.",
    en="No line of column names: tracking_number, amount_vnd and fee_vnd are needed.",
)
_TOO_MANY = Sentence("Nhiều nhất {most} dòng một tệp.", en="At most {most} lines in a file.")


def read_remittance(content: bytes, *, now: datetime) -> list[StatedLine | BrokenLine]:
    """Every line that is not blank. Raises InvalidInput for a file that is no such statement."""
    for rows, _ in tables.readings(content, now=now):
        found = next((at for at, (_, row) in enumerate(rows[:_HEADER_WITHIN]) if _is_header(_columns(row))), None)
        if found is None:
            continue
        columns, lines = _columns(rows[found][1]), [row for row in rows[found + 1 :] if not is_sum(_first(row[1]))]
        if len(lines) > MOST_LINES:
            raise errors.InvalidInput(errors={"file": [_TOO_MANY.format(most=MOST_LINES)]})
        return [_line(line_no, row, columns) for line_no, row in lines if not _is_header(_columns(row))]
    raise errors.InvalidInput(errors={"file": [_NO_HEADER]})


def _columns(row: list[str]) -> dict[str, int]:
    return tables.columns_of(row, lambda heading: _KNOWN.get(text.fold(_IN_DONG.sub(" ", heading))))


def _is_header(columns: dict[str, int]) -> bool:
    return {"number", "amount", "fee"} <= columns.keys()


def _first(row: list[str]) -> str:
    return next((cell for cell in row if cell), "")


def _line(line_no: int, row: list[str], columns: dict[str, int]) -> StatedLine | BrokenLine:
    cells = tables.cells_of(row, columns)
    number = text.without_unsafe(cells["number"])[:40].strip()
    amount, fee, net = (money.read_dong(_NO_XU.sub("", cells.get(column, ""))) for column in ("amount", "fee", "net"))
    if not number or amount is None or abs(amount) > _LARGEST or fee is None or not 0 <= fee <= _LARGEST:
        return BrokenLine(line_no, number, "thiếu mã hoặc số tiền không đọc được")
    if cells.get("net") and net != amount - fee:
        return BrokenLine(line_no, number, "thực trả không bằng tiền thu trừ cước")
    return StatedLine(line_no, number.upper(), amount, fee)
