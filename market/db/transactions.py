"""One transaction at the edge, what of it is tried again, and looks that need none."""

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

from flask import current_app
from sqlalchemy import BigInteger, Engine, bindparam, func, select, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.orm.exc import StaleDataError

from market import errors, metrics
from market.db import faults, sqlite, tables
from market.db.looks import Look

Result = TypeVar("Result")

TRIES = 4
_WAIT = Look(select(func.pg_advisory_xact_lock(bindparam("number", type_=BigInteger)).label("ours")))
_PAUSE_SECONDS = 0.05
# Nobody waits longer for a try that has not begun: a phone has given up by then.
_PATIENCE_SECONDS = 10


def transaction(work: Callable[[], Result]) -> Result:
    """Do `work` and commit, or roll all of it back.

    What a fresh try can heal (a deadlock, a lock waited for too long, a key another request has
    just taken, a connection that broke before the commit) is tried again from the start, for at
    most ten seconds. Raises Busy or Conflict when it does not heal.
    """
    began = time.monotonic()
    for attempt in range(1, TRIES + 1):
        try:
            return _once(work)
        except StaleDataError as error:
            if attempt == TRIES:
                raise errors.Conflict from error
        except NoConnectionFree as error:
            raise errors.Busy from error
        except DBAPIError as error:
            late = attempt == TRIES or time.monotonic() - began > _PATIENCE_SECONDS
            if late or not faults.is_retryable(error, attempt):
                refused = faults.refusal(error)
                if refused is None:
                    raise
                raise refused from error
            time.sleep(_PAUSE_SECONDS * attempt)
        metrics.RETRIES.inc()
    raise AssertionError("unreachable")


def commit_step() -> None:
    """Commit what a flow has recorded before it calls another machine.

    A failure here is the whole request's to try again, for a part of it (the claim of its key) would be missing.
    """
    _commit()


def _once(work: Callable[[], Result]) -> Result:
    try:
        result = work()
        if tables.has_session():  # a look by itself opens none
            tables.db.session.flush()
            _commit()
        return result
    except BaseException:
        _roll_back()
        raise


def _commit() -> None:
    try:
        tables.db.session.commit()
    except OperationalError as error:
        if faults.is_transient(error):
            raise
        # The connection broke while we asked: it may have been committed. A second try could do it twice.
        raise errors.Busy from error
    tables.db.session.info["commits"] = commits() + 1


def _roll_back() -> None:
    # On a connection that is gone there is nothing left to roll back.
    with suppress(DBAPIError):
        if tables.has_session():
            tables.db.session.rollback()


@contextmanager
def snapshot() -> Iterator[None]:
    """A transaction that only reads, sees one moment throughout, and neither waits for writers nor holds them up."""
    _roll_back()
    mode = sqlite.reading.set(True)
    try:
        if tables.is_postgresql():
            tables.db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            tables.db.session.execute(text("SET TRANSACTION READ ONLY"))
            without_timeout()
        yield
    finally:
        _roll_back()
        sqlite.reading.reset(mode)


def without_timeout() -> None:
    """Let the statements of this transaction take as long as they need: the whole province is counted, not a page."""
    if tables.is_postgresql():
        tables.db.session.execute(text("SET LOCAL statement_timeout = 0"))


def read_only(work: Callable[[], Result], *, anyone: bool = False) -> Result:
    """Do `work`, which only reads: from the replica, if there is one and `anyone` may see the answer.

    PostgreSQL answers each statement on its own, which saves BEGIN and COMMIT their round trips. A replica
    that does not answer is passed over.
    """
    mode = sqlite.reading.set(True)
    try:
        for engine in _readers(anyone):
            chosen = tables.looking_at.set(engine)
            try:
                return transaction(work)
            except (DBAPIError, errors.Busy):
                if engine is not current_app.extensions["replica"]:
                    raise
            finally:
                tables.looking_at.reset(chosen)
        raise AssertionError("unreachable")
    finally:
        sqlite.reading.reset(mode)


def _readers(anyone: bool) -> list[Engine]:
    """Where to look, in the order in which to try."""
    engines = current_app.extensions
    replica = [engines["replica"]] if anyone and engines["replica"] is not None else []
    return [*replica, engines["reader"]]


def one_at_a_time(name: str) -> None:
    """Let whoever says the same `name` wait until this transaction ends. SQLite has one writer at a time anyway."""
    if tables.is_postgresql():
        number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
        _WAIT.rows(number=number)


def commits() -> int:
    """How often this session has committed: tells a flow's first half from nothing done."""
    return int(tables.db.session.info.get("commits", 0))
