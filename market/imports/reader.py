"""The child that reads a file: `python -m market.imports.reader IN OUT`, with limits of memory and time."""

import json
import os
import sys
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from unicodedata import normalize

from market.imports import legacy_fonts, spreadsheets, tables
from market.imports.separated import encoding_of, separated

MEMORY = 1024 * 1024 * 1024  # bytes of address space
CPU_SECONDS = 180
WRITTEN = 400 * 1024 * 1024  # bytes of rows: cells merged over many rows are said again in each
_LONGEST_CELL = 4000
_SAMPLE_ROWS, _SAMPLE_BYTES = 400, 256 * 1024
_INVISIBLE = dict.fromkeys([*range(0x20), 0x7F, 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF], None)
_BLANKS = {0x09: " ", 0x0A: " ", 0x0D: " ", 0xA0: " "}
_FORMULA_MARKS = ("=", "+", "-", "@")


def _main() -> int:
    _limit_self()
    source, target = map(Path, sys.argv[1:3])
    try:
        encoding, rows = _opened(source)
        fonts, decoded = _decoded(rows)
        _write(decoded, target)
    except tables.Unreadable as unreadable:
        return unreadable.code
    except (MemoryError, OverflowError, OSError):
        return tables.TOO_LARGE
    sys.stdout.write(json.dumps({"encoding": encoding, "fonts": fonts}))
    return 0


def _limit_self() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN, WRITTEN))
    os.nice(10)  # people and codes go before files


def _opened(source: Path) -> tuple[str, Iterator[tables.Row]]:
    with source.open("rb") as file:
        head = file.read(_SAMPLE_BYTES)
    if spreadsheets.is_spreadsheet(head):
        return "spreadsheet", spreadsheets.spreadsheet(source, head)
    encoding = encoding_of(source, head)
    return encoding, separated(source, encoding)


def _decoded(rows: Iterator[tables.Row]) -> tuple[dict[str, str], Iterator[tables.Row]]:
    """The rows with columns in legacy fonts read as Unicode; which columns those are is told by the first rows."""
    first = list(islice(rows, _SAMPLE_ROWS))
    width = max((len(cells) for _, cells in first), default=0)
    columns = [
        [cells[column] for _, cells in first if column < len(cells)]
        for column in range(min(width, tables.MOST_COLUMNS))
    ]
    sure = [font for texts in columns if (font := legacy_fonts.font_of(texts))]
    leaning = max(set(sure), key=sure.count) if sure else None
    fonts = {column: font for column, texts in enumerate(columns) if (font := legacy_fonts.font_of(texts, leaning))}
    return {str(c): font for c, font in fonts.items()}, (
        (number, _cells(cells, fonts)) for number, cells in chain(first, rows)
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


def _write(rows: Iterator[tables.Row], target: Path) -> None:
    written = 0
    with target.open("w", encoding="utf-8") as file:
        for number, cells in rows:
            while cells and not cells[-1]:
                cells.pop()
            if len(cells) > tables.MOST_COLUMNS:
                raise tables.Unreadable(tables.TOO_WIDE)
            if cells:
                written += 1
                file.write(json.dumps([number, *cells], ensure_ascii=False) + "\n")
            if written > tables.MOST_ROWS:
                raise tables.Unreadable(tables.TOO_LARGE)
    if written < 2:  # a header and a row
        raise tables.Unreadable(tables.NO_TABLE)


if __name__ == "__main__":
    sys.exit(_main())
