"""The database: `tables` and the session, `engines` that connect, `faults` that may heal, `transactions`."""

from market.db.engines import init_app, is_migrated, options, prepare, revision
from market.db.looks import Look
from market.db.one_go import Change, together
from market.db.rows import as_read, insert_absent, insert_at_the_end, insert_if_absent, insert_new, locked, upsert
from market.db.sqlite import reading
from market.db.tables import Base, Dong, Model, UTCDateTime, db, is_postgresql
from market.db.transactions import (
    TRIES,
    commit_step,
    commits,
    one_at_a_time,
    read_only,
    snapshot,
    transaction,
    without_timeout,
)

__all__ = [
    "TRIES",
    "Base",
    "Change",
    "Dong",
    "Look",
    "Model",
    "UTCDateTime",
    "as_read",
    "commit_step",
    "commits",
    "db",
    "init_app",
    "insert_absent",
    "insert_at_the_end",
    "insert_if_absent",
    "insert_new",
    "is_migrated",
    "is_postgresql",
    "locked",
    "one_at_a_time",
    "options",
    "prepare",
    "read_only",
    "reading",
    "revision",
    "snapshot",
    "together",
    "transaction",
    "upsert",
    "without_timeout",
]
