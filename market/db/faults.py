"""What an error of the database means: that it passes, that the database is sick, or that it was asked wrongly."""

import sqlite3

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from market.errors import Busy, Conflict, Problem

# PostgreSQL: serialization failure, deadlock, lock not available.
_PASSING = {"40001", "40P01", "55P03"}
# SQLite's primary codes for busy, locked, out of memory, read-only, I/O error, disk full, cannot open, protocol.
_SICK_SQLITE = {5, 6, 7, 8, 10, 13, 14, 15}
LOCKED_SQLITE = {5, 6}


def is_retryable(error: DBAPIError, attempt: int) -> bool:
    if isinstance(error, IntegrityError):
        return attempt == 1  # the second look sees what the other request did
    return is_transient(error) or (is_unavailable(error) and attempt == 1)


def is_transient(error: DBAPIError) -> bool:
    """Whether it stood in the way for a moment, and nothing was done."""
    return primary_code(error.orig) in LOCKED_SQLITE or getattr(error.orig, "sqlstate", None) in _PASSING


def is_unavailable(error: DBAPIError) -> bool:
    """Whether the database is to blame, rather than what it was asked: gone, full, without connections."""
    if isinstance(error.orig, sqlite3.Error):
        return primary_code(error.orig) in _SICK_SQLITE
    return isinstance(error, OperationalError) or error.connection_invalidated


def primary_code(error: BaseException | None) -> int | None:
    """SQLite's code of `error` without what extends it; None of what is not SQLite's."""
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None


def refusal(error: DBAPIError) -> Problem | None:
    """What a client is told of `error`; None where it was our statement that was wrong."""
    if isinstance(error, IntegrityError):
        return Conflict()
    return Busy() if is_transient(error) or is_unavailable(error) else None
