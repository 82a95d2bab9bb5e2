"""The installation that the tests share: its secret key, what every database has from the start, sweeping the rest."""

from sqlalchemy import delete

from market.db import db

SECRET = "the tests' own secret key, 32 or more"
REFERENCE = {
    "provinces", "communes", "former_communes", "became", "categories", "post_offices", "tracking_series", "rates",
}  # fmt: skip


def sweep() -> None:
    """Deletes all rows but those of the reference data."""
    for table in reversed(db.metadata.sorted_tables):
        if table.name not in REFERENCE:
            db.session.execute(delete(table))
