"""Any table an official may send becomes plain rows: one JSON list a line.

Spreadsheets and encodings are read in a child process (`python -m market.teams.imports.tables IN OUT`) with limits of
memory and time and without the settings of the market, for a file may be made to harm its reader. This module
therefore imports neither Flask nor the database.
"""

from __future__ import annotations

import codecs
import csv
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import normalize

from market.teams.imports.legacy import FONTS, font_of, from_tcvn3, from_vni, vietnamese_share

LARGEST_FILE = 100 * 1024 * 1024  # bytes; 116,301 households take 17 MB as CSV
LARGEST_UNPACKED = 400 * 1024 * 1024  # bytes that a spreadsheet says it unpacks to
MOST_COLUMNS, MOST_ROWS, LONGEST_CELL = 256, 1_000_000, 4000
MEMORY = 1024 * 1024 * 1024  # bytes of address space
CPU_SECONDS = 180
_SAMPLE_ROWS, _SAMPLE_BYTES = 400, 256 * 1024
_ROOT = Path(__file__).resolve().parents[3]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What the child says by its exit status.
NO_TABLE, TOO_WIDE, TOO_LARGE = 3, 4, 5
_INVISIBLE = dict.fromkeys([*range(0x20), 0x7F, 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF], None)
_BLANKS = {0x09: " ", 0x0A: " ", 0x0D: " ", 0xA0: " "}

_FORMULA_MARKS = ("=", "+", "-", "@")

Row = tuple[int, list[str]]  # number in the file, from 1, and its cells


class Unreadable(Exception):
    """`code` says how: NO_TABLE, TOO_WIDE or TOO_LARGE."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(code)


class Reading(NamedTuple):
    """How a file was read: its encoding or format, and the legacy font of each column that had one."""

    encoding: str
    fonts: dict[str, str]


def read_table(source: Path, target: Path) -> Reading:
    """Write the rows of `source` to `target`, one JSON list `[number, cell, …]` a line. Raises Unreadable."""
    if source.stat().st_size > LARGEST_FILE:
        raise Unreadable(TOO_LARGE)
    command = [sys.executable, "-m", __name__, str(source), str(target)]
    child = subprocess.run(  # noqa: S603
        command, capture_output=True, cwd=_ROOT, env={"PATH": os.defpath, "PYTHONIOENCODING": "utf-8"}, check=False
    )
    if child.returncode != 0:
        # One that was stopped at its limits wanted too much.
        raise Unreadable(child.returncode if child.returncode in (NO_TABLE, TOO_WIDE) else TOO_LARGE)
    return Reading(**json.loads(child.stdout))


def rows_of(target: Path, offset: int = 0) -> Iterator[tuple[Row, int]]:
    """The rows from byte `offset` on, each with the offset of the next."""
    with target.open("rb") as file:
        file.seek(offset)
        while line := file.readline():
            number, *cells = json.loads(line)
            yield (number, cells), file.tell()


def _main() -> int:
    _limit_self()
    source, target = map(Path, sys.argv[1:3])
    try:
        encoding, rows = _opened(source)
        fonts, decoded = _decoded(rows)
        _write(decoded, target)
    except Unreadable as unreadable:
        return unreadable.code
    except (MemoryError, OverflowError):
        return TOO_LARGE
    sys.stdout.write(json.dumps({"encoding": encoding, "fonts": fonts}))
    return 0


def _limit_self() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


def _opened(source: Path) -> tuple[str, Iterator[Row]]:
    with source.open("rb") as file:
        head = file.read(_SAMPLE_BYTES)
    if head.startswith((b"PK\x03\x04", _OLE)):
        return "spreadsheet", _spreadsheet(source, packed=head.startswith(b"PK"))
    encoding = _encoding(source, head)
    return encoding, _separated(source, encoding)


# Spreadsheets


def _spreadsheet(source: Path, *, packed: bool) -> Iterator[Row]:
    """The first sheet with anything in it; cells that were merged downwards say the same in each row."""
    from python_calamine import CalamineWorkbook

    if packed:
        _check_unpacked(source)
    try:
        book = CalamineWorkbook.from_path(str(source))
        sheets = (book.get_sheet_by_index(number) for number in range(len(book.sheet_names)))
        sheet = next((sheet for sheet in sheets if sheet.total_height), None)
    except Exception:
        raise Unreadable(NO_TABLE) from None
    if sheet is None:
        raise Unreadable(NO_TABLE)
    if sheet.total_width > 16_384 or sheet.total_height > MOST_ROWS + 1000:
        raise Unreadable(TOO_LARGE)
    return _sheet_rows(sheet)


def _check_unpacked(source: Path) -> None:
    try:
        with zipfile.ZipFile(source) as archive:
            if sum(member.file_size for member in archive.infolist()) > LARGEST_UNPACKED:
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


# Text


def _encoding(source: Path, head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\x00" in head or not head.strip():
        raise Unreadable(NO_TABLE)
    if _is_utf8(source):
        return "utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8"
    vietnamese = vietnamese_share(normalize("NFC", head.decode("cp1258", "replace")))
    latin = head.decode("latin-1")
    legacy = max(vietnamese_share(from_tcvn3(latin)), vietnamese_share(from_vni(latin)))
    if max(vietnamese, legacy) < 0.3:
        raise Unreadable(NO_TABLE)
    return "cp1258" if vietnamese >= legacy else "latin-1"


def _is_utf8(source: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with source.open("rb") as file:
        try:
            while part := file.read(1 << 20):
                decoder.decode(part)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _separated(source: Path, encoding: str) -> Iterator[Row]:
    csv.field_size_limit(1 << 20)
    with source.open(encoding=encoding, errors="replace", newline="") as file:
        lines = list(islice(file, 50))
        if not _looks_like_table(lines):
            raise Unreadable(NO_TABLE)
        reader = csv.reader(chain(lines, file), delimiter=_delimiter(lines))
        number = 0
        while True:
            number += 1
            try:
                yield number, next(reader)
            except StopIteration:
                return
            except csv.Error:
                raise Unreadable(NO_TABLE) from None


def _looks_like_table(lines: list[str]) -> bool:
    strange = sum(1 for line in lines for letter in line if ord(letter) < 32 and letter not in "\t\r\n")
    return bool(lines) and strange == 0 and any(line.count(mark) for line in lines for mark in ",;\t|")


def _delimiter(lines: list[str]) -> str:
    """The mark that divides most lines into the same number of parts."""

    def evenness(mark: str) -> tuple[int, int]:
        counts = [len(cells) for cells in csv.reader(lines, delimiter=mark)]
        usual = max(set(counts), key=lambda count: (count > 1, counts.count(count), count))
        return (counts.count(usual) if usual > 1 else 0, usual)

    return max(";\t|,", key=evenness)


# Cells


def _decoded(rows: Iterator[Row]) -> tuple[dict[str, str], Iterator[Row]]:
    """The rows with columns in legacy fonts read as Unicode; which columns those are is told by the first rows."""
    first = list(islice(rows, _SAMPLE_ROWS))
    width = max((len(cells) for _, cells in first), default=0)
    columns = [
        [cells[column] for _, cells in first if column < len(cells)] for column in range(min(width, MOST_COLUMNS))
    ]
    sure = [font for texts in columns if (font := font_of(texts))]
    leaning = max(set(sure), key=sure.count) if sure else None
    fonts = {column: font for column, texts in enumerate(columns) if (font := font_of(texts, leaning))}
    return {str(c): font for c, font in fonts.items()}, (
        (number, _cells(cells, fonts)) for number, cells in chain(first, rows)
    )


def _cells(cells: list[str], fonts: dict[int, str]) -> list[str]:
    for column, font in fonts.items():
        if column < len(cells) and not cells[column].isascii():
            cells[column] = FONTS[font](cells[column])
    return [_clean(cell) for cell in cells]


def _clean(cell: str) -> str:
    if cell[:1] == "'" and cell[1:2] in _FORMULA_MARKS:
        cell = cell[1:]  # how a spreadsheet is told that this is no formula
    if cell.isascii() and cell.isprintable():
        return cell.strip()[:LONGEST_CELL]
    return " ".join(normalize("NFC", cell.translate(_BLANKS)).translate(_INVISIBLE).split())[:LONGEST_CELL]


def _write(rows: Iterator[Row], target: Path) -> None:
    written = 0
    with target.open("w", encoding="utf-8") as file:
        for number, cells in rows:
            while cells and not cells[-1]:
                cells.pop()
            if len(cells) > MOST_COLUMNS:
                raise Unreadable(TOO_WIDE)
            if cells:
                written += 1
                file.write(json.dumps([number, *cells], ensure_ascii=False) + "\n")
            if written > MOST_ROWS:
                raise Unreadable(TOO_LARGE)
    if written < 2:  # a header and a row
        raise Unreadable(NO_TABLE)


if __name__ == "__main__":
    sys.exit(_main())
