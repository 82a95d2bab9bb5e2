"""The worker's process, whoever began it: it works until it is told to stop, and stops without its watcher."""

import os
import signal
from threading import Event

from market.http import Market
from market.ops.worker import work


def work_until_told(app: Market, pipe: int) -> None:
    """`pipe`: where `market.ops.supervisor` hears that we live."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    os.set_inheritable(pipe, False)
    os.set_blocking(pipe, False)
    work(app, stop, watched=pipe)
