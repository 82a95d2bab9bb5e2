"""Small tables: what people upload, read whole in whatever encoding or spreadsheet, and the cells they are given."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from market import events, text

Row = tuple[int, list[str]]  # the number of its line in the file, and its cells
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")  # XLSX and ODS, XLS


@dataclass(frozen=True, kw_only=True)
class SpreadsheetAsked(events.Question):
    """What stands in the spreadsheet `content`? Whoever can read it safely adds its `rows`."""

    content: bytes
    rows: list[Row] = field(default_factory=list)


def is_spreadsheet(content: bytes) -> bool:
    """Whether it is one of Excel's or OpenOffice's. Reading one takes long: end the transaction before."""
    return content.startswith(_SPREADSHEETS)


def readings(content: bytes, *, now: datetime) -> Iterator[tuple[list[Row], bool]]:
    """The rows in each way in which the content may be read, likeliest first, and whether only its ASCII is right."""
    if is_spreadsheet(content):
        asked = SpreadsheetAsked(at=now, content=content)
        events.ask(asked)
        yield asked.rows, False
        return
    for encoding in _encodings(content):
        try:
            yield rows_of(text.nfc(content.decode(encoding)).replace("\0", "")), encoding == "latin-1"
        except (UnicodeDecodeError, csv.Error):
            continue
        if encoding.startswith("utf"):
            return  # what is right in one of these is nothing else


def _encodings(content: bytes) -> tuple[str, ...]:
    """The encodings to try. The last one reads any bytes, so that nothing is refused for its accents."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ("utf-16",)
    if content[1::2].count(0) > len(content) // 4:
        return ("utf-16-le",)
    if content[::2].count(0) > len(content) // 4:
        return ("utf-16-be",)
    return ("utf-8-sig", "cp1258", "latin-1")


def rows_of(content: str, *, marks: str = ",;\t|") -> list[Row]:
    """The rows that are not blank, divided by the most frequent of `marks`. Raises csv.Error."""
    delimiter = max(marks, key=content[:20_000].count)
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter)
    stripped = ((reader.line_num, [cell.strip() for cell in row]) for row in reader)
    return [(line_no, row) for line_no, row in stripped if any(row)]


def columns_of(header: list[str], named: Callable[[str], str | None]) -> dict[str, int]:
    """Where each column stands that `named` knows by its heading; the first of two."""
    found: dict[str, int] = {}
    for place, heading in enumerate(header):
        column = named(heading)
        if column:
            found.setdefault(column, place)
    return found


def cells_of(row: list[str], columns: dict[str, int]) -> dict[str, str]:
    """A row's cells by column; one that is too short has empty ones."""
    return {column: row[place] if place < len(row) else "" for column, place in columns.items()}


def cell(words: str) -> str:
    """Text for a table that people open: no spreadsheet takes it for a formula."""
    return f"'{words}" if words.startswith(("=", "+", "-", "@", "\t", "\r")) else words
