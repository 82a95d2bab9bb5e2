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
from market.language import Sentence
from market.places.queries import commune_names

_WORST = 10
_GOING_ON = Sentence("Làm tiếp tệp {id}, từ dòng {row}.", en="Going on with import {id}, from row {row}.")
_DONE = Sentence("tệp {id}", en="import {id}")
_DRY_RUN = Sentence("tệp {id} (chạy thử: chưa ghi gì)", en="import {id} (dry run: nothing was written)")
_ROWS = Sentence(
    "{done} dòng: {made} tạo mới, {changed} sửa, {known} đã có, {held} giữ lại.",
    en="{done} rows: {made} made, {changed} changed, {known} known already, {held} held.",
)
_HELD = Sentence(
    "Các dòng giữ lại nằm trong {file}: xin sửa rồi nhập tệp đó.",
    en="The held rows are in {file}: put them right and import that file.",
)
_SHEET = Sentence("  trang “{name}”: {rows} dòng", en="  sheet “{name}”: {rows} rows")
_LEFT_OUT = Sentence("  trang “{name}”: bỏ qua ({state})", en="  sheet “{name}”: left out ({state})")
_RULE = Sentence("  {count}  {place}: {says}", en="  {count}  {place}: {says}")
_UNDONE = Sentence("Đã hoàn lại: {made} tạo mới, {changed} sửa.", en="Undone: {made} made, {changed} changed.")
_UNDONE_BUT = Sentence(
    f"{_UNDONE} {{stays}} mục giữ nguyên: đã có người nhận là của mình.",
    en=f"{_UNDONE.en} {{stays}} stay: somebody has made them their own since.",
)


def take_in(*, kind: str, file: str, fields: dict[str, Any], errors: str | None) -> Iterator[Sentence]:
    """Take `file` in to its end and say what became of it. Raises TableTooLarge, NoTemplate."""
    if Path(file).stat().st_size > tables.LARGEST_FILE:
        raise rules.TableTooLarge
    with Path(file).open("rb") as content:
        begun, is_new = flows.start(content=content, kind=rules.Kind(kind), fields=fields, by=None, now=clock.now())
    if not is_new:
        yield _GOING_ON.format(id=begun.id, row=begun.done_rows + 1)
    with tqdm(total=None, unit=" rows", disable=None) as bar:
        while not flows.advance(begun.id, progress=lambda import_: _show(bar, import_)):
            time.sleep(1)  # another process has it in hand, or died with it a moment ago
    yield from _report(flows.current(begun.id), errors)


def undo(import_id: UUID) -> Sentence:
    """Undo a whole import. Raises NotFound, ImportRunning, ImportInUse."""

    def work() -> Sentence:
        import_ = db.session.get(models.Import, import_id)
        if import_ is None:
            raise NotFound
        stays = undoing.undo(import_=import_, reach=None, now=clock.now())
        told = {"made": import_.created_count, "changed": import_.updated_count, "stays": stays}
        return (_UNDONE_BUT if stays else _UNDONE).format(**told)

    return transaction(work)


def _show(bar: Any, import_: models.Import) -> None:
    bar.total = import_.total_rows or None
    bar.n = import_.done_rows
    bar.refresh()


def _report(import_: models.Import, errors: str | None) -> Iterator[Sentence]:
    if import_.state == rules.State.FAILED and import_.problem:
        yield Sentence(import_.problem["vi"], en=import_.problem["en"])
        return
    yield (_DRY_RUN if import_.dry_run else _DONE).format(id=import_.id)
    yield _ROWS.format(
        done=import_.done_rows,
        made=import_.created_count,
        changed=import_.updated_count,
        known=import_.unchanged_count,
        held=import_.held_count,
    )
    yield from _sheets(import_)
    yield from transaction(lambda: _quality(import_))
    if errors is not None and import_.held_count:
        transaction(lambda: Path(errors).write_text("".join(errors_file.errors_csv(import_)), encoding="utf-8"))
        yield _HELD.format(file=errors)


def _sheets(import_: models.Import) -> Iterator[Sentence]:
    """The sheets of a book, where there are several."""
    named = (import_.reading or {}).get("sheets", [])
    for sheet in named if len(named) > 1 else ():
        told = {"name": sheet["name"], "rows": sheet["rows"], "state": sheet["state"]}
        yield (_SHEET if sheet["state"] == "read" else _LEFT_OUT).format(**told)


def _quality(import_: models.Import) -> list[Sentence]:
    """The rules that were broken most, and where."""
    found = sorted(queries.quality(import_), key=lambda one: one["cleaned"] + one["held"], reverse=True)
    names = commune_names(one["commune_code"] for one in found if one["commune_code"])
    return [
        _RULE.format(
            count=f"{one['cleaned'] + one['held']:>7}",
            place=names.get(one["commune_code"] or "", "-"),
            says=one["says"],
        )
        for one in found[:_WORST]
    ]
