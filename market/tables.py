"""Small separated tables (CSV): what people upload, read whole, and the cells of what they are given."""

import csv
import io
from collections.abc import Callable

Row = tuple[int, list[str]]  # the number of its line in the file, and its cells


def rows_of(text: str, *, marks: str = ",;\t|") -> list[Row]:
    """The rows that are not blank, divided by the most frequent of `marks`. Raises csv.Error."""
    delimiter = max(marks, key=text[:20_000].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
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


def cell(text: str) -> str:
    """Text for a table that people open: no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
