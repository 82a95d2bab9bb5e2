"""`make run`: the API, the worker and the card stand-in as processes that start and stop together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from types import FrameType

import requests

from market import stand_ins
from market.config import Config

_START_SECONDS = 30


def run_demo(config: Config, introduction: str) -> int:
    """Run all of them until one ends or Ctrl-C; returns the exit status."""
    given = dict(os.environ)
    environ = given | stand_ins.settings(given, port=config.port)
    processes = [_start("serve", environ), _start("work", environ)]
    _stop_together(processes)
    try:
        if stand_ins.needs_cards(given):
            processes.append(stand_ins.start_cards(port=config.port, file=config.home / "card_stand_in.pickle"))
            introduction += _cards_said(stand_ins.connect_cards(port=config.port, api=_address(config)), config)
        if _answers(config):
            sys.stdout.write(introduction)
            sys.stdout.flush()
        return _watch(processes)
    finally:
        for process in processes:
            process.terminate()


def _watch(processes: list[subprocess.Popen[bytes]]) -> int:
    while all(process.poll() is None for process in processes):
        time.sleep(0.5)
    for process in processes:
        process.terminate()
    return max(abs(process.wait()) for process in processes) and 1


def _start(command: str, environ: dict[str, str]) -> subprocess.Popen[bytes]:
    call = [sys.executable, "-c", "from market.cli import main; main()", command]
    return subprocess.Popen(call, env=environ)  # noqa: S603


def _cards_said(connected: bool, config: Config) -> str:
    where = stand_ins.card_address(config.port)
    if connected:
        return f"Thẻ thử · Cards: {where} (localstripe; docs/money.md)\n\n"
    return f"Thẻ thử chưa chạy được · The card stand-in does not answer at {where}\n\n"


def _address(config: Config) -> str:
    return f"http://{config.bind}:{config.port}"


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
    address = f"{_address(config)}/readyz"
    for _ in range(_START_SECONDS * 10):
        try:
            if requests.get(address, timeout=1).ok:
                return True
        except requests.RequestException:
            time.sleep(0.1)
    return False
