"""The worker: carries out the outbox, looks after timers, and lets this machine's search index follow the catalogue."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from threading import Event, Thread

import structlog

from market import clock, outbox, wiring
from market.catalog.search.engine import current_engine
from market.catalog.search.follower import follow_once, tell_if_outgrown
from market.http import Market

_PAUSE_SECONDS = 0.3
_ROUND_SECONDS = 10
_SICK_SECONDS = 3
_log = structlog.get_logger()


def work(app: Market, stop: Event) -> None:
    """Work until `stop` is set; what has been begun is finished."""
    with app.app_context():
        tell_if_outgrown(current_engine())
    indexer = Thread(target=_repeat, args=(app, stop, _follow_index), name="indexer")
    indexer.start()
    _repeat(app, stop, _Rounds().turn)
    indexer.join()


def turn(*, now: Callable[[], datetime] = clock.now) -> None:
    """Everything once: the outbox until it is empty, the timers, the index. For tests and small scripts."""
    while outbox.drain(wiring.JOBS, clock=now):
        pass
    for sweep in wiring.SWEEPS:
        sweep(now())
    while outbox.drain(wiring.JOBS, clock=now):
        pass
    while follow_once(current_engine(), now=now()):
        pass


class _Rounds:
    """The outbox at every turn, the sweeps at every round of some seconds."""

    def __init__(self) -> None:
        self.next_round = 0.0

    def turn(self) -> bool:
        busy = outbox.drain(wiring.JOBS, clock=clock.now) > 0
        if time.monotonic() >= self.next_round:
            for sweep in wiring.SWEEPS:
                sweep(clock.now())
            self.next_round = time.monotonic() + _ROUND_SECONDS
        return busy


def _follow_index() -> bool:
    return follow_once(current_engine(), now=clock.now()) > 0


def _repeat(app: Market, stop: Event, do: Callable[[], bool]) -> None:
    """Again and again, at once while there is more to do; what fails is logged and tried again."""
    while not stop.is_set():
        pause = _PAUSE_SECONDS
        try:
            with app.app_context():
                pause = 0 if do() else _PAUSE_SECONDS
        except Exception as error:
            _log.exception("worker stumbled", error=type(error).__name__)
            pause = _SICK_SECONDS
        stop.wait(pause)
