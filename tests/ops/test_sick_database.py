"""A sick database is told as 503 with Retry-After; what a second try can heal is tried again; nothing is half-done."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import takewhile

import psycopg
import pytest
from psycopg import errors as postgresql
from sqlalchemy import event, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from werkzeug.test import TestResponse

from market import metrics
from market.accounts.models import Person
from market.db import TRIES, db, is_migrated, is_postgresql, snapshot, transaction
from market.errors import Busy, Conflict
from tests.support.installation import at_version
from tests.support.village import a_buyer, a_product, calling, guest, stock_of


def sqlite_error(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("sick")
    error.sqlite_errorcode = code
    return error


SICK = [
    *(
        sqlite_error(code)
        for code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
    ),
    psycopg.OperationalError("server closed the connection unexpectedly"),
    postgresql.AdminShutdown("terminating"),
    postgresql.DiskFull("no space"),
    postgresql.TooManyConnections("too many"),
    postgresql.QueryCanceled("statement timeout"),
]


def raising(error: Exception, *, times: int):
    """Work that fails so often, then succeeds; and how often it was tried."""
    tries = []

    def work() -> str:
        tries.append(1)
        if len(tries) <= times:
            raise OperationalError("SELECT 1", {}, error)
        return "done"

    return work, tries


@pytest.mark.parametrize("error", SICK, ids=repr)
def test_a_sick_database_is_tried_once_more_and_then_busy(app, error) -> None:
    work, tries = raising(error, times=9)
    with pytest.raises(Busy) as busy:
        transaction(work)
    assert busy.value.headers["Retry-After"]
    assert len(tries) == 2
    healed, _ = raising(error, times=1)
    assert transaction(healed) == "done"


@pytest.mark.parametrize(
    "error",
    [
        sqlite_error(sqlite3.SQLITE_BUSY),
        sqlite_error(sqlite3.SQLITE_BUSY_SNAPSHOT),
        postgresql.SerializationFailure(),
        postgresql.DeadlockDetected(),
        postgresql.LockNotAvailable(),
    ],
    ids=repr,
)
def test_what_passes_is_tried_again_and_counted(app, error) -> None:
    before = metrics.RETRIES._value.get()
    work, tries = raising(error, times=TRIES - 1)
    assert transaction(work) == "done"
    assert len(tries) == TRIES
    assert metrics.RETRIES._value.get() == before + TRIES - 1
    with pytest.raises(Busy):
        transaction(raising(error, times=TRIES)[0])


def test_our_own_mistakes_are_not_called_busy(app) -> None:
    with pytest.raises(Exception, match="no_such_table") as failure:
        transaction(lambda: db.session.execute(text("SELECT * FROM no_such_table")))
    assert not isinstance(failure.value, (Busy, Conflict))


def test_no_free_connection_is_busy(app) -> None:
    def work() -> None:
        raise NoConnectionFree("QueuePool limit")

    with pytest.raises(Busy):
        transaction(work)


def test_a_connection_lost_at_commit_is_not_tried_again(app) -> None:
    """It may have been committed: a second try could do it twice."""
    tries = []

    def lost(_session) -> None:
        tries.append(1)
        raise OperationalError("COMMIT", {}, psycopg.OperationalError("gone"))

    event.listen(db.session, "before_commit", lost)
    try:
        with pytest.raises(Busy):
            transaction(lambda: db.session.execute(text("SELECT 1")))
    finally:
        event.remove(db.session, "before_commit", lost)
    assert len(tries) == 1


@contextmanager
def full_disk() -> Iterator[None]:
    """No room for another row: SQLite's file may not grow, and PostgreSQL refuses as it does on a full disk."""
    with _full_postgresql() if is_postgresql() else _full_sqlite():
        yield


@contextmanager
def _full_postgresql() -> Iterator[None]:
    refusal = "RAISE 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'"
    function = f"CREATE FUNCTION no_space() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refusal}; END $$"
    for statement in (function, "CREATE TRIGGER full_disk BEFORE INSERT ON orders EXECUTE FUNCTION no_space()"):
        transaction(partial(db.session.execute, text(statement)))
    try:
        yield
    finally:
        transaction(lambda: db.session.execute(text("DROP FUNCTION no_space CASCADE")))


@contextmanager
def _full_sqlite() -> Iterator[None]:
    with db.engine.connect() as connection:
        connection.connection.driver_connection.execute("VACUUM")  # no room is left over from other tests

    def fill(connection, _record, _proxy) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")

    def empty(connection, _record) -> None:
        connection.execute("PRAGMA max_page_count=1073741823")

    event.listen(db.engine, "checkout", fill)
    event.listen(db.engine, "checkin", empty)
    try:
        yield
    finally:
        event.remove(db.engine, "checkout", fill)
        event.remove(db.engine, "checkin", empty)


def test_a_full_disk_refuses_a_checkout_and_lets_people_read(app) -> None:
    buyer, product = calling(a_buyer()), a_product(stock=1000)
    item = {"product_id": str(product.id), "quantity": 1}
    to = {"name": "Ha", "phone": "0912345678", "commune_code": "00070", "address_line": "x" * 150}
    body = {"items": [item], "deliver_to": to, "payment_method": "cod"}

    def purchase(key: object) -> TestResponse:
        return buyer.post("/checkouts", body, headers={"Idempotency-Key": str(key)})

    with full_disk():
        answers = list(takewhile(lambda answer: answer.status_code == 201, map(purchase, range(60))))
        refused, left = purchase("refused"), stock_of(product.id)
        assert buyer.get(f"/products/{product.id}").status_code == 200
    assert (refused.status_code, refused.headers.get("Retry-After")) == (503, "3")
    assert left == 1000 - len(answers)
    assert purchase("refused").status_code == 201


def test_a_snapshot_sees_one_moment_and_holds_up_nobody(app) -> None:
    before = a_buyer().id
    with snapshot():
        seen = set(db.session.scalars(select(Person.id)))
        with app.app_context():
            later = a_buyer().id
        assert set(db.session.scalars(select(Person.id))) == seen
    assert before in seen and later not in seen


def test_the_database_of_another_version_is_told(app) -> None:
    assert transaction(is_migrated)
    with at_version("older"):
        sick = guest().client.get("/readyz")
        assert (sick.status_code, sick.json["database"]) == (503, "not migrated: run market migrate")
        assert guest().client.get("/readyz/database").status_code == 503
