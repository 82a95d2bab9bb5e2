"""SIGHUP renews the web workers under load, and no request is dropped: the first law of every deployment."""

from __future__ import annotations

import http.client
import os
import signal
import time
from collections.abc import Iterator
from itertools import count, takewhile
from pathlib import Path
from threading import Event, Thread

import pytest

from bench.servers import market, serving, settings

PATHS = ("/api/v1/categories", "/api/v1/places?q=chi+lang", "/healthz")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[int, int]]:
    environ = settings(tmp_path, f"sqlite:///{tmp_path / 'market.db'}")
    market("migrate", environ)
    with serving(environ, tmp_path / "web.log") as place:
        yield place


def ask(port: int, stop: Event, keep: bool, answered: list[int], failed: list[str]) -> None:
    """One request after the other, on one connection for as long as the server keeps it, or on a new one each."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for number in takewhile(lambda _: not stop.is_set(), count()):
        try:
            connection.request("GET", PATHS[number % len(PATHS)])
            reply = connection.getresponse()
            reply.read()
            answered.append(reply.status)
        except (OSError, http.client.HTTPException) as error:
            failed.append(f"{type(error).__name__} {error}")
            connection.close()
        if not keep:
            connection.close()
    connection.close()


def _processes(first: int) -> set[str]:
    """The web processes of now."""
    return set(Path(f"/proc/{first}/task/{first}/children").read_text().split())


def test_a_reload_under_load_drops_no_request(server: tuple[int, int]) -> None:
    port, first = server
    stop, before = Event(), _processes(first)
    answered: list[int] = []
    failed: list[str] = []
    clients = [Thread(target=ask, args=(port, stop, keep, answered, failed)) for keep in (True, True, False, False)]
    for client in clients:
        client.start()
    end = time.monotonic() + min(25, float(os.environ.get("SECONDS_EACH", "60")))
    reloads = 0
    while time.monotonic() < end:
        time.sleep(4)
        os.kill(first, signal.SIGHUP)
        reloads += 1
    time.sleep(4)
    stop.set()
    for client in clients:
        client.join()
    assert reloads >= 2
    assert not before & _processes(first)
    assert failed == []
    assert set(answered) == {200}
