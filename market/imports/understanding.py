"""Rows of an import understood: one after the other, or one that was put right, each by the table it stands in."""

from typing import Any

from market import clock
from market.db import transaction
from market.imports import cleaning, communes, headers, layout, queries, rules, tables
from market.imports.models import Import
from market.places.queries import directory


class Rows:
    """`place` is where it stands."""

    def __init__(self, import_: Import) -> None:
        self._layout = layout.Layout(import_.reading or {})
        self.place = layout.Place(*(import_.reading or {}).get("place", (0, "")))
        told = _told(import_, transaction(queries.categories))
        self._cleaners = [
            cleaning.Cleaner(columns=table.columns, texts=table.texts, **told) for table in self._layout.tables
        ]

    def cleaned(self, row: tables.Row) -> list[cleaning.Cleaned]:
        """The row, or nothing where it is none of a table."""
        number = self._layout.table_of(row.number)
        if number is None:
            return []
        table = self._layout.tables[number]
        above = self.place.village if self.place.sheet == table.sheet else ""
        self.place = layout.Place(table.sheet, headers.section_of(row.cells) or above)
        if not headers.is_data(row.cells, headers.Header(table.columns, table.texts, 0)):
            return []
        legacy = any(not row.cells[c].isascii() for c in self._layout.fonts_of(table) if c < len(row.cells))
        cleaned = self._cleaners[number].clean(row.number, row.cells, village=self.place.village, legacy=legacy)
        cleaned.findings += table.findings_of(row)
        cleaned.said = table.said_in(row)
        return [cleaned]


def put_right(import_: Import, row: tables.Row, table: layout.Table) -> cleaning.Cleaned:
    """One row by itself, as a person has put its cells right."""
    cleaner = cleaning.Cleaner(columns=table.columns, texts=table.texts, **_told(import_, queries.categories()))
    cleaned = cleaner.clean(row.number, row.cells)
    cleaned.said = table.said_in(row)
    return cleaned


def _told(import_: Import, categories: list[tuple[str, str]]) -> dict[str, Any]:
    """What a cleaner knows of the world."""
    known = {"communes": communes.communes_of(_province(import_)), "categories": cleaning.category_names(categories)}
    return {"kind": import_.kind, "today": clock.local_day(clock.now()), **known}


def _province(import_: Import) -> str:
    """The province whose communes a sender's names mean: his own, or else this market's first."""
    for place in import_.reach or ():
        commune = directory().commune(place[:5])
        if len(place) == 2 or commune is not None:
            return place if len(place) == 2 else commune.province.code  # type: ignore[union-attr]
    return rules.DEFAULT_PROVINCE
