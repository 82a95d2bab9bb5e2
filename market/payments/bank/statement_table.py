"""A bank statement's table: found below whatever title, with a header of one row or two, in any encoding or format."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from market import errors, tables
from market.language import Sentence
from market.payments.bank.wording import column_of

MOST_LINES = 5_000
_HEADER_WITHIN = 40
_MONEY = {"credit", "amount", "signed", "marked"}
_TELLING = {"direction", "kind"}

_NO_HEADER = Sentence(
    "Không thấy dòng tên cột: cần cột ngày, cột số tiền (hoặc ghi có) và cột nội dung.",
    en="No line of column names: a date, an amount (or credit) and a description are needed.",
)
_TOO_MANY = Sentence("Nhiều nhất {most} dòng một tệp.", en="At most {most} lines in a file.")
_NOTHING = Sentence("Tệp trống.", en="The file is empty.")
_ANOTHER = Sentence(
    "Dòng {line} bắt đầu một bảng khác. Xin gửi từng bảng một tệp.",
    en="Line {line} begins another table. Please send each table as a file of its own.",
)


@dataclass(frozen=True)
class Table:
    """The rows below the header, what each place of them holds, and the headings as they were written."""

    rows: list[tables.Row]
    columns: dict[int, str]
    headings: list[str]
    garbled: bool

    @property
    def layout(self) -> str:
        """Which columns there are: the same export has the same."""
        return "|".join(sorted(f"{column}={self.headings[place].lower()}" for place, column in self.columns.items()))[
            :400
        ]


def read_table(content: bytes, *, now: datetime) -> Table:
    """The table of a statement. Raises InvalidInput."""
    if not content.strip():
        raise errors.InvalidInput(errors={"file": [_NOTHING]})
    for rows, garbled in tables.readings(content, now=now):
        found = next(
            (t for place in range(min(len(rows), _HEADER_WITHIN)) if (t := _table(rows, place, garbled))), None
        )
        if found is None:
            continue
        if len(found.rows) > MOST_LINES:
            raise errors.InvalidInput(errors={"file": [_TOO_MANY.format(most=MOST_LINES)]})
        return _one_table(found)
    raise errors.InvalidInput(errors={"file": [_NO_HEADER]})


def _table(rows: Sequence[tables.Row], place: int, garbled: bool) -> Table | None:
    """The table whose header is the row at `place`, or that and the next."""
    upper, below = rows[place][1], rows[place + 1][1] if place + 1 < len(rows) else []
    columns = _columns(upper, garbled)
    begins = not {"day", "text"}.isdisjoint(columns.values())
    if begins and below and not any(letter.isdigit() for cell in below for letter in cell):
        both = _joined(upper, below, garbled)
        of_both = _columns(both, garbled)
        if _is_whole(of_both) and len(of_both) > len(columns):
            return Table(list(rows[place + 2 :]), of_both, both, garbled)
    return Table(list(rows[place + 1 :]), columns, upper, garbled) if _is_whole(columns) else None


def _joined(upper: list[str], below: list[str], garbled: bool) -> list[str]:
    """The headings of two rows as one; what was merged to the right stands over all that have one below."""
    joined, over = [], ""
    for place in range(max(len(upper), len(below))):
        up = upper[place] if place < len(upper) else ""
        low = below[place] if place < len(below) else ""
        over = up or over
        both = f"{over} {low}"
        joined.append(up if low in ("", up) else both if column_of(both, garbled=garbled) else low)
    return joined


def _columns(headings: list[str], garbled: bool) -> dict[int, str]:
    """What each place holds; of two alike the first, but whatever tells the way of the money."""
    columns: dict[int, str] = {}
    for place, heading in enumerate(headings):
        column = column_of(heading, garbled=garbled)
        if column is not None and (column in _TELLING or column == "debit" or column not in columns.values()):
            columns[place] = column
    return columns


def _is_whole(columns: dict[int, str]) -> bool:
    return {"day", "text"} <= set(columns.values()) and not _MONEY.isdisjoint(columns.values())


def _one_table(table: Table) -> Table:
    """The table without the header that each page repeats. Raises InvalidInput where another table begins."""
    rows = []
    for line_no, row in table.rows:
        columns = {} if any(letter.isdigit() for cell in row for letter in cell) else _columns(row, table.garbled)
        if _is_whole(columns) and columns != table.columns:
            raise errors.InvalidInput(errors={"file": [_ANOTHER.format(line=line_no)]})
        if not columns or not _is_whole(columns):
            rows.append((line_no, row))
    return Table(rows, table.columns, table.headings, table.garbled)
