"""A world of its own for a simulation: a database that is gone afterwards, and a log that only tells of failures."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog

from market.app import create_app
from market.config import read_config
from market.db import db
from market.db.migrating import upgrade

_SECRET = "only for simulations, nothing real is signed"
_MEMORY = Path("/dev/shm")


@contextmanager
def own_world() -> Iterator[None]:
    """An application with an empty, migrated SQLite database, in memory where the system has a place for that."""
    with TemporaryDirectory(prefix="market-simulation-", dir=_MEMORY if _MEMORY.is_dir() else None) as home:
        app = create_app(read_config({"MARKET_HOME": home, "SECRET_KEY": _SECRET, "SMS_ADAPTER": "file"}))
        # Calls that fail on purpose need not be told; they are counted.
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
        with app.app_context():
            upgrade()
            yield
            db.engine.dispose()
