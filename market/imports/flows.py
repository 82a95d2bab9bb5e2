"""An import from file to finish: read in a child, then taken in chunk by chunk, each in a transaction of its own."""

import dataclasses
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import IO, Any, NamedTuple
from uuid import UUID

from flask import current_app
from werkzeug.datastructures import FileStorage

from market import clock, errors, outbox
from market.accounts.models import Person
from market.db import db, transaction
from market.imports import actions, chunks, cleaning, files, layout, planning, queries, rules, tables, understanding
from market.imports.models import Import

Progress = Callable[[Import], Any]


def receive(*, read: Callable[[], tuple[dict[str, Any], FileStorage]], by: Person, now: datetime) -> Import:
    """The import of the file that `read` brings, with what stands beside it; the worker takes it in.

    Nothing is read before there is room, and a slow upload holds no lock. Raises as `start` does.
    """
    transaction(lambda: actions.require_room(by))
    given, file = read()
    fields = {**given, "file_name": (file.filename or "")[-200:]}
    with closing(file.stream) as content:  # a large one lies in a temporary file
        import_, _ = start(content=content, kind=rules.Kind(fields.pop("kind")), fields=fields, by=by, now=now)
    actions.put_off(import_.id, now=now)
    return import_


def start(
    *, content: IO[bytes], kind: rules.Kind, fields: dict[str, Any], by: Person | None, now: datetime
) -> tuple[Import, bool]:
    """Keep the file until it is taken in, and begin (or go on with) its import; whether it is new.

    Raises TableTooLarge, NotAllowed, NoTemplate, TooManyImports.
    """
    transaction(lambda: actions.require_room(by))  # and what was read so far holds no lock while the file comes in
    with files.coming(content) as (waiting, digest):
        import_, is_new = transaction(lambda: actions.begin(kind=kind, fields=fields, digest=digest, by=by, now=now))
        waiting.replace(files.file_of(import_.id))
    return import_, is_new


def advance(import_id: UUID, *, seconds: float | None = None, progress: Progress = lambda _import: None) -> bool:
    """Take the import further, for at most `seconds`; whether there is nothing more to do. False while another does."""
    if not transaction(lambda: actions.lease(import_id, now=clock.now())):
        return _is_finished(import_id)
    try:
        _advance(import_id, seconds, progress)
    except errors.Problem as problem:
        told = problem
        transaction(lambda: actions.fail(import_id=import_id, problem=told, now=clock.now()))
    finally:
        transaction(lambda: actions.let_go(import_id))
    return _is_finished(import_id)


def go_on(payload: dict[str, Any], now: datetime) -> None:
    """The worker's part: some seconds of one import, then others' turn."""
    import_id = UUID(payload["import_id"])
    if not advance(import_id, seconds=rules.SLICE_SECONDS):
        busy = current(import_id).leased_until is not None
        transaction(lambda: actions.put_off(import_id, now=now, until=now + rules.BUSY if busy else None))


job: outbox.Handler = outbox.outside(go_on)


def current(import_id: UUID) -> Import:
    found: Import | None = transaction(lambda: db.session.get(Import, import_id, populate_existing=True))
    if found is None:
        raise rules.FileGone
    return found


def tidy(*, now: datetime) -> None:
    """Give up what nobody takes in, and drop files that nobody wants any more."""
    transaction(lambda: actions.expire(now=now))
    files.purge_old(now=now)


def _advance(import_id: UUID, seconds: float | None, progress: Progress) -> None:
    until = time.monotonic() + seconds if seconds is not None else None
    import_ = current(import_id)
    if import_.reading is None:
        _read(import_)
        import_ = current(import_id)
    progress(import_)
    start = import_.offset
    for rows, end, place in _chunks(import_):
        chunk = _chunk(import_)
        part = _Part(rows, start, end, place)
        transaction(lambda chunk=chunk, part=part: _take(chunk, part))  # type: ignore[misc]
        start, import_ = end, current(import_id)
        progress(import_)
        if import_.state not in rules.OPEN or (until is not None and time.monotonic() > until):
            return
    transaction(lambda: actions.finish(import_id=import_id, now=clock.now()))
    progress(current(import_id))


class _Part(NamedTuple):
    """Some rows of a file, and from where to where they stand in it."""

    rows: list[cleaning.Cleaned]
    start: int
    end: int
    place: layout.Place


def _take(chunk: chunks.Chunk, part: _Part) -> None:
    rows = [_copy(row) for row in part.rows]
    actions.take_chunk(chunk=chunk, rows=rows, start=part.start, end=part.end, place=part.place)


def _read(import_: Import) -> None:
    """Read the file and find its header. Raises what is wrong with it."""
    source, target = files.file_of(import_.id), files.rows_file_of(import_.id)
    if not source.exists():
        raise rules.FileGone
    goes_on = _patience(import_.id)
    try:
        reading = tables.read_table(source, target, goes_on)
    except tables.Unreadable as unreadable:
        raise rules.UNREADABLE[unreadable.code] from None
    template = transaction(lambda: queries.template_columns(import_.template, rules.Kind(import_.kind)))
    told = _planned(import_.kind, template, target, reading, goes_on)
    transaction(lambda: actions.have_read(import_id=import_.id, reading=told, total_rows=told.pop("total")))


def _planned(
    kind: str, template: dict[str, str], target: Path, reading: tables.Reading, goes_on: Callable[[], bool]
) -> dict[str, Any]:
    heads = planning.heads_of((row for row, _ in tables.rows_of(target)), reading.sheets)
    plan = planning.Plan(kind, template, reading.sheets, heads)
    found = plan.find(_patiently(target, goes_on))
    if found is None:
        raise rules.NoHeader
    return {**found, "encoding": reading.encoding, "total": plan.total}


def _patiently(target: Path, goes_on: Callable[[], bool]) -> Iterator[tables.Row]:
    for count, (row, _) in enumerate(tables.rows_of(target), 1):
        if count % 20_000 == 0 and not goes_on():
            raise rules.ImportTimedOut
        yield row


def _patience(import_id: UUID) -> Callable[[], bool]:
    """Whether reading may go on: not for too long, and until it is called off. It stays in hand meanwhile."""
    until = time.monotonic() + rules.READ_SECONDS
    return lambda: time.monotonic() < until and transaction(lambda: actions.hold(import_id, now=clock.now()))


def _chunks(import_: Import) -> Iterator[tuple[list[cleaning.Cleaned], int, layout.Place]]:
    """The rows from where the import stands on, some at a time, each with where the next begin."""
    target = files.rows_file_of(import_.id)
    if not target.exists():
        raise rules.FileGone
    reading = understanding.Rows(import_)
    rows: list[cleaning.Cleaned] = []
    start = offset = import_.offset
    for row, offset in tables.rows_of(target, import_.offset):
        rows += reading.cleaned(row)
        if len(rows) == rules.CHUNK_ROWS or offset - start > rules.CHUNK_BYTES:
            yield rows, offset, reading.place
            rows, start = [], offset
    if rows:
        yield rows, offset, reading.place


def _chunk(import_: Import) -> chunks.Chunk:
    told = {
        "import_id": import_.id,
        "kind": import_.kind,
        "by_id": import_.by_id,
        "source": import_.source,
        "dry_run": import_.dry_run,
    }
    secret = current_app.config["MARKET"].secret_key
    return chunks.Chunk(**told, reach=import_.reach, secret=secret, now=clock.now())  # type: ignore[arg-type]


def _copy(row: cleaning.Cleaned) -> cleaning.Cleaned:
    """A second try of the transaction must begin with the row as it was cleaned."""
    return dataclasses.replace(row, values=dict(row.values), findings=list(row.findings))


def _is_finished(import_id: UUID) -> bool:
    """Whether there is nothing more to do; nobody needs its file then."""
    finished = current(import_id).state not in rules.OPEN
    if finished:
        files.discard(import_id)
    return finished
