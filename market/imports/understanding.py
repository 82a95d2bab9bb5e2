"""Rows of an import understood one after the other, each by the table in which it stands."""

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
        told = {"kind": import_.kind, "communes": communes.communes_of(_province(import_))}
        told["categories"] = cleaning.category_names(transaction(queries.categories))
        told["today"] = clock.local_day(clock.now())
        self._cleaners = [
            cleaning.Cleaner(columns=table.columns, texts=table.texts, **told)  # type: ignore[arg-type]
            for table in self._layout.tables
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


def _province(import_: Import) -> str:
    """The province whose communes a sender's names mean: his own, or else this market's first."""
    for place in import_.reach or ():
        commune = directory().commune(place[:5])
        if len(place) == 2 or commune is not None:
            return place if len(place) == 2 else commune.province.code  # type: ignore[union-attr]
    return rules.DEFAULT_PROVINCE
