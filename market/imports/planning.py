"""The tables of a file found: which sheets hold rows of its kind, and where headers stand. Pure.

A header that stands again between pages begins its table anew; another one begins another table.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, islice, pairwise
from typing import Any

from market.imports import headers, layout, rules, tables
from market.text import fold

HEADS = headers.HEADER_WITHIN + 1  # rows of a sheet among which its header is looked for
_LONGEST_HEADER, _DIGIT = 80, re.compile(r"\d")
# A sheet without any of these is of another kind, or none: sums by commune, say.
_NAMING = {
    rules.Kind.HOUSEHOLDS: {"name"},
    rules.Kind.SHOPS: {"key", "title"},
    rules.Kind.PRODUCTS: {"title"},
}

Heads = Mapping[int, list[tables.Row]]


class Plan:
    """Finds the tables of a file of one kind, whose sheets begin with `heads`; a template's headers are known, too."""

    def __init__(self, kind: str, template: Mapping[str, str], sheets: list[dict[str, Any]], heads: Heads) -> None:
        self._kind, self._template, self._sheets, self._heads = kind, template, sheets, heads
        self._known = headers.known_headers(kind, template)
        self._tables: list[layout.Table] = []
        self._begins: list[tuple[int, int, int]] = []
        self._seen: dict[tuple[str, ...], headers.Header] = {}  # by their rows
        self.total = 0

    def find(self, rows: Iterable[tables.Row]) -> dict[str, Any] | None:
        """The tables among `rows`, for `layout.Layout`; None where there is none."""
        chosen, counts = self._chosen(), dict.fromkeys(range(len(self._sheets)), 0)
        for sheet, below in by_sheet(rows, self._sheets):
            if sheet in chosen:
                counts[sheet] = self._count(sheet, chosen[sheet], below)
        if not self._tables:
            return None
        for place, told in enumerate(self._sheets):
            told |= {"state": self._state(place, chosen), "rows": counts[place]}
        first = self._tables[0]
        shown = {"columns": first.columns, "texts": first.texts, "fonts": self._sheets[first.sheet]["fonts"]}
        found = [table._asdict() for table in self._tables]
        return {**shown, "sheets": self._sheets, "tables": found, "begins": self._begins}

    def _chosen(self) -> dict[int, headers.Header]:
        """The sheets to read. One that reads better as another kind is left out, where another does not."""
        found = {place: self._header(rows) for place, rows in self._heads.items()}
        usable = {place: header for place, header in found.items() if header is not None}
        mine = {place: header for place, header in usable.items() if not self._is_others(self._heads[place], header)}
        return mine or usable

    def _state(self, place: int, chosen: Mapping[int, headers.Header]) -> str:
        if self._sheets[place]["hidden"]:
            return "hidden"
        if place in chosen:
            return "read"
        if place not in self._heads:
            return "empty"
        return "other-kind" if self._header(self._heads[place]) else "no-header"

    def _header(self, rows: Sequence[tables.Row]) -> headers.Header | None:
        return headers.find_header(_plain(rows), self._kind, self._template)

    def _is_others(self, rows: Sequence[tables.Row], header: headers.Header) -> bool:
        if not _NAMING[rules.Kind(self._kind)] & set(header.columns.values()):
            return True
        others = (headers.find_header(_plain(rows), kind, {}) for kind in rules.Kind if kind != self._kind)
        return any(other is not None and len(other.columns) > len(header.columns) for other in others)

    def _count(self, sheet: int, best: headers.Header, rows: Iterable[tables.Row]) -> int:
        """How many rows of data the sheet has; keeps where its headers stand."""
        count, now, begins = 0, None, self._beginning(best, self._heads[sheet])
        for row, following in _pairs(rows):
            if now is not None and row.number <= self._begins[-1][1]:
                continue  # the lower row of a header
            header = best if row.number == begins else self._another(row, following, least=2 if now else 3)
            if header is not None:
                now = self._begin(sheet, header, [one for one in (row, following) if one and one.number <= header.ends])
            elif now is not None:
                count += headers.is_data(row.cells, now)
                self._note_section(row)
        self.total += count
        return count

    def _beginning(self, header: headers.Header, head: Sequence[tables.Row]) -> int:
        """The number of the upper of its rows."""
        place = next(place for place, row in enumerate(head) if row.number == header.ends)
        alone = self._header(head[place : place + 1])
        is_double = place > 0 and (alone is None or alone.columns != header.columns)
        return head[place - is_double].number

    def _another(self, row: tables.Row, following: tables.Row | None, least: int) -> headers.Header | None:
        """The header that begins with this row of a table: known already from another page, or another one."""
        known = self._seen.get(tuple(row.cells))
        if known is not None:
            return headers.Header(known.columns, known.texts, row.number)
        if not self._looks_like_header(row.cells, least):
            return None
        return self._header([one for one in (row, following) if one])

    def _looks_like_header(self, cells: Sequence[str], least: int) -> bool:
        """Whether most of the cells are headers, of different fields."""
        filled = [cell.partition("(")[0] for cell in cells if cell]
        named = [cell for cell in filled if len(cell) <= _LONGEST_HEADER and not _DIGIT.search(cell)]
        missing, fields = len(filled) - len(named), set()
        for cell in named:
            if 2 * missing >= len(filled):
                return False
            field = self._known.get(fold(cell))
            missing += field is None
            fields.add(field)
        return 2 * missing < len(filled) and len(fields - {None}) >= least

    def _begin(self, sheet: int, header: headers.Header, rows: Sequence[tables.Row]) -> headers.Header:
        counts = (row.finding.partition("=")[2] for row in rows if row.finding.startswith(layout.WIDER))
        table = layout.Table(sheet, header.columns, header.texts, max(map(int, counts), default=0))
        alike = (place for place, one in enumerate(self._tables) if one[:3] == table[:3])
        place = next(alike, len(self._tables))
        if place == len(self._tables):
            self._tables.append(table)
        self._begins.append((rows[0].number, header.ends, place))
        self._seen |= {tuple(row.cells): header for row in rows}
        return header

    def _note_section(self, row: tables.Row) -> None:
        table = self._tables[self._begins[-1][2]]
        if not table.has_sections and headers.section_of(row.cells):
            self._tables[self._begins[-1][2]] = table._replace(has_sections=True)


def heads_of(rows: Iterable[tables.Row], sheets: Sequence[Mapping[str, Any]]) -> dict[int, list[tables.Row]]:
    """The first rows of each sheet that has any."""
    if len(sheets) == 1:
        rows = islice(rows, HEADS)
    return {sheet: list(islice(below, HEADS)) for sheet, below in by_sheet(rows, sheets)}


def by_sheet(
    rows: Iterable[tables.Row], sheets: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[int, Iterator[tables.Row]]]:
    firsts = [sheet["first"] for sheet in sheets]
    return groupby(rows, key=lambda row: bisect_right(firsts, row.number - 1) - 1)


def _pairs(rows: Iterable[tables.Row]) -> Iterator[tuple[tables.Row, tables.Row | None]]:
    """Each row with the one below."""
    ended: list[tables.Row | None] = [None]
    return pairwise(chain(rows, ended))  # type: ignore[arg-type]


def _plain(rows: Iterable[tables.Row]) -> list[tuple[int, list[str]]]:
    return [(row.number, row.cells) for row in rows]
