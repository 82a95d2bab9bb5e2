"""The installation that the tests share: its secret key, what every database has from the start, sweeping the rest."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy import delete, text

from market.db import db, transaction

SECRET = "the tests' own secret key, 32 or more"
REFERENCE = {
    "provinces", "communes", "former_communes", "became", "categories", "post_offices", "tracking_series", "rates",
}  # fmt: skip


@cache
def _emptied() -> list[str]:
    return [str(delete(table)) for table in reversed(db.metadata.sorted_tables) if table.name not in REFERENCE]


def sweep() -> None:
    """Deletes all rows but those of the reference data, after each of thousands of tests: straight by the driver."""
    connection = db.session.connection()
    # PostgreSQL takes them all in one go.
    for statement in [";".join(_emptied())] if connection.dialect.name == "postgresql" else _emptied():
        connection.connection.cursor().execute(statement)


@contextmanager
def at_version(name: str) -> Iterator[None]:
    """The tables say meanwhile that they are of another version."""

    def set_to(version: str) -> None:
        transaction(lambda: db.session.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version}))

    before = transaction(lambda: db.session.scalar(text("SELECT version_num FROM alembic_version")))
    set_to(name)
    try:
        yield
    finally:
        set_to(before)
