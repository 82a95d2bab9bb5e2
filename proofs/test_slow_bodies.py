"""Sixteen clients that send their bodies drop by drop do not keep others from being served."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
import requests

from bench.servers import market, serving, settings

SLOW = 16
HEAD = (
    "POST /api/v1/sign-in-codes HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    "Content-Length: 400\r\n\r\n"
)


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    environ = settings(tmp_path, f"sqlite:///{tmp_path / 'market.db'}")
    market("migrate", environ)
    with serving(environ, tmp_path / "web.log") as (port, _):
        yield port


def drip(port: int, stop: Event, told: list[bytes]) -> None:
    """Send a body a byte at a time until it is answered; note the answer's first line."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(HEAD.encode())
        connection.settimeout(0.5)
        while not stop.is_set():
            try:
                connection.sendall(b"{")
                told.append(connection.recv(4096).split(b"\r\n")[0])
                return
            except TimeoutError:
                continue
            except OSError:
                told.append(b"")
                return


def slow_clients(port: int, stop: Event, told: list[bytes]) -> list[Thread]:
    threads = [Thread(target=drip, args=(port, stop, told), daemon=True) for _ in range(SLOW)]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    return threads


def test_others_are_served_meanwhile(port: int) -> None:
    stop = Event()
    told: list[bytes] = []
    waited: list[float] = []
    slow_clients(port, stop, told)
    end = time.monotonic() + min(20, float(os.environ.get("SECONDS_EACH", "60")))
    while time.monotonic() < end:
        start = time.monotonic()
        assert requests.get(f"http://127.0.0.1:{port}/api/v1/categories", timeout=30).status_code == 200
        waited.append(time.monotonic() - start)
    stop.set()
    # The worst are those of the first moments, when all threads still wait for a slow body.
    assert max(waited) < 8
    assert sorted(waited)[len(waited) // 2] < 1


def test_whoever_is_too_slow_is_told_so_and_writes_are_not_held_up(port: int) -> None:
    stop = Event()
    told: list[bytes] = []
    threads = slow_clients(port, stop, told)
    start = time.monotonic()
    reply = requests.post(f"http://127.0.0.1:{port}/api/v1/sign-in-codes", json={"phone": "0912345678"}, timeout=30)
    assert (reply.status_code, time.monotonic() - start < 10) == (202, True)
    for thread in threads:
        thread.join(40)
    assert len(told) == SLOW
    assert [line for line in told if line.startswith(b"HTTP/1.1 408")]
