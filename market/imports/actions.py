"""Imports: begun, taken in chunk by chunk, undone. None commits."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, update

from market import errors, ids, outbox
from market.accounts.models import Person
from market.db import db, insert_if_absent, locked
from market.imports import access, chunks, cleaning, households, products, queries, rules, shops, taking
from market.imports.models import Import, ImportRow, ImportTemplate

JOB = "import"
TAKINGS: dict[str, type[taking.Taking[Any]]] = {
    one.kind: one for one in (households.Households, shops.Shops, products.Products)
}


def begin(
    *, kind: rules.Kind, fields: dict[str, Any], digest: str, by: Person | None, now: datetime
) -> tuple[Import, bool]:
    """An import of a file, and whether it is new: the same file begun before goes on where it stopped.

    `fields` are file_name, source, template, dry_run. Raises NotAllowed, NoTemplate, TooManyImports.
    """
    reach = access.reach_of(by) if by else None
    queries.template_columns(fields["template"], kind)
    by_id = by.id if by else None
    if by is not None:
        db.session.execute(locked(select(Person.id).where(Person.id == by.id)))  # two files at once count each other
    known = queries.unfinished(digest=digest, kind=kind, by_id=by_id, dry_run=fields["dry_run"])
    if known is not None:
        return known, False
    require_room(by)
    begun = {"state": rules.State.WAITING, "digest": digest, "reach": reach, "created_at": now}
    import_ = Import(id=ids.new_id(), kind=kind, by_id=by_id, **fields, **begun)
    db.session.add(import_)
    db.session.flush()
    return import_, True


def require_room(sender: Person | None) -> None:
    """Raises TooManyImports where enough of the sender's files are waiting."""
    if sender is not None and queries.open_imports(sender.id) >= rules.MOST_OPEN:
        raise rules.TooManyImports(most=rules.MOST_OPEN)


def put_off(import_id: UUID, *, now: datetime, until: datetime | None = None) -> None:
    """Have the worker go on with it, in the lane of imports."""
    outbox.put(JOB, {"import_id": str(import_id)}, now=now, due_at=until)


def cancel(*, import_: Import, now: datetime) -> None:
    """Call it off; what was taken in stays until it is undone. Again changes nothing. Raises WrongState."""
    if not _move(import_.id, rules.State.CANCELLED, rules.SENDER, finished_at=now, leased_until=None):
        db.session.refresh(import_)
        if import_.state != rules.State.CANCELLED:
            raise rules.STATES.refusal(rules.State(import_.state), rules.State.CANCELLED)
    db.session.refresh(import_)
    put_off(import_.id, now=now)  # whoever has its file drops it


def hold(import_id: UUID, *, now: datetime) -> bool:
    """Keep in hand what takes long; False once it was called off."""
    mine = update(Import).where(Import.id == import_id, Import.state.in_(rules.OPEN))
    return db.session.scalar(mine.values(leased_until=now + rules.LEASE).returning(Import.id)) is not None


def lease(import_id: UUID, *, now: datetime) -> bool:
    """Take the import in hand; False while somebody else has it, or when it is finished."""
    free = or_(Import.leased_until.is_(None), Import.leased_until < now)
    mine = update(Import).where(Import.id == import_id, Import.state.in_(rules.OPEN), free)
    return db.session.scalar(mine.values(leased_until=now + rules.LEASE).returning(Import.id)) is not None


def let_go(import_id: UUID) -> None:
    db.session.execute(update(Import).where(Import.id == import_id).values(leased_until=None))


def have_read(*, import_id: UUID, reading: dict[str, Any], total_rows: int) -> None:
    """The file's rows are at hand, and its header is known."""
    _move(import_id, rules.State.RUNNING, rules.SYSTEM, reading=reading, total_rows=total_rows)


def fail(*, import_id: UUID, problem: errors.Problem, now: datetime) -> None:
    """The file cannot be taken in, or not any further."""
    told = {"type": problem.type, "vi": str(problem.detail), "en": problem.detail.en}
    _move(import_id, rules.State.FAILED, rules.SYSTEM, problem=told, finished_at=now, leased_until=None)


def finish(*, import_id: UUID, now: datetime) -> None:
    _move(import_id, rules.State.DONE, rules.SYSTEM, finished_at=now, leased_until=None)


def _move(import_id: UUID, target: rules.State, role: str, **values: Any) -> bool:
    """Move it to `target` if the table of states leads there from where it is by now."""
    origins = rules.STATES.origins(target, role)
    mine = update(Import).where(Import.id == import_id, Import.state.in_(origins))
    return db.session.scalar(mine.values(state=target, **values).returning(Import.id)) is not None


def take_chunk(
    *, chunk: chunks.Chunk, rows: list[cleaning.Cleaned], start: int, end: int, place: tuple[int, str]
) -> None:
    """Take in the `rows` from byte `start` to `end`, together with how far the file has come.

    So nothing is taken in twice or left out, even by two processes that both believe to have it in hand.
    """
    chunks.pass_gate()
    import_ = db.session.get(Import, chunk.import_id, with_for_update=True, populate_existing=True)
    if import_ is None or import_.state != rules.State.RUNNING or import_.offset != start:
        return
    chunk.reach = access.present_reach(import_)
    outcomes = TAKINGS[chunk.kind](rows, chunk).take()
    kept = chunks.record(chunk, import_, outcomes) + (import_.reading or {}).get("kept", 0)
    import_.offset, import_.leased_until = end, chunk.now + rules.LEASE
    import_.reading = {**(import_.reading or {}), "place": place, "kept": kept}
    db.session.flush()
    if import_.held_count > rules.MOST_HELD or kept > rules.MOST_KEPT:
        fail(import_id=import_.id, problem=rules.TooManyHeld(), now=chunk.now)
    db.session.expunge_all()


def save_template(*, name: str, kind: rules.Kind, columns: dict[str, str], by: Person, now: datetime) -> ImportTemplate:
    """Save a column mapping under a name; its owner may replace it under the same. Raises TemplateTaken."""
    told = {"kind": kind, "columns": columns, "saved_by": by.id, "saved_at": now}
    insert_if_absent(ImportTemplate, name=name, **told)
    mine = update(ImportTemplate).where(ImportTemplate.name == name, ImportTemplate.saved_by == by.id)
    found = db.session.scalar(mine.values(**told).returning(ImportTemplate))
    if found is None:
        raise rules.TemplateTaken
    return found


def expire(*, now: datetime) -> None:
    """Give up what has waited for too long."""
    late = select(Import.id).where(Import.state.in_(rules.OPEN), Import.created_at < now - rules.LONGEST_WAIT)
    for import_id in db.session.scalars(late).all():
        fail(import_id=import_id, problem=rules.ImportTimedOut(), now=now)


def purge_cells(*, now: datetime) -> None:
    """Drop what rows of three months ago hold of people: cells that nobody put right, and what stood there before."""
    old = select(Import.id).where(Import.created_at < now - rules.CELLS_KEPT)
    kept = (ImportRow.cells.is_not(None) | ImportRow.was.is_not(None)) & ImportRow.import_id.in_(old)
    db.session.execute(update(ImportRow).where(kept).values(cells=None, findings=None, was=None))
