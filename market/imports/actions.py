"""Imports: begun, taken in chunk by chunk, undone. None commits."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, update

from market import ids, outbox
from market.accounts.models import Person
from market.db import db
from market.imports import chunks, cleaning, households, products, queries, rules, shops, taking
from market.imports.models import Import, ImportRow, ImportTemplate

JOB = "import"
_TAKINGS: dict[str, type[taking.Taking[Any]]] = {
    one.kind: one for one in (households.Households, shops.Shops, products.Products)
}


def begin(
    *, kind: rules.Kind, fields: dict[str, Any], digest: str, by: Person | None, now: datetime
) -> tuple[Import, bool]:
    """An import of a file, and whether it is new: the same file begun before goes on where it stopped.

    `fields` are file_name, source, template, dry_run. Raises NotAllowed, NoTemplate.
    """
    reach = queries.reach_of(by) if by else None
    queries.template_columns(fields["template"], kind)
    by_id = by.id if by else None
    known = queries.unfinished(digest=digest, kind=kind, by_id=by_id, dry_run=fields["dry_run"])
    if known is not None:
        return known, False
    begun = {"state": rules.State.WAITING, "digest": digest, "reach": reach, "created_at": now}
    import_ = Import(id=ids.new_id(), kind=kind, by_id=by_id, **fields, **begun)
    db.session.add(import_)
    db.session.flush()
    return import_, True


def put_off(import_id: UUID, *, now: datetime) -> None:
    """Have the worker go on with it."""
    outbox.put(JOB, {"import_id": str(import_id)}, now=now)


def lease(import_id: UUID, *, now: datetime) -> bool:
    """Take the import in hand; False while somebody else has it, or when it is finished."""
    free = or_(Import.leased_until.is_(None), Import.leased_until < now)
    mine = update(Import).where(Import.id == import_id, Import.state.in_(rules.OPEN), free)
    taken = db.session.execute(mine.values(leased_until=now + rules.LEASE).execution_options(synchronize_session=False))
    return bool(taken.rowcount)  # type: ignore[attr-defined]


def let_go(import_id: UUID) -> None:
    db.session.execute(update(Import).where(Import.id == import_id).values(leased_until=None))


def have_read(*, import_id: UUID, reading: dict[str, Any], total_rows: int) -> None:
    """The file's rows are at hand, and its header is known."""
    values = {"state": rules.State.RUNNING, "reading": reading, "total_rows": total_rows}
    db.session.execute(update(Import).where(Import.id == import_id).values(**values))


def fail(*, import_id: UUID, problem: dict[str, Any], now: datetime) -> None:
    """The file cannot be taken in at all."""
    values = {"state": rules.State.FAILED, "problem": problem, "finished_at": now, "leased_until": None}
    db.session.execute(update(Import).where(Import.id == import_id).values(**values))


def finish(*, import_id: UUID, now: datetime) -> None:
    values = {"state": rules.State.DONE, "finished_at": now, "leased_until": None}
    db.session.execute(update(Import).where(Import.id == import_id).values(**values))


def take_chunk(*, chunk: chunks.Chunk, rows: list[cleaning.Cleaned], start: int, end: int, village: str) -> None:
    """Take in the `rows` from byte `start` to `end`, together with how far the file has come.

    So nothing is taken in twice or left out, even by two processes that both believe to have it in hand.
    """
    chunks.pass_gate()
    import_ = db.session.get(Import, chunk.import_id, with_for_update=True, populate_existing=True)
    if import_ is None or import_.state != rules.State.RUNNING or import_.offset != start:
        return
    outcomes = _TAKINGS[chunk.kind](rows, chunk).take()
    chunks.record(chunk, import_, outcomes)
    import_.offset, import_.leased_until = end, chunk.now + rules.LEASE
    import_.reading = {**(import_.reading or {}), "village": village}
    db.session.flush()
    db.session.expunge_all()


def save_template(*, name: str, kind: rules.Kind, columns: dict[str, str], by: Person, now: datetime) -> ImportTemplate:
    """Save a column mapping under a name; the same name again replaces it."""
    found = db.session.get(ImportTemplate, name)
    if found is None:
        found = ImportTemplate(name=name)
        db.session.add(found)
    found.kind, found.columns, found.saved_by, found.saved_at = kind, columns, by.id, now
    db.session.flush()
    return found


def purge_cells(*, now: datetime) -> None:
    """Drop the cells of rows that nobody put right in three months: they are people's data."""
    old = select(Import.id).where(Import.created_at < now - rules.CELLS_KEPT)
    kept = ImportRow.cells.is_not(None) & ImportRow.import_id.in_(old)
    db.session.execute(update(ImportRow).where(kept).values(cells=None, findings=None))
