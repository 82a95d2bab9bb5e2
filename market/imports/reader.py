"""The child that reads a file: `python -m market.imports.reader IN OUT`, with limits of memory and time."""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any
from unicodedata import normalize

from market.imports import legacy_fonts, spreadsheets, tables
from market.imports.encodings import encoding_of
from market.imports.separated import separated

MEMORY = 1024 * 1024 * 1024  # bytes of address space
CPU_SECONDS = 180
WRITTEN = 400 * 1024 * 1024  # bytes of rows: cells merged over many rows are said again in each
_LONGEST_CELL, _LONGEST_NAME = 4000, 100
_SAMPLE_ROWS, _SAMPLE_BYTES = 400, 256 * 1024
_INVISIBLE = dict.fromkeys([*range(0x20), 0x7F, 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF], None)
_BLANKS = {0x09: " ", 0x0A: " ", 0x0D: " ", 0xA0: " "}
_FORMULA_MARKS = ("=", "+", "-", "@")


def _main() -> int:
    _limit_self()
    source, target = map(Path, sys.argv[1:3])
    try:
        encoding, sheets = _opened(source)
        with target.open("w", encoding="utf-8") as file:
            told = _Writing(file).all(sheets)
    except tables.Unreadable as unreadable:
        return unreadable.code
    except (MemoryError, OverflowError, OSError):
        return tables.TOO_LARGE
    sys.stdout.write(json.dumps({"encoding": encoding, "sheets": told}))
    return 0


def _limit_self() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN, WRITTEN))
    os.nice(10)  # people and codes go before files


def _opened(source: Path) -> tuple[str, list[spreadsheets.Sheet]]:
    with source.open("rb") as file:
        head = file.read(_SAMPLE_BYTES)
    if spreadsheets.is_spreadsheet(head):
        return "spreadsheet", spreadsheets.sheets(source, head)
    encoding = encoding_of(source, head)
    return encoding, [spreadsheets.Sheet("", is_hidden=False, rows=separated(source, encoding))]


def _decoded(rows: Iterator[tables.Row]) -> tuple[dict[str, str], Iterator[tables.Row]]:
    """The rows with columns in legacy fonts read as Unicode; which columns those are is told by the first rows."""
    first = list(islice(rows, _SAMPLE_ROWS))
    width = max((len(row.cells) for row in first), default=0)
    columns = [
        [row.cells[column] for row in first if column < len(row.cells)]
        for column in range(min(width, tables.MOST_COLUMNS))
    ]
    sure = [font for texts in columns if (font := legacy_fonts.font_of(texts))]
    leaning = max(set(sure), key=sure.count) if sure else None
    fonts = {column: font for column, texts in enumerate(columns) if (font := legacy_fonts.font_of(texts, leaning))}
    return {str(c): font for c, font in fonts.items()}, (
        row._replace(cells=_cells(row.cells, fonts)) for row in chain(first, rows)
    )


def _cells(cells: list[str], fonts: dict[int, str]) -> list[str]:
    for column, font in fonts.items():
        if column < len(cells) and not cells[column].isascii():
            cells[column] = legacy_fonts.FONTS[font](cells[column])
    return [_clean(cell) for cell in cells]


def _clean(cell: str) -> str:
    if cell[:1] == "'" and cell[1:2] in _FORMULA_MARKS:
        cell = cell[1:]  # how a spreadsheet is told that this is no formula
    if cell.isascii() and cell.isprintable():
        return cell.strip()[:_LONGEST_CELL]
    return " ".join(normalize("NFC", cell.translate(_BLANKS)).translate(_INVISIBLE).split())[:_LONGEST_CELL]


class _Writing:
    """Rows on their way into a file: those of one sheet after those of another, numbered through."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._written = self._last = 0

    def all(self, sheets: Iterable[spreadsheets.Sheet]) -> list[dict[str, Any]]:
        """Write the rows of all that are not hidden; what there is to say of each sheet. Raises Unreadable."""
        told = [self._sheet(sheet) for sheet in sheets]
        if self._written < 2:  # a header and a row
            raise tables.Unreadable(tables.NO_TABLE)
        return told

    def _sheet(self, sheet: spreadsheets.Sheet) -> dict[str, Any]:
        first = self._last
        fonts: dict[str, str] = {}
        if not sheet.is_hidden:
            fonts, rows = _decoded(sheet.rows)
            for row in rows:
                self._row(row._replace(number=first + row.number))
        name = _clean(sheet.name)[:_LONGEST_NAME]
        return {"name": name, "hidden": sheet.is_hidden, "first": first, "fonts": fonts}

    def _row(self, row: tables.Row) -> None:
        while row.cells and not row.cells[-1]:
            row.cells.pop()
        if len(row.cells) > tables.MOST_COLUMNS:
            raise tables.Unreadable(tables.TOO_WIDE)
        if not row.cells:
            return
        self._written, self._last = self._written + 1, row.number
        if self._written > tables.MOST_ROWS:
            raise tables.Unreadable(tables.TOO_LARGE)
        self._file.write(json.dumps([row.number, row.finding, *row.cells], ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(_main())
