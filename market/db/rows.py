"""Rows: held, made unless they are there (upsert), and new by the handful without the session's book-keeping."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Select, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value

from market.db.looks import Look
from market.db.one_go import defaults, insertion, send
from market.db.tables import Model, db, is_postgresql

Wanted = TypeVar("Wanted", bound=Select[Any])
Thing = TypeVar("Thing", bound=Model)


def locked(wanted: Wanted) -> Wanted:
    """What is wanted, held until this transaction ends, as others left it."""
    return wanted.with_for_update().execution_options(populate_existing=True)


def upsert(table: Any) -> Any:
    """An insert in this database's own dialect, which can say what is done if the row is there (ON CONFLICT)."""
    return postgresql.insert(table) if is_postgresql() else sqlite.insert(table)


def insert_if_absent(model: type[Model], **row: Any) -> bool:
    """Make a row unless one is in its way; whether it was made. Two may do so at once."""
    whole = row | {name: make() for name, make in defaults(model, frozenset(row))}
    return _unless_there(model, is_postgresql(), frozenset(whole)).first(**whole) is not None


def insert_absent(model: type[Model], rows: Sequence[dict[str, Any]]) -> None:
    """Make those of the rows that nothing is in the way of. Two may do so at once."""
    db.session.execute(_those_not_there(model, is_postgresql()), rows)


@cache
def _those_not_there(model: type[Model], _postgresql: bool) -> Any:
    return upsert(model.__table__).on_conflict_do_nothing()


# RETURNING tells it, not the count of rows, which PostgreSQL's driver does not keep of an INSERT.
@cache
def _unless_there(model: type[Model], _postgresql: bool, columns: frozenset[str]) -> Look:
    table = model.__table__
    return Look(upsert(table).on_conflict_do_nothing().returning(next(iter(table.primary_key))), sorted(columns))


def insert_new(things: Iterable[Model]) -> None:
    """Insert things that are new and whole, table by table in the order given.

    A third of what the session's own flush takes. The things are values then, which nobody follows: to change
    one, load it. Those of one table go together where they were given the same columns: of many rows a statement
    takes the columns of the first, and would leave out what the others have more.
    """
    rows: dict[tuple[type[Model], frozenset[str]], list[dict[str, Any]]] = defaultdict(list)
    for thing in things:
        given = _given(thing)
        rows[type(thing), frozenset(given)].append(given)
    send([(model, some) for (model, _), some in rows.items()])


def insert_at_the_end(thing: Model) -> None:
    """Insert a new thing when the session next writes what it has in hand, as `insert_new` does."""
    change, rows = insertion(type(thing), [_given(thing)])
    change.at_the_end(rows)


def _given(thing: Model) -> dict[str, Any]:
    return {key: value for key, value in vars(thing).items() if key in _columns(type(thing))}


def as_read(model: type[Thing], values: dict[str, Any]) -> Thing:
    """A thing of the session as a `Look` has just read all of its row; the session's own, as read, where it has it."""
    mapper: Any = inspect(model)
    key = mapper.identity_key_from_primary_key(tuple(values[column.key] for column in mapper.primary_key))
    held: Any = db.session.identity_map.get(key)
    if isinstance(held, model):
        for name, value in values.items():
            set_committed_value(held, name, value)
        return held
    thing: Thing = mapper.class_manager.new_instance()
    vars(thing).update(values)
    make_transient_to_detached(thing)
    db.session.add(thing)
    return thing


@cache
def _columns(model: type[Model]) -> frozenset[str]:
    return frozenset(inspect(model).columns.keys())
