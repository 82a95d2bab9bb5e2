"""`make run`: the API, the worker and the card stand-in as processes that start and stop together.

What they log goes to a file; the terminal shows it in short, and the SMS that were sent.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from market.config import Config
from market.seed.demo import demo_gateway, screen

_START_SECONDS = 120
_LOOK_SECONDS = 0.25
_OPENING = "Đang mở chợ, vài giây nữa … · Opening, some seconds more ...\n"
_CLOSED = "Chợ Phiên đã đóng, mọi thứ còn nguyên. · Chợ Phiên is closed; all is kept for the next start.\n"
_NO_CARDS = "Thẻ thử chưa chạy được · The card stand-in does not answer\n"


def log_file(home: Path) -> Path:
    """Where all of one run is written; the next begins it anew."""
    return home / "demo.log"


def run_demo(config: Config, introduction: str) -> int:
    """Run all of them until one ends or Ctrl-C; returns the exit status. None outlives the others."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have had it ignored
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    log_file(config.home).write_bytes(b"")
    _say(_OPENING)
    environ = dict(os.environ) | {"SMS_ADAPTER": os.environ.get("SMS_ADAPTER") or "file"}
    followed = [
        screen.Followed(log_file(config.home), screen.event_told),
        screen.Followed(config.sms_file, screen.sms_told),
    ]
    try:
        with _running(config, environ) as processes:
            if _answers(config, processes):
                _say(introduction)
            while all(process.poll() is None for process in processes):
                _show(followed)
                time.sleep(_LOOK_SECONDS)
        _show(followed)
        return 1
    except KeyboardInterrupt:
        _say("\n" + _CLOSED)
        return 0


@contextmanager
def _running(config: Config, given: dict[str, str]) -> Iterator[list[subprocess.Popen[bytes]]]:
    environ = given | demo_gateway.settings(given, port=config.port, home=config.home)
    processes: list[subprocess.Popen[bytes]] = []
    try:
        with log_file(config.home).open("ab") as log:
            processes.append(_start(environ, log.fileno()))
            if demo_gateway.needs_cards(given):
                kept = config.home / "card_stand_in.pickle"
                processes.append(demo_gateway.start_cards(port=config.port, file=kept, log=log.fileno()))
        if demo_gateway.needs_cards(given):
            api = _address(config)
            if not demo_gateway.connect_cards(port=config.port, api=api, home=config.home):
                _say(_NO_CARDS)
        yield processes
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not leave one of them behind
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()


def _start(environ: dict[str, str], log: int) -> subprocess.Popen[bytes]:
    call = [sys.executable, "-c", "from market.cli import main; main()", "serve", "--work"]
    return subprocess.Popen(call, env=environ, stderr=log)  # noqa: S603


def _show(followed: list[screen.Followed]) -> None:
    for one in followed:
        for line in one.lines():
            _say(line + "\n")


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _address(config: Config) -> str:
    return f"http://{config.bind}:{config.port}"


def _answers(config: Config, processes: list[subprocess.Popen[bytes]]) -> bool:
    """Whether our own server answers in time, and all that is behind it is well: one that could not take the port has
    ended, and a first search must find what the worker has yet to index.
    """
    address = f"{_address(config)}/readyz"
    for _ in range(_START_SECONDS * 5):
        time.sleep(0.2)
        if any(process.poll() is not None for process in processes):
            return False
        try:
            if requests.get(address, timeout=2).json()["status"] == "ready":
                return True
        except (requests.RequestException, KeyError):
            continue
    return False
