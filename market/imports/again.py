"""A held row that a person has put right, taken again: as the row of its import that it is, by the same skeleton."""

from datetime import datetime
from typing import Any, NamedTuple

from market import errors
from market.accounts.models import Person
from market.db import db
from market.imports import access, actions, chunks, cleaning, layout, models, queries, rules, tables, understanding
from market.imports.data import rules as known_rules
from market.language import Sentence

_PUT_RIGHT = "put-right"
_TOO_MANY = Sentence("Nhiều ô hơn số cột của bảng.", en="More cells than the table has columns.")


class Cell(NamedTuple):
    """One cell of a held row: what stands over it, what is in it, and what is wrong with it."""

    heading: str
    text: str
    wrong: list[Sentence]


class Held(NamedTuple):
    """A held row to be put right. `wrong` names no cell; `asks`: somebody may say that it is right as it is; `again`:
    it was put right before, and was not right yet."""

    row: models.ImportRow
    cells: list[Cell]
    wrong: list[Sentence]
    asks: bool
    superfluous: list[str]
    again: bool


def held_row(import_: models.Import, row_no: int) -> Held | None:
    """None for a row that waits no more. Raises NotFound."""
    row = errors.found(db.session.get(models.ImportRow, (import_.id, row_no)))
    if row.status != chunks.Status.HELD or row.cells is None:
        return None
    table, wrong = _table(import_, row_no), [found for found in row.findings or [] if queries.waits(found)]
    cells: list[list[Sentence]] = [[] for _ in table.texts]
    elsewhere: list[Sentence] = []
    for finding in wrong:
        column = _column(finding, table)
        (elsewhere if column is None else cells[column]).append(queries.said(finding))
    texts = [*row.cells, *[""] * len(table.texts)]
    told = [Cell(*cell) for cell in zip(table.texts, texts, cells, strict=False)]
    asks = any(queries.asks(found) for found in wrong)
    tried = any(cleaning.rule_of(found) == _PUT_RIGHT for found in row.findings or [])
    return Held(row, told, elsewhere, asks, row.cells[len(table.texts) :], tried)


def next_held(import_: models.Import, row_no: int) -> int | None:
    """The number of the next row that waits."""
    rows = queries.rows_page(import_, status=chunks.Status.HELD, after=row_no, limit=1)
    return rows[0].row_no if rows else None


def take_again(
    *, import_: models.Import, row_no: int, cells: list[str], confirmed: bool, by: Person, secret: str, now: datetime
) -> models.ImportRow:
    """Take a held row as it was put right, or hold it again with what is still wrong; the same cells twice are one.

    Raises NotFound, ImportRunning, RowNotWaiting; InvalidInput for more cells than there are columns.
    """
    chunks.pass_gate()
    db.session.refresh(import_, with_for_update=True)
    if import_.state in rules.OPEN:
        raise rules.ImportRunning
    row = errors.found(db.session.get(models.ImportRow, (import_.id, row_no), populate_existing=True))
    mark = f"{_PUT_RIGHT}={cleaning.brief([cells, confirmed])}"
    if mark in (row.findings or []):
        return row
    if row.status != chunks.Status.HELD or row.cells is None:
        raise rules.RowNotWaiting
    cleaned = _cleaned(import_, row_no, cells)
    cleaned.confirmed |= confirmed
    chunk = _chunk(import_, by, secret, now)
    (outcome,) = actions.TAKINGS[import_.kind]([cleaned], chunk).take()
    outcome.row.findings.append(mark)
    chunks.record_again(chunk, import_, row, outcome)
    db.session.flush()
    return row


def _cleaned(import_: models.Import, row_no: int, cells: list[str]) -> cleaning.Cleaned:
    table = _table(import_, row_no)
    if len(cells) > len(table.texts):
        raise errors.InvalidInput(errors={"cells": [_TOO_MANY]})
    return understanding.put_right(import_, tables.Row(row_no, cells), table)


def _table(import_: models.Import, row_no: int) -> layout.Table:
    """The table that a row stands in, where everybody may say a village, too."""
    places = layout.Layout(import_.reading or {})
    number = places.table_of(row_no)
    if number is None:
        raise rules.RowNotWaiting
    table = places.tables[number]
    return table if import_.kind == rules.Kind.PRODUCTS else table.with_village


def _chunk(import_: models.Import, by: Person, secret: str, now: datetime) -> chunks.Chunk:
    """One row of the import, in the name of whoever has put it right; it reaches no further than its sender."""
    told: dict[str, Any] = {"import_id": import_.id, "kind": import_.kind, "source": import_.source}
    reach = access.present_reach(import_)
    return chunks.Chunk(**told, by_id=by.id, dry_run=import_.dry_run, reach=reach, secret=secret, now=now)


def _column(finding: str, table: layout.Table) -> int | None:
    """Where to look first: the column of the rule's field, or the one whose header the finding names."""
    rule, _, detail = finding.partition("=")
    columns = {field: column for column, field in table.columns.items()}
    named = (columns[field] for field in known_rules()[rule].fields if field in columns)
    said = (column for column, text in enumerate(table.texts) if text and detail.startswith(f"{text}:"))
    return next((column for column in (*named, *said) if column < len(table.texts)), None)
