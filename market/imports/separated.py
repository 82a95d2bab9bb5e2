"""Text with commas, semicolons, tabs or bars between its cells."""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from market.imports import tables

_MARKS = ";\t|,"
_LONGEST_LINE = 1 << 20  # letters
_LONGEST_CELL = 32_767  # letters that a spreadsheet lets stand in a cell: a quote that opens more is not closed
_OPEN = "quote-open="
_LINES = re.compile(r"\r\n|\r|\n")


def separated(source: Path, encoding: str) -> Iterator[tables.Row]:
    """Its rows, each numbered by its first line. Raises Unreadable where the text is no table."""
    with source.open(encoding=encoding, errors="replace", newline="") as file:
        lines = list(islice(file, 50))
        if not _looks_like_table(lines):
            raise tables.Unreadable(tables.NO_TABLE)
        lines[0] = lines[0].lstrip("\ufeff")
        yield from _Rows(chain(lines, file), _shape(lines)).all()


def _looks_like_table(lines: list[str]) -> bool:
    strange = sum(1 for line in lines for letter in line if ord(letter) < 32 and letter not in "\t\r\n")
    return bool(lines) and strange == 0 and any(line.count(mark) for line in lines for mark in _MARKS)


class _Shape(NamedTuple):
    """The mark between cells, and the least and the most cells that its rows usually have; 0: not known yet."""

    mark: str
    least: int = 0
    most: int = 0

    def fits(self, cells: list[str]) -> bool:
        return not self.most or self.least <= len(cells) <= self.most


def _shape(lines: list[str]) -> _Shape:
    """By the mark that divides the largest share of rows into the same number of cells."""

    def evenness(mark: str) -> tuple[float, int, int]:
        counts = [len(row.cells) for row in _Rows(lines, _Shape(mark)).all()] or [0]
        usual = max(set(counts), key=lambda count: (count > 1, counts.count(count), count))
        first = next((count for count in counts if count > 1), usual)
        return (counts.count(usual) / len(counts) if usual > 1 else 0, usual, first)

    mark = max(_MARKS, key=evenness)
    _, usual, first = evenness(mark)
    return _Shape(mark, min(usual, first), max(usual, first))


class _Rows:
    """The rows of a text. A quote that opens a cell may close it on a later line, as long as what stands between
    are not rows: a quote mark too many or too few must not swallow them."""

    def __init__(self, lines: Iterable[str], shape: _Shape) -> None:
        self._lines, self._shape = iter(lines), shape
        self._back: deque[str] = deque()
        mark = re.escape(shape.mark)
        self._tight = re.compile(rf"{mark}(?![^\S\t]|\d{{3}}(?!\d))")  # as in "a,b", not in "a, b" or "1,000"
        self._blanks = re.compile(rf'"[^\S\t]+(?={mark}|$)')
        self._word_quotes = re.compile(rf"(^|{mark})[^\S\t]*“([^”]*)”[^\S\t]*(?={mark}|$)")

    def all(self) -> Iterator[tables.Row]:
        """Those with anything in them. What a lost quote has torn apart is held, above and below."""
        number, torn, above = 1, False, None
        while (line := self._next()) is not None:
            row, height = self._row(number, line)
            number += height
            if not any(row.cells):
                continue
            torn = row.finding.startswith(_OPEN) or self._is_torn(row, torn)
            if above:
                yield self._open(above) if torn and self._may_be_torn(above) else above
            above = self._open(row) if torn else row
        if above:
            yield above

    def _is_torn(self, row: tables.Row, follows_torn: bool) -> bool:
        """Whether a row has not the cells of others because a quote before it, or in it, has lost its partner."""
        alone = len(row.cells) < self._shape.least and "".join(row.cells).count('"') % 2
        return not self._shape.fits(row.cells) and bool(follows_torn or alone)

    def _may_be_torn(self, row: tables.Row) -> bool:
        return not self._shape.fits(row.cells) or any(cell[:1].isspace() for cell in row.cells)

    def _open(self, row: tables.Row) -> tables.Row:
        return row._replace(finding=row.finding or f"{_OPEN}{row.number}")

    def _next(self) -> str | None:
        line = self._back.popleft() if self._back else next(self._lines, None)
        if line is not None and len(line) > _LONGEST_LINE:
            raise tables.Unreadable(tables.NO_TABLE)
        return line

    def _row(self, number: int, line: str) -> tuple[tables.Row, int]:
        """The row that begins with `line`, and how many lines it takes."""
        if '"' not in line:
            return self._counted(number, _ended(line).split(self._shape.mark), line), 1
        lines, cells = self._closed(line)
        if cells is not None and not self._holds_rows(cells):
            return self._counted(number, cells, line), len(lines)
        if cells is not None and not self._are_rows(lines):
            return tables.Row(number, cells, f"{_OPEN}{number}"), len(lines)
        self._back.extendleft(reversed(lines[1:]))
        return self._alone(number, _ended(line)), 1

    def _closed(self, line: str) -> tuple[list[str], list[str] | None]:
        """The lines up to where the quotes of the first are closed, and their cells; none where they never are."""
        lines, length = [line], len(line)
        cells, is_open = self._parsed(_ended(line))
        while is_open and length < _LONGEST_CELL and (more := self._next()) is not None:
            lines.append(more)
            length += len(more)
            if '"' in more:
                cells, is_open = self._parsed(_ended("".join(lines)))
        return lines, cells

    def _parsed(self, text: str, *, strict: bool = True) -> tuple[list[str] | None, bool]:
        """The cells of a text, or none, and whether only the end of a quote is missing."""
        try:
            rows = csv.reader([text], delimiter=self._shape.mark, strict=strict, skipinitialspace=True)
            return next(rows, []), False
        except csv.Error as error:
            return None, "end of data" in str(error)

    def _holds_rows(self, cells: list[str]) -> bool:
        """Whether a cell of several lines reads like rows."""
        needed = max((self._shape.least or 3) - 1, 1)
        below = [part for cell in cells if _LINES.search(cell) for part in _LINES.split(cell)[1:]]
        marks = [(len(self._tight.findall(part)), part.count(self._shape.mark)) for part in below]
        return any(tight >= min(2, needed) or all_ >= max(2, needed) for tight, all_ in marks)

    def _are_rows(self, lines: list[str]) -> bool:
        """Whether each of the lines surely is a row of its own."""
        counts = [(len(self._tight.findall(line)), line.count(self._shape.mark)) for line in map(_ended, lines)]
        return all(tight == all_ and self._shape.least <= all_ + 1 <= self._shape.most for tight, all_ in counts)

    def _alone(self, number: int, line: str) -> tables.Row:
        """A line whose quotes cannot be meant as such: as letters, where it has as many cells then as others."""
        closed = self._parsed(self._blanks.sub('"', line))[0]
        as_letters = [_without_stray(cell) for cell in line.split(self._shape.mark)]
        is_plain = len(self._tight.findall(line)) + 1 == len(as_letters)  # not as in "a, b": cells or a cell
        likely = [as_letters, self._parsed(line, strict=False)[0]] if is_plain else []
        for cells in (closed, *likely):
            if cells and self._shape.fits(cells):
                return tables.Row(number, cells, f"quote-stray={number}")
        return tables.Row(number, as_letters, f"{_OPEN}{number}")

    def _counted(self, number: int, cells: list[str], line: str) -> tables.Row:
        if not self._shape.most or len(cells) <= self._shape.most:
            return tables.Row(number, cells)
        quoted = self._word_quotes.sub(lambda found: f'{found[1]}"{found[2]}"', _ended(line))
        parsed = self._parsed(quoted)[0]
        if parsed and self._shape.fits(parsed):
            return tables.Row(number, parsed)
        return tables.Row(number, cells, f"cells-many={len(cells)}")


def _without_stray(cell: str) -> str:
    return cell.strip().removeprefix('"') if cell.count('"') == 1 else cell


def _ended(line: str) -> str:
    return line.rstrip("\r\n")
