"""`make run`'s three commands, for proofs that live beside a running demo."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from proofs.market_process import free_port

MARKET = str(Path(sys.executable).parent / "market")


@contextmanager
def demo(home: Path) -> Iterator[dict[str, str]]:
    """A demo on a port of its own; gives the environment of a shell beside it."""
    environ = os.environ | {"MARKET_HOME": str(home), "PORT": str(free_port())}
    for command in ("migrate", "seed"):
        subprocess.run([MARKET, command], env=environ, check=True)
    running = subprocess.Popen([MARKET, "run"], env=environ)
    try:
        _wait_for(f"http://127.0.0.1:{environ['PORT']}/readyz")
        yield environ
    finally:
        running.terminate()
        running.wait(30)


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        try:
            if requests.get(address, timeout=1).ok:
                return
        except requests.RequestException:
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")
