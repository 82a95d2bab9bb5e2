"""The rows that wait for a person, as a file: put right in a spreadsheet, it comes back through the same door."""

import csv
import io
import re
from collections.abc import Iterator

from flask import Response

from market.db import db
from market.http.headers import PRIVATE
from market.imports import chunks, days, layout, models, queries

ERRORS, CONFIRM, SHEET = "Lỗi", "Xác nhận", "Trang tính"
_TWO = f"Nếu là hai, ghi “đúng” vào cột {CONFIRM}."
_AT = "{sheet}, dòng {line}"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SURVIVES = re.compile(r"0|[1-9][0-9]{0,10}")
_PAGE = 1000


def download(import_: models.Import) -> Response:
    """The file, for who sent the import alone."""
    name = f"loi-{import_.kind}-{str(import_.id)[:8]}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": PRIVATE}
    return Response("".join(errors_csv(import_)), mimetype="text/csv", headers=headers)


def errors_csv(import_: models.Import) -> Iterator[str]:
    """The held rows as they came, with what is wrong with each, to be put right and sent again."""
    places = layout.Layout(import_.reading or {})
    heads, columns = _merged(places)
    also = [SHEET] if places.is_divided else []
    yield "\ufeff" + csv_line([*heads, ERRORS, CONFIRM, *also])
    after = 0
    while rows := queries.rows_page(import_, status=chunks.Status.HELD, after=after, limit=_PAGE):
        for row in rows:
            told = columns[places.table_of(row.row_no) or 0]
            filled = {place: cell for place, cell in zip(told, row.cells or [], strict=False) if place is not None}
            waits = [found for found in row.findings or [] if queries.waits(found)]
            asks = [_TWO] if any(queries.asks(found) for found in waits) else []
            wrong = " ".join([*(str(queries.said(found)) for found in waits), *asks])
            sheet, line = places.place_of(row.row_no)
            where = [_AT.format(sheet=sheet, line=line)] if also else []
            yield csv_line([*(filled.get(place, "") for place in range(len(heads))), wrong, "", *where])
        after = rows[-1].row_no
        db.session.expunge_all()


def _merged(places: layout.Layout) -> tuple[list[str], list[list[int | None]]]:
    """One line of headers for all tables, and for each table which of them its columns are."""
    heads: list[str] = []
    columns: list[list[int | None]] = []
    for table in places.tables:
        mine: list[int | None] = []
        for text in _texts(table):
            alike = (place for place, head in enumerate(heads) if head == text and place not in mine)
            place = None if text in (ERRORS, CONFIRM, SHEET) else next(alike, len(heads))
            heads += [text] if place == len(heads) else []
            mine.append(place)
        columns.append(mine)
    return heads, columns


def _texts(table: layout.Table) -> list[str]:
    """The headers, and one for the villages that rows of their own named."""
    return table.with_village.texts if table.has_sections else table.texts


def csv_line(cells: list[str]) -> str:
    """One line for a Vietnamese spreadsheet: semicolons, and nothing that it would take for a formula or rewrite."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerow([f"'{cell}" if _is_rewritten(cell) else cell for cell in cells])
    return out.getvalue()


def _is_rewritten(cell: str) -> bool:
    """Whether a spreadsheet makes something else of it: a formula, a day of "7-9" or "Sep-7", 12 of "00012"."""
    if cell.startswith(_FORMULA) or days.is_named(cell):
        return True
    return re.fullmatch(r"[0-9][0-9\s.,:/%()+\-Ee]*", cell) is not None and not _SURVIVES.fullmatch(cell)
