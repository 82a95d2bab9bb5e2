"""SQLite: WAL, foreign keys, and a write lock taken at BEGIN, for which all who wait look equally often."""

import random
import sqlite3
import time
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection

from market import metrics
from market.db import folding
from market.db.faults import LOCKED_SQLITE, primary_code

LOCK_WAIT_SECONDS = 5
# Of each connection, and so of each thread; what is not kept here lies in the memory of the machine, once for all.
_PAGES_KEPT_KB = 512

# A request that only reads must not queue for the single write lock.
reading: ContextVar[bool] = ContextVar("reading", default=False)
# How long to wait for the one writer (s): a request answers soon, a machine that is upgraded waits for the others.
lock_wait: ContextVar[float] = ContextVar("lock_wait", default=LOCK_WAIT_SECONDS)


def prepare_sqlite(engine: Engine) -> None:
    event.listen(engine, "connect", _connect)
    event.listen(engine, "begin", _begin)


def _connect(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # BEGIN is ours, below
    folding.teach(connection)
    for pragma in (
        f"busy_timeout={int(lock_wait.get() * 1000)}",
        "journal_mode=WAL",
        "synchronous=FULL",
        f"cache_size=-{_PAGES_KEPT_KB}",
        "foreign_keys=ON",
        "busy_timeout=0",  # from here on we wait ourselves, see `_take_write_lock`
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    if reading.get():
        connection.exec_driver_sql("BEGIN")
        return
    # A deferred transaction that reads and then writes fails under load whatever the busy timeout.
    with metrics.WRITE_LOCK_SECONDS.time():
        _take_write_lock(connection)


def _take_write_lock(connection: Connection) -> None:
    """Begin to write as soon as SQLite's one writer has ended.

    SQLite's own waiting looks ever more rarely the longer it lasts: measured with nine processes that write
    without a pause, who began late was served and who had waited longest not within ten seconds.
    """
    driver: Any = connection.connection.driver_connection
    deadline = time.monotonic() + lock_wait.get()
    while time.monotonic() < deadline:
        try:
            driver.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError as error:
            if primary_code(error) not in LOCKED_SQLITE:
                break
            time.sleep(random.uniform(0.001, 0.004))  # noqa: S311
    connection.exec_driver_sql("BEGIN IMMEDIATE")  # what stands in the way is told as of any statement
