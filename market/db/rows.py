"""Rows: held, made unless they are there (upsert), and new by the handful without the session's book-keeping."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Select, inspect
from sqlalchemy.dialects import postgresql, sqlite

from market.db.one_go import send
from market.db.tables import Model, db, is_postgresql

Wanted = TypeVar("Wanted", bound=Select[Any])


def locked(wanted: Wanted) -> Wanted:
    """What is wanted, held until this transaction ends, as others left it."""
    return wanted.with_for_update().execution_options(populate_existing=True)


def upsert(table: Any) -> Any:
    """An insert in this database's own dialect, which can say what is done if the row is there (ON CONFLICT)."""
    return postgresql.insert(table) if is_postgresql() else sqlite.insert(table)


def insert_if_absent(model: type[Model], **row: Any) -> bool:
    """Make a row unless one is in its way; whether it was made. Two may do so at once."""
    return db.session.scalar(_unless_there(model, is_postgresql()), row) is not None


def insert_absent(model: type[Model], rows: Sequence[dict[str, Any]]) -> None:
    """Make those of the rows that nothing is in the way of. Two may do so at once."""
    db.session.execute(_those_not_there(model, is_postgresql()), rows)


@cache
def _those_not_there(model: type[Model], _postgresql: bool) -> Any:
    return upsert(model.__table__).on_conflict_do_nothing()


# RETURNING tells it, not the count of rows, which PostgreSQL's driver does not keep of an INSERT.
@cache
def _unless_there(model: type[Model], _postgresql: bool) -> Any:
    table = model.__table__
    return upsert(table).on_conflict_do_nothing().returning(next(iter(table.primary_key)))


def insert_new(things: Iterable[Model]) -> None:
    """Insert things that are new and whole, table by table in the order given.

    A third of what the session's own flush takes. The things are values then, which nobody follows: to change
    one, load it. Those of one table go together where they were given the same columns: of many rows a statement
    takes the columns of the first, and would leave out what the others have more.
    """
    rows: dict[tuple[type[Model], frozenset[str]], list[dict[str, Any]]] = defaultdict(list)
    for thing in things:
        given = {key: value for key, value in vars(thing).items() if key in _columns(type(thing))}
        rows[type(thing), frozenset(given)].append(given)
    send([(model, some) for (model, _), some in rows.items()])


@cache
def _columns(model: type[Model]) -> frozenset[str]:
    return frozenset(inspect(model).columns.keys())
