"""What a bank answers to a transfer file, as CSV: `id,outcome,note`, the outcome `paid` or `failed`."""

import csv
from dataclasses import dataclass
from uuid import UUID

from market import errors, tables, text
from market.language import Sentence

_MOST_LINES = 2_000
_MOST_ERRORS = 20
_LONGEST_NOTE = 200
_OUTCOMES = {"paid": True, "failed": False}

_NOT_READABLE = Sentence("Tệp không đọc được: cần các cột id, outcome.", en="Not readable: columns id, outcome needed.")
_TOO_MANY = Sentence("Nhiều nhất {most} dòng một tệp.", en="At most {most} lines in a file.")
_BROKEN = Sentence("Cần mã chuyển khoản và “paid” hoặc “failed”.", en="A transfer's id and paid or failed are needed.")


@dataclass(frozen=True)
class Answer:
    """What became of one transfer."""

    line_no: int
    id: UUID
    paid: bool
    note: str


def read_answers(content: bytes) -> list[Answer]:
    """Raises InvalidInput naming each line that cannot be read; then nothing is done."""
    try:
        header, *rows = tables.rows_of(text.nfc(content.decode("utf-8-sig")), marks=",") or [(0, [])]
    except (UnicodeDecodeError, csv.Error):
        raise errors.InvalidInput(errors={"file": [_NOT_READABLE]}) from None
    columns = tables.columns_of(header[1], str)
    if not {"id", "outcome"} <= columns.keys():
        raise errors.InvalidInput(errors={"file": [_NOT_READABLE]})
    if len(rows) > _MOST_LINES:
        raise errors.InvalidInput(errors={"file": [_TOO_MANY.format(most=_MOST_LINES)]})
    answers = [(line_no, _answer(line_no, tables.cells_of(row, columns))) for line_no, row in rows]
    broken = {str(line_no): [_BROKEN] for line_no, answer in answers if answer is None}
    if broken:
        raise errors.InvalidInput(errors={"lines": dict(list(broken.items())[:_MOST_ERRORS])})
    return [answer for _, answer in answers if answer is not None]


def _answer(line_no: int, row: dict[str, str]) -> Answer | None:
    outcome = _OUTCOMES.get(row["outcome"])
    try:
        transfer_id = UUID(row["id"])
    except ValueError:
        return None
    if outcome is None:
        return None
    return Answer(line_no, transfer_id, outcome, text.without_unsafe(row.get("note", ""))[:_LONGEST_NOTE])
