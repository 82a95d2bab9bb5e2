"""`make run`: the API and the worker as two processes that start and stop together."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

import requests

from market.config import Config

_START_SECONDS = 30


def run_demo(config: Config, introduction: str) -> int:
    """Run both until one ends or Ctrl-C; returns the exit status. Neither outlives the other."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    processes = [_start("serve"), _start("work")]
    try:
        if _answers(config, processes):
            sys.stdout.write(introduction)
            sys.stdout.flush()
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()


def _start(command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", "from market.cli import main; main()", command])  # noqa: S603


def _answers(config: Config, processes: list[subprocess.Popen[bytes]]) -> bool:
    """Whether our own server answers in time: one that could not take the port has ended."""
    address = f"http://{config.bind}:{config.port}/readyz"
    for _ in range(_START_SECONDS * 5):
        time.sleep(0.2)
        if any(process.poll() is not None for process in processes):
            return False
        try:
            if requests.get(address, timeout=2).ok:
                return True
        except requests.RequestException:
            continue
    return False
