"""Rows of many tables written in one go: on PostgreSQL nobody waits for one statement before sending the next.

Each table still has its statement, each key and check its say; an error is known at the end of all of them, where it
ends the transaction or the savepoint as it would have before. SQLite, which is asked without a way, takes one by one.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, cached_property
from typing import Any

import psycopg
from sqlalchemy import event, insert

from market.db import prepared
from market.db.prepared import Prepared
from market.db.tables import AT_THE_END, Model, Session, db, is_postgresql

Rows = Sequence[dict[str, Any]]


class Change:
    """A fixed statement that writes, once for each of the rows it is given; it tells nothing of what it has met."""

    def __init__(self, statement: Any, columns: Sequence[str] | None = None) -> None:
        self.statement, self._columns = statement, columns

    def each(self, rows: Rows) -> None:
        """Write them now, or with the rest of what goes `together`."""
        _send(_Waiting([(self, rows)]))

    def at_the_end(self, rows: Rows) -> None:
        """Write them when the session next writes what it has in hand: at the latest before the commit."""
        if not db.session().in_transaction():
            db.session.begin()  # a rollback of what has not begun would forget nothing
        db.session.info.setdefault(AT_THE_END, _Waiting()).add(self, rows)

    @cached_property
    def prepared(self) -> Prepared:
        return Prepared(self.statement, self._columns)


class _Waiting(list[tuple[Change, Rows]]):
    def add(self, change: Change, rows: Rows) -> None:
        """With those before it, where they are of the same statement."""
        if self and self[-1][0] is change:
            rows = [*self.pop()[1], *rows]
        self.append((change, rows))

    def send(self) -> None:
        if self and is_postgresql():
            _in_one_go(self)
        else:
            for change, rows in self:
                db.session.execute(change.statement, rows)


_gathered: ContextVar[_Waiting | None] = ContextVar("gathered", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Have what is inserted or changed meanwhile sent at the end, in one go and in the same order. Read none before."""
    waiting = _Waiting()
    token = _gathered.set(waiting)
    try:
        yield
    finally:
        _gathered.reset(token)
    _send(waiting)


def insertion(model: type[Model], rows: Rows) -> tuple[Change, Rows]:
    """What inserts these rows, which all have the same columns, with what those hold that nobody has named."""
    more = defaults(model, frozenset(rows[0]))
    whole = [row | {name: make() for name, make in more} for row in rows]
    return _inserting(model, frozenset(whole[0])), whole


def send(inserts: Sequence[tuple[type[Model], Rows]]) -> None:
    """Insert rows, table by table in the order given; those of one table have the same columns."""
    _send(_Waiting(insertion(model, rows) for model, rows in inserts))


def _send(changes: _Waiting) -> None:
    waiting = _gathered.get()
    if waiting is not None:
        waiting.extend(changes)
    else:
        changes.send()


def _in_one_go(changes: _Waiting) -> None:
    if db.session.autoflush:
        db.session.flush()  # as before any statement of the session
    connection = db.session.connection()
    driver: Any = connection.connection.driver_connection
    commands: list[Callable[[], None]] = []
    try:
        prepared.begun(driver)
        for change, rows in changes:
            text, many = change.prepared.text, len(rows) > 1
            connection.dispatch.before_cursor_execute(connection, None, text, rows, None, many)
            commands += change.prepared.sending(driver, connection.info, rows)
        prepared.send_all(driver, connection.info, commands)
    except psycopg.Error as error:
        raise prepared.explained(error, "INSERT", connection, driver) from error
    connection.dispatch.after_cursor_execute(connection, None, text, rows, None, many)


@cache
def defaults(model: type[Model], given: frozenset[str]) -> list[tuple[str, Callable[[], Any]]]:
    """How what nobody has given of a row comes to what its column holds then."""
    missing = [column for column in model.__table__.columns if column.default and column.key not in given]
    return [(column.key, _maker(column.default)) for column in missing]


def _maker(default: Any) -> Callable[[], Any]:
    return (lambda: default.arg(None)) if default.is_callable else (lambda: default.arg)


@cache
def _inserting(model: type[Model], columns: frozenset[str]) -> Change:
    return Change(insert(model.__table__), sorted(columns))  # type: ignore[arg-type]


@event.listens_for(Session, "before_commit")
def _send_the_rest(session: Session) -> None:
    if AT_THE_END in session.info:
        session.flush()


@event.listens_for(Session, "after_soft_rollback")
def _forget_the_rest(session: Session, _ended: Any) -> None:
    session.info.pop(AT_THE_END, None)
