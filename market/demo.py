"""`make run`: the API and the worker as two processes that start and stop together."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from types import FrameType

import requests

from market.config import Config

_START_SECONDS = 30


def run_demo(config: Config, introduction: str) -> int:
    """Run both until one ends or Ctrl-C; returns the exit status."""
    processes = [_start("serve"), _start("work")]
    _stop_together(processes)
    if _answers(config):
        sys.stdout.write(introduction)
        sys.stdout.flush()
    while all(process.poll() is None for process in processes):
        time.sleep(0.5)
    for process in processes:
        process.terminate()
    return max(abs(process.wait()) for process in processes) and 1


def _start(command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", "from market.cli import main; main()", command])  # noqa: S603


def _stop_together(processes: list[subprocess.Popen[bytes]]) -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()
        sys.exit(0)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)


def _answers(config: Config) -> bool:
    address = f"http://{config.bind}:{config.port}/readyz"
    for _ in range(_START_SECONDS * 10):
        try:
            if requests.get(address, timeout=1).ok:
                return True
        except requests.ConnectionError:
            time.sleep(0.1)
    return False
