"""What packages below ask of the reader of files: the rows of a spreadsheet, read in the child that may be harmed."""

import tempfile
import time
from pathlib import Path

from market.imports import rules, tables
from market.tables import SpreadsheetAsked

_PATIENCE_SECONDS = 10


def add_rows(asked: SpreadsheetAsked) -> None:
    """Its rows as an import would see them. Raises NotATable, TooManyColumns, TableTooLarge."""
    until = time.monotonic() + _PATIENCE_SECONDS
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "spreadsheet", Path(folder) / "rows"
        source.write_bytes(asked.content)
        try:
            tables.read_table(source, target, lambda: time.monotonic() < until)
        except tables.Unreadable as unreadable:
            raise rules.UNREADABLE[unreadable.code] from None
        asked.rows.extend((row.number, row.cells) for row, _ in tables.rows_of(target))
