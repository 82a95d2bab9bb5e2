"""`market import`: a file taken in by hand, with a progress bar and a report."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from tqdm import tqdm

from market import clock
from market.db import db, transaction
from market.errors import NotFound
from market.imports import errors_file, flows, models, queries, rules, tables, undoing
from market.places.queries import commune_names

_WORST = 10


def take_in(*, kind: str, file: str, fields: dict[str, Any], errors: str | None) -> Iterator[str]:
    """Take `file` in to its end and say what became of it. Raises TableTooLarge, NoTemplate."""
    if Path(file).stat().st_size > tables.LARGEST_FILE:
        raise rules.TableTooLarge
    with Path(file).open("rb") as content:
        begun, is_new = flows.start(content=content, kind=rules.Kind(kind), fields=fields, by=None, now=clock.now())
    if not is_new:
        yield f"Going on with import {begun.id}, from row {begun.done_rows + 1}."
    with tqdm(total=None, unit=" rows", disable=None) as bar:
        while not flows.advance(begun.id, progress=lambda import_: _show(bar, import_)):
            time.sleep(1)  # another process has it in hand, or died with it a moment ago
    yield from _report(flows.current(begun.id), errors)


def undo(import_id: UUID) -> str:
    """Undo a whole import. Raises NotFound, ImportRunning, ImportInUse."""

    def work() -> str:
        import_ = db.session.get(models.Import, import_id)
        if import_ is None:
            raise NotFound
        stays = undoing.undo(import_=import_, reach=None, now=clock.now())
        kept = f" {stays} stay: somebody has made them their own since." if stays else ""
        return f"Undone: {import_.created_count} made, {import_.updated_count} changed.{kept}"

    return transaction(work)


def _show(bar: Any, import_: models.Import) -> None:
    bar.total = import_.total_rows or None
    bar.n = import_.done_rows
    bar.refresh()


def _report(import_: models.Import, errors: str | None) -> Iterator[str]:
    if import_.state == rules.State.FAILED and import_.problem:
        yield f"{import_.problem['vi']} {import_.problem['en']}"
        return
    yield f"import {import_.id}" + (" (dry run: nothing was written)" if import_.dry_run else "")
    yield (
        f"{import_.done_rows} rows: {import_.created_count} made, {import_.updated_count} changed, "
        f"{import_.unchanged_count} known already, {import_.held_count} held."
    )
    yield from _sheets(import_)
    yield from transaction(lambda: _quality(import_))
    if errors is not None and import_.held_count:
        transaction(lambda: Path(errors).write_text("".join(errors_file.errors_csv(import_)), encoding="utf-8"))
        yield f"The held rows are in {errors}: put them right and import that file."


def _sheets(import_: models.Import) -> Iterator[str]:
    """The sheets of a book, where there are several."""
    named = (import_.reading or {}).get("sheets", [])
    for sheet in named if len(named) > 1 else ():
        yield f"  sheet “{sheet['name']}”: " + (
            f"{sheet['rows']} rows" if sheet["state"] == "read" else f"left out ({sheet['state']})"
        )


def _quality(import_: models.Import) -> list[str]:
    """The rules that were broken most, and where."""
    found = sorted(queries.quality(import_), key=lambda one: one["cleaned"] + one["held"], reverse=True)
    names = commune_names(one["commune_code"] for one in found if one["commune_code"])
    return [
        f"  {one['cleaned'] + one['held']:>7}  {names.get(one['commune_code'] or '', '-')}: {one['says']}"
        for one in found[:_WORST]
    ]
