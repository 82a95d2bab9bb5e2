"""XLSX, XLS and ODS: their sheets and rows, merged cells filled downwards. Read in a child only."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from market.imports.tables import MOST_ROWS, NO_TABLE, TOO_LARGE, Row, Unreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_LARGEST_UNPACKED = 400 * 1024 * 1024  # bytes that a spreadsheet says it unpacks to
_WIDEST = 16_384  # columns of a spreadsheet; more cannot be written
_MOST_SHEETS = 256


class Sheet(NamedTuple):
    """A sheet; its rows are read when they are asked for."""

    name: str
    is_hidden: bool
    rows: Iterator[Row]


def is_spreadsheet(head: bytes) -> bool:
    """Whether a file that begins so is one of Excel's or OpenOffice's."""
    return head.startswith((_ZIP, _OLE))


def sheets(source: Path, head: bytes) -> list[Sheet]:
    """The sheets in their order; cells that were merged downwards say the same in each row. Raises Unreadable."""
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    if head.startswith(_ZIP):
        _check_unpacked(source)
    try:
        book = CalamineWorkbook.from_path(str(source))
    except Exception:
        raise Unreadable(NO_TABLE) from None
    if len(book.sheets_metadata) > _MOST_SHEETS:
        raise Unreadable(TOO_LARGE)
    return [
        Sheet(told.name, told.visible != SheetVisibleEnum.Visible, _rows(book, told.name))
        for told in book.sheets_metadata
    ]


def _check_unpacked(source: Path) -> None:
    try:
        with zipfile.ZipFile(source) as archive:
            if sum(member.file_size for member in archive.infolist()) > _LARGEST_UNPACKED:
                raise Unreadable(TOO_LARGE)
    except zipfile.BadZipFile:
        raise Unreadable(NO_TABLE) from None


def _rows(book: Any, name: str) -> Iterator[Row]:
    try:
        sheet = book.get_sheet_by_name(name)
    except Exception:  # a chart, or a macro
        return
    if sheet.total_width > _WIDEST or sheet.total_height > MOST_ROWS + 1000:
        raise Unreadable(TOO_LARGE)
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
        yield Row(number + 1, cells)


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
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return str(value)


def _number(value: float) -> str:
    """A number in full, with the digits that a spreadsheet keeps; never such that a dot could divide thousands."""
    written = format(Decimal(f"{value:.15g}"), "f")
    return f"{written}0" if len(written.partition(".")[2]) == 3 else written
