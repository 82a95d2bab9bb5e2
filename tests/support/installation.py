"""The installation that the tests share: its secret key, what every database has from the start, sweeping the rest."""

from sqlalchemy import Executable, delete, text

from market.db import db

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
