"""The worker that is forked beside the web processes: who keeps whom, and what none of them loads at the start."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from market.ops.beside import Beside, Forked

_PATIENCE_SECONDS = 30
pytestmark = pytest.mark.once


@pytest.fixture
def told(tmp_path: Path) -> Path:
    return tmp_path / "told"


@pytest.fixture
def beside(told: Path) -> Iterator[Beside]:
    """Its worker writes down who it is, and works on."""

    def work(_pipe: int) -> None:
        with told.open("a") as file:
            file.write(f"{os.getpid()} {os.getppid()}\n")
        signal.pause()

    kept = Beside(work)
    yield kept
    kept.end()
    kept.wait()


def workers(told: Path, count: int) -> list[tuple[int, int]]:
    """The first `count` workers, each with its watcher."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        lines = told.read_text().splitlines() if told.exists() else []
        if len(lines) >= count:
            return [(int(worker), int(watcher)) for worker, watcher in map(str.split, lines)]
        time.sleep(0.02)
    raise AssertionError(f"{count} workers did not begin")


def test_a_worker_that_dies_is_begun_again_and_a_watcher_that_dies_too(beside: Beside, told: Path) -> None:
    beside.keep([])
    [(worker, watcher)] = workers(told, 1)
    os.kill(worker, signal.SIGKILL)
    _, (second, same) = workers(told, 2)
    assert same == watcher
    os.kill(watcher, signal.SIGKILL)
    os.kill(second, signal.SIGKILL)
    psutil.Process(watcher).wait(_PATIENCE_SECONDS)
    beside.keep([])
    beside.keep([])  # it lives: nothing more is begun
    *_, (third, another) = workers(told, 3)
    beside.end()
    beside.wait()
    assert len({worker, second, third}) == 3 and another != watcher
    assert not psutil.pid_exists(third) and not psutil.pid_exists(another)


def test_a_child_tells_how_it_ended_and_is_not_awaited_for_ever() -> None:
    assert Forked(lambda: None).wait(_PATIENCE_SECONDS) == 0
    sleeper = Forked(signal.pause)
    with pytest.raises(subprocess.TimeoutExpired):
        sleeper.wait(0.01)
    sleeper.kill()
    assert sleeper.wait() == -signal.SIGKILL
    sleeper.kill()  # it has gone, and so might somebody else have come to its number


def test_what_few_ask_for_is_not_loaded_before_the_fork() -> None:
    """Nor by the worker; counted, not timed."""
    code = "import sys; from market.app import create_app; create_app(); import market.cli.working; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    few = {"PIL", "reportlab", "python_calamine", "zxingcpp", "pi_heif", "zxcvbn", "holidays", "alembic", "redis"}
    assert few.isdisjoint(told.stdout.split())
