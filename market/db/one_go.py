"""Rows of many tables written in one go: on PostgreSQL nobody waits for one statement before sending the next.

Each table still has its statement, each key and check its say; an error is known at the end of all of them, where it
ends the transaction or the savepoint as it would have before. SQLite, which is asked without a way, takes one by one.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

import psycopg
from sqlalchemy import Insert, insert

from market.db import straight
from market.db.straight import Straight
from market.db.tables import Model, db, is_postgresql

Rows = list[dict[str, Any]]

_gathered: ContextVar[list[tuple[type[Model], Rows]] | None] = ContextVar("gathered", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Have what is inserted meanwhile sent at the end, in one go and in the same order. Read none of it before."""
    waiting: list[tuple[type[Model], Rows]] = []
    token = _gathered.set(waiting)
    try:
        yield
    finally:
        _gathered.reset(token)
    send(waiting)


def send(inserts: Sequence[tuple[type[Model], Rows]]) -> None:
    """Insert rows, table by table in the order given; those of one table have the same columns."""
    waiting = _gathered.get()
    if waiting is not None:
        waiting.extend(inserts)
    elif inserts and is_postgresql():
        _in_one_go(inserts)
    else:
        for model, rows in inserts:
            db.session.execute(_into(model), rows)


def _in_one_go(inserts: Sequence[tuple[type[Model], Rows]]) -> None:
    if db.session.autoflush:
        db.session.flush()  # as before any statement of the session
    connection = db.session.connection()
    driver: Any = connection.connection.driver_connection
    commands: list[Callable[[], None]] = []
    try:
        straight.begun(driver)
        for sent, rows in [_whole(model, rows) for model, rows in inserts]:
            connection.dispatch.before_cursor_execute(connection, None, sent.text, rows, None, len(rows) > 1)
            commands += sent.sending(driver, connection.info, rows)
        straight.send_all(driver, connection.info, commands)
    except psycopg.Error as error:
        raise straight.explained(error, "INSERT", connection, driver) from error
    connection.dispatch.after_cursor_execute(connection, None, sent.text, rows, None, len(rows) > 1)


def _whole(model: type[Model], rows: Rows) -> tuple[Straight, Rows]:
    """The statement and its rows, with what columns hold that nobody has named."""
    more = _defaults(model, frozenset(rows[0]))
    whole = [row | {name: make() for name, make in more} for row in rows]
    return _sent(model, frozenset(whole[0])), whole


@cache
def _defaults(model: type[Model], given: frozenset[str]) -> list[tuple[str, Callable[[], Any]]]:
    missing = [column for column in model.__table__.columns if column.default and column.key not in given]
    return [(column.key, _maker(column.default)) for column in missing]


def _maker(default: Any) -> Callable[[], Any]:
    return (lambda: default.arg(None)) if default.is_callable else (lambda: default.arg)


@cache
def _sent(model: type[Model], columns: frozenset[str]) -> Straight:
    return Straight(_into(model), sorted(columns))


@cache
def _into(model: type[Model]) -> Insert:
    return insert(model.__table__)  # type: ignore[arg-type]
