"""`make run`'s three commands, for proofs that live beside a running demo."""

from __future__ import annotations

import fcntl
import os
import shutil
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
    shutil.copytree(_seeded(home), home, dirs_exist_ok=True)
    running = subprocess.Popen([MARKET, "run"], env=environ)
    try:
        _wait_for(f"http://127.0.0.1:{environ['PORT']}/readyz")
        yield environ
    finally:
        running.terminate()
        running.wait(30)


def _seeded(home: Path) -> Path:
    """A home whose year has been lived: by the first of this run's workers that asks, for all of them."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    kept = (home.parent.parent if run else home.parent) / f"seeded-{run}"
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            being_lived = kept.with_suffix(".lived")
            being_lived.mkdir()
            for command in ("migrate", "seed"):
                subprocess.run([MARKET, command], env=os.environ | {"MARKET_HOME": str(being_lived)}, check=True)
            being_lived.rename(kept)
    return kept


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        try:
            if requests.get(address, timeout=10).json()["status"] == "ready":
                return
        except (requests.RequestException, KeyError):
            pass
        time.sleep(0.1)
    raise AssertionError(f"{address} does not answer that all is ready")
