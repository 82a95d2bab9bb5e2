"""Where the tables of a file stand: which header is over which rows, on which sheet. Pure."""

from bisect import bisect_right
from collections.abc import Mapping
from typing import Any, NamedTuple

from market.imports import tables

VILLAGE = "Thôn"
WIDER = "cells-many="  # the finding of a row with more cells than others, and how many

_CROSSES = {"is_leading", "has_account"}


class Table(NamedTuple):
    """Rows under one header. `widest` is the most cells that its header has, where that is more than usual."""

    sheet: int
    columns: dict[int, str]
    texts: list[str]
    widest: int
    has_sections: bool = False

    def said_in(self, row: tables.Row) -> frozenset[str]:
        """The fields of which the row says anything; where a cross may stand, none says no."""
        filled = {name for column, name in self.columns.items() if column < len(row.cells) and row.cells[column]}
        return frozenset(filled | (_CROSSES & set(self.columns.values())))

    def findings_of(self, row: tables.Row) -> list[str]:
        """What its reading found, unless the header is as wide."""
        is_wide = row.finding.startswith(WIDER) and int(row.finding.removeprefix(WIDER)) <= self.widest
        return [row.finding] if row.finding and not is_wide else []

    @property
    def with_village(self) -> "Table":
        """With a column for the villages, at its end, where it has none."""
        if "village" in self.columns.values():
            return self
        return self._replace(columns={**self.columns, len(self.texts): "village"}, texts=[*self.texts, VILLAGE])


class Place(NamedTuple):
    """Where an import stands: the sheet, and the village that a row there names for those below it."""

    sheet: int
    village: str


class Layout:
    """The tables of a file by the numbers of their rows, as `planning` has found them."""

    def __init__(self, reading: Mapping[str, Any]) -> None:
        self.sheets = reading.get("sheets") or [{"name": "", "first": 0, "fonts": reading.get("fonts", {})}]
        self.tables = [_table(told) for told in reading.get("tables", ())] or [_only(reading)]
        self._begins = reading.get("begins") or [[0, reading.get("ends", 0), 0]]

    @property
    def is_divided(self) -> bool:
        """Whether a row has to name its sheet."""
        return len({table.sheet for table in self.tables}) > 1

    def table_of(self, number: int) -> int | None:
        """Which table a row belongs to; None above and in headers, and where nothing is read."""
        place = bisect_right(self._begins, number, key=lambda begun: begun[0]) - 1
        if place < 0 or number <= self._begins[place][1]:
            return None
        found: int = self._begins[place][2]
        return found if self.tables[found].sheet == self.sheet_of(number) else None

    def sheet_of(self, number: int) -> int:
        return bisect_right(self.sheets, number - 1, key=lambda sheet: sheet["first"]) - 1

    def place_of(self, number: int) -> tuple[str, int]:
        """The name of a row's sheet, and its line there."""
        sheet = self.sheets[self.sheet_of(number)]
        return sheet["name"], number - sheet["first"]

    def fonts_of(self, table: Table) -> list[int]:
        return [int(column) for column in self.sheets[table.sheet]["fonts"]]


def _table(told: Mapping[str, Any]) -> Table:
    return Table(**{**told, "columns": {int(column): name for column, name in told["columns"].items()}})


def _only(reading: Mapping[str, Any]) -> Table:
    """Of a file that was read before its sheets were told."""
    columns = {int(column): name for column, name in reading.get("columns", {}).items()}
    return Table(0, columns, reading.get("texts", []), 0, bool(reading.get("village")))
