"""XLSX, XLS and ODS: the first sheet with anything in it, merged cells filled downwards. Read in the child only."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from market.imports.tables import MOST_ROWS, NO_TABLE, TOO_LARGE, Row, Unreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_LARGEST_UNPACKED = 400 * 1024 * 1024  # bytes that a spreadsheet says it unpacks to
_WIDEST = 16_384  # columns of a spreadsheet; more cannot be written


def is_spreadsheet(head: bytes) -> bool:
    """Whether a file that begins so is one of Excel's or OpenOffice's."""
    return head.startswith((_ZIP, _OLE))


def spreadsheet(source: Path, head: bytes) -> Iterator[Row]:
    """The first sheet with anything in it; cells that were merged downwards say the same in each row."""
    from python_calamine import CalamineWorkbook

    if head.startswith(_ZIP):
        _check_unpacked(source)
    try:
        book = CalamineWorkbook.from_path(str(source))
        sheets = (book.get_sheet_by_index(number) for number in range(len(book.sheet_names)))
        sheet = next((sheet for sheet in sheets if sheet.total_height), None)
    except Exception:
        raise Unreadable(NO_TABLE) from None
    if sheet is None:
        raise Unreadable(NO_TABLE)
    if sheet.total_width > _WIDEST or sheet.total_height > MOST_ROWS + 1000:
        raise Unreadable(TOO_LARGE)
    return _sheet_rows(sheet)


def _check_unpacked(source: Path) -> None:
    try:
        with zipfile.ZipFile(source) as archive:
            if sum(member.file_size for member in archive.infolist()) > _LARGEST_UNPACKED:
                raise Unreadable(TOO_LARGE)
    except zipfile.BadZipFile:
        raise Unreadable(NO_TABLE) from None


def _sheet_rows(sheet: Any) -> Iterator[Row]:
    left = sheet.start[1] if sheet.start else 0  # columns begin at the first that holds anything, rows at the first
    down = _merged_down(sheet, left)
    held: dict[int, str] = {}
    for number, values in enumerate(sheet.iter_rows()):
        cells = [_written(value) for value in values]
        for top, bottom, column in down.get(number, ()):
            if number == top:
                held[column] = cells[column] if column < len(cells) else ""
            elif number <= bottom and column < len(cells) and not cells[column]:
                cells[column] = held.get(column, "")
        yield number + 1, cells


def _merged_down(sheet: Any, left: int) -> dict[int, list[tuple[int, int, int]]]:
    down: dict[int, list[tuple[int, int, int]]] = {}
    for (top, column), (bottom, right) in sheet.merged_cell_ranges or ():
        if column == right and top < bottom <= top + 2000:
            for row in range(top, bottom + 1):
                down.setdefault(row, []).append((top, bottom, column - left))
    return down


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return str(value)
