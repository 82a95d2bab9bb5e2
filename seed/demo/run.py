"""`make run`: the API, the worker and the card stand-in as processes that start and stop together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import requests

from market.config import Config
from market.seed.demo import demo_gateway

_START_SECONDS = 30


def run_demo(config: Config, introduction: str) -> int:
    """Run all of them until one ends or Ctrl-C; returns the exit status. None outlives the others."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    given = dict(os.environ)
    environ = given | demo_gateway.settings(given, port=config.port, home=config.home)
    processes = [_start("serve", environ), _start("work", environ)]
    try:
        if demo_gateway.needs_cards(given):
            processes.append(demo_gateway.start_cards(port=config.port, file=config.home / "card_stand_in.pickle"))
            introduction += _cards_said(
                demo_gateway.connect_cards(port=config.port, api=_address(config), home=config.home), config
            )
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


def _start(command: str, environ: dict[str, str]) -> subprocess.Popen[bytes]:
    call = [sys.executable, "-c", "from market.cli import main; main()", command]
    return subprocess.Popen(call, env=environ)  # noqa: S603


def _cards_said(connected: bool, config: Config) -> str:
    where = demo_gateway.card_address(config.port)
    if connected:
        return f"Thẻ thử · Cards: {where} (localstripe; docs/money.md)\n\n"
    return f"Thẻ thử chưa chạy được · The card stand-in does not answer at {where}\n\n"


def _address(config: Config) -> str:
    return f"http://{config.bind}:{config.port}"


def _answers(config: Config, processes: list[subprocess.Popen[bytes]]) -> bool:
    """Whether our own server answers in time: one that could not take the port has ended."""
    address = f"{_address(config)}/readyz"
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
