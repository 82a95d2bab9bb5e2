"""Many entries at once: each row is answered by itself, in the order sent; so many at a time, that others may write."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from marshmallow import ValidationError

from market.accounts.models import Person
from market.db import commit_step
from market.errors import InvalidInput, Problem
from market.search.words import actions, schemas
from market.search.words.rules import Result, TooManyWords, Written, written

Answer = dict[str, Any]
_ROW = schemas.WordIn()
_AT_ONCE = 500


def add_rows(*, rows: Sequence[Any], by: Person, now: datetime) -> list[Answer]:
    """Add what can be added; a bad row is refused alone, and one that is there is told to be."""
    commit_step()  # reading them takes longer than anybody should wait to write
    read = [_read(row) for row in rows]
    added = _added([row for row in read if isinstance(row, Written)], by, now)
    answers = [_refused(row) if isinstance(row, Problem) else _answered(next(added)) for row in read]
    return [{"row": n, **answer} for n, answer in enumerate(answers, 1)]


def _added(wanted: Sequence[Written], by: Person, now: datetime) -> Iterator[actions.Became | None]:
    for start in range(0, len(wanted), _AT_ONCE):
        yield from actions.add_all(wanted=wanted[start : start + _AT_ONCE], by=by, now=now)
        commit_step()


def _read(row: Any) -> Written | Problem:
    try:
        told = _ROW.load(row)
        entry = schemas.entry_of(told)
        actions.require_good(entry)
    except ValidationError as error:
        return InvalidInput(errors=error.normalized_messages())
    except Problem as problem:
        return problem
    return written(entry, told["source"])


def _answered(became: actions.Became | None) -> Answer:
    if became is None:
        return _refused(TooManyWords())
    return {"result": Result.ADDED if became.added else Result.KNOWN, "id": became.id, "problem": None}


def _refused(problem: Problem) -> Answer:
    return {"result": Result.REFUSED, "id": None, "problem": problem.told()}
