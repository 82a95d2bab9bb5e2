"""The installation that the tests share: its secret key, what every database has from the start, sweeping the rest."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Executable, delete, text

from market.db import db, transaction

SECRET = "the tests' own secret key, 32 or more"
REFERENCE = {
    "provinces", "communes", "former_communes", "became", "categories", "post_offices", "tracking_series", "rates",
}  # fmt: skip


def sweep() -> None:
    """Deletes all rows but those of the reference data."""
    emptied: list[Executable] = [
        delete(table) for table in reversed(db.metadata.sorted_tables) if table.name not in REFERENCE
    ]
    if db.engine.dialect.name == "postgresql":  # takes them all in one go
        emptied = [text(";".join(map(str, emptied)))]
    for statement in emptied:
        db.session.execute(statement)


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
