"""Chợ Phiên as an operator runs it: gunicorn and workers as processes of their own, which can be killed and stopped."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any, TypeVar
from uuid import uuid4

import psutil
import requests

from market import clock
from market.accounts import actions as accounts
from market.app import create_app
from market.config import read_config
from market.db import db, read_only, reading, transaction
from proofs.databases import MARKET

Result = TypeVar("Result")

SECRET = "the proofs' own secret key, 32 or more"
SECONDS = float(os.environ.get("SECONDS_EACH", "60"))
TO = {"name": "Trần Thu Hà", "phone": "0912345678", "commune_code": "00070", "address_line": "12 Hàng Bài"}


class Service:
    """One installation. Everything that is started here is ended by `close`."""

    def __init__(self, home: Path, database_url: str, **settings: str) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.home = home
        given = {"MARKET_HOME": str(home), "DATABASE_URL": database_url, "PORT": str(self.port), "SECRET_KEY": SECRET}
        counts = {"PROMETHEUS_MULTIPROC_DIR": str(home / "metrics")}  # gone with the folder, unlike in /dev/shm
        self.environ = os.environ | given | counts | {"SMS_ADAPTER": "file", "OPEN_COD_ORDERS": str(10**9)} | settings
        self.app = create_app(read_config(self.environ))
        self.started: list[subprocess.Popen[bytes]] = []
        self.log = (home / "log").open("ab")

    # Processes

    def market(self, *words: str, check: bool = True) -> str:
        """What `market WORDS` prints."""
        run = subprocess.run([MARKET, *words], env=self.environ, capture_output=True, text=True)
        assert not check or run.returncode == 0, run.stdout + run.stderr
        return run.stdout

    def start(self, *words: str, command: Sequence[str] = (MARKET,), **given: Any) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [*command, *words], env=self.environ, start_new_session=True, stdout=self.log, stderr=self.log, **given
        )
        self.started.append(process)
        return process

    def serve(self, **given: Any) -> subprocess.Popen[bytes]:
        process = self.start("serve", **given)
        self.wait_until_ready()
        return process

    def work(self, **given: Any) -> subprocess.Popen[bytes]:
        return self.start("work", **given)

    def wait_until_ready(self, path: str = "/readyz", seconds: float = 60) -> None:
        wait_for(lambda: self.answers(path), f"{path} does not answer", seconds)

    def answers(self, path: str = "/readyz") -> bool:
        try:
            return requests.get(self.address + path, timeout=10).ok
        except requests.RequestException:
            return False

    def close(self) -> None:
        for process in self.started:
            end(process)
        self.log.close()
        with self.app.app_context():
            db.engine.dispose()

    # People and goods, made in this process

    @contextmanager
    def inside(self) -> Iterator[None]:
        mode = reading.set(False)
        try:
            with self.app.app_context():
                yield
        finally:
            reading.reset(mode)

    def ask(self, question: Callable[[], Result]) -> Result:
        """What `question` finds in the database, without standing in anybody's way."""
        with self.inside():
            return read_only(question)

    def tokens(self, count: int) -> list[str]:
        """So many buyers, signed in."""

        def make() -> list[str]:
            now = clock.now()
            start = 910_000_000 + Random().randrange(80_000_000)
            people = [accounts.register(phone=f"+84{start + n}", name=f"Buyer {n}", now=now) for n in range(count)]
            return [accounts.issue_token(person=person, now=now)[0] for person in people]

        with self.inside():
            return transaction(make)

    # Calls over HTTP

    def call(self, method: str, path: str, token: str | None = None, body: Any = None, **headers: str) -> Answer:
        """The answer; a broken connection is an answer with status 0."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if token:
            given["Authorization"] = f"Bearer {token}"
        try:
            sent = requests.request(method, f"{self.address}/api/v1{path}", json=body, headers=given, timeout=60)
        except requests.RequestException as error:
            return Answer(0, {"error": repr(error)}, {})
        return Answer(sent.status_code, _json(sent), dict(sent.headers))

    def buy(self, token: str, items: list[tuple[str, int]], key: str | None = None, **headers: str) -> Answer:
        body = json.loads(body_of(items))
        return self.call("POST", "/checkouts", token, body, Idempotency_Key=key or str(uuid4()), **headers)

    def audit(self) -> str:
        return self.market("audit", check=False).strip()


def body_of(items: list[tuple[str, int]]) -> bytes:
    """What a purchase of so many packs of these goods sends."""
    wanted = [{"product_id": product, "quantity": quantity} for product, quantity in items]
    return json.dumps({"items": wanted, "deliver_to": TO, "payment_method": "cod"}).encode()


class Answer:
    def __init__(self, status: int, body: Any, headers: dict[str, str]) -> None:
        self.status, self.json, self.headers = status, body, headers

    @property
    def type(self) -> str | None:
        return self.json.get("type") if isinstance(self.json, dict) else None

    def __repr__(self) -> str:
        return f"<{self.status} {self.json}>"


def _json(sent: requests.Response) -> Any:
    try:
        return sent.json()
    except ValueError:
        return {"text": sent.text[:200]}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(true: Callable[[], bool], otherwise: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.1)


def all_at_once(calls: Sequence[Callable[[], Result]], threads: int = 32) -> list[Result]:
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(lambda call: call(), calls))


def family(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The process and all that it has started."""
    try:
        parent = psutil.Process(process.pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def kill(process: psutil.Process) -> None:
    """Without a warning, as the power goes."""
    try:
        process.send_signal(signal.SIGKILL)
    except psutil.NoSuchProcess:
        return


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask it to stop; kill what is left of it and of all that it ever started."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(15)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def python(*words: str) -> tuple[str, ...]:
    return (sys.executable, *words)
