"""How many SQL statements something takes."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from market.db import db


@contextmanager
def statements() -> Iterator[list[str]]:
    """The SQL that is sent meanwhile, BEGIN and COMMIT aside. Nothing is remembered from before."""
    db.session.remove()
    sent: list[str] = []

    def note(*given: object) -> None:
        if not str(given[2]).startswith("BEGIN"):
            sent.append(str(given[2]))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
