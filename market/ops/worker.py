"""The worker: carries out the outbox, looks after timers, and lets this machine's search index follow the catalogue."""

import os
import socket
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Event, Thread

import structlog
from flask import current_app

from market import change_feed, clock, outbox
from market.db import read_only, transaction
from market.fairs.settling import flows as settling
from market.http import Market
from market.ops import heartbeat
from market.ops.alarm import PAUSE_SECONDS, Alarm
from market.ops.supervisor import LOOPS
from market.search.engines.registry import current_engine
from market.search.index.indexer import follow_once, tell_if_outgrown
from market.search.words.heard import follow as hear_words
from market.subscriptions import flows as letters
from market.wiring import jobs

_ROUND_SECONDS = 10
_BEAT_SECONDS = 20
# However quiet it is, each loop turns so often: the second net, for what the alarm cannot see.
_LONGEST_REST_SECONDS = 30
_HOUR_SECONDS = 3600
_SETTLED_AT_ONCE = 100
_SICK_SECONDS = 3
# Timers cancel orders: when the clock has jumped, they wait until it may have been put right.
_UNSTEADY_SECONDS = 600
_log = structlog.get_logger()

Beat = Callable[[], None]


def work(app: Market, stop: Event, *, watched: int | None = None) -> None:
    """Work until `stop` is set; what has been begun is finished. `watched`: the pipe of `market.ops.supervisor`."""
    with app.app_context():
        tell_if_outgrown(current_engine())
    alarm, rounds, teller, settler = Alarm(stop), Rounds(), Teller(), Settler()
    beside = [Thread(target=alarm.watch, args=(app,), name="alarm")] + [
        Thread(target=_repeat, args=(app, stop, alarm, do, longest, _beating(letter, watched, stop)), name=name)
        for name, letter, do, longest in (
            ("indexer", "i", _follow_index, _index_rest),
            ("importer", "f", take_files, lambda: _LONGEST_REST_SECONDS),
            ("teller", "w", teller.turn, teller.rest),
            ("settler", "s", settler.turn, settler.rest),
        )
    ]
    for thread in beside:
        thread.start()
    _repeat(app, stop, alarm, rounds.turn, rounds.rest, _beating("o", watched, stop))
    for thread in beside:
        thread.join()


def turn(*, now: Callable[[], datetime] = clock.now) -> None:
    """Everything once: the outbox until it is empty, the timers, the index. For tests and small scripts."""
    while outbox.drain(jobs.JOBS, clock=now):
        pass
    for sweep in (*jobs.SWEEPS, *jobs.TIDYING):
        sweep(now())
    while outbox.drain(jobs.JOBS, clock=now):
        pass
    while settling.settle_due(now=now()):
        pass
    letters.send_due(clock=now)
    hear_words(_index_dir())
    while follow_once(current_engine(), now=now()):
        pass


class Rounds:
    """The outbox at every turn, the sweeps at every round of some seconds, the tidying once an hour."""

    def __init__(self, ticks: Callable[[], float] = time.monotonic) -> None:
        self.ticks = ticks
        self.next_round = self.next_beat = self.next_sweep = self.next_tidying = 0.0
        self.steadiness = clock.Steadiness()

    def turn(self) -> bool:
        busy = outbox.drain(jobs.JOBS, clock=clock.now, of=~jobs.SLOW & ~jobs.TOLD) > 0
        if self.ticks() >= self.next_round:
            self.next_round = self.ticks() + _ROUND_SECONDS
            self._round(clock.now())
        return busy

    def rest(self) -> float:
        return min(self.next_round - self.ticks(), LOOPS["o"] / 3)

    def _round(self, now: datetime) -> None:
        if self.ticks() >= self.next_beat:
            transaction(lambda: heartbeat.beat(heartbeat.WORKER, socket.gethostname()[:100], now=now))
            self.next_beat = self.ticks() + _BEAT_SECONDS - 1
        if jumped := self.steadiness.jumped():
            _log.warning("clock jumped; timers wait", seconds=jumped.total_seconds())
            self.next_sweep = self.next_tidying = self.ticks() + _UNSTEADY_SECONDS
            transaction(lambda: outbox.mend(now=now))
        if self.ticks() >= self.next_sweep:
            _sweep(jobs.SWEEPS, now)
        if self.ticks() >= max(self.next_tidying, self.next_sweep):
            _sweep(jobs.TIDYING, now)
            self.next_tidying = self.ticks() + _HOUR_SECONDS


def _sweep(sweeps: tuple[Callable[[datetime], object], ...], now: datetime) -> None:
    """Each, though another fails: what one order stumbles over must not stop the rest."""
    for sweep in sweeps:
        try:
            sweep(now)
        except Exception as error:
            _log.exception("sweep stumbled", error=type(error).__name__)


def take_files() -> bool:
    """The lane of what takes long, one at a time."""
    return outbox.drain(jobs.JOBS, clock=clock.now, limit=1, of=jobs.SLOW) > 0


class Teller:
    """The lane of what other systems are told: news is written down, letters go out beside each other."""

    def __init__(self) -> None:
        self.sender = letters.Sender()

    def turn(self) -> bool:
        told = outbox.drain(jobs.JOBS, clock=clock.now, of=jobs.TOLD) > 0
        return self.sender.turn(clock=clock.now) or told

    def rest(self) -> float:
        return _LONGEST_REST_SECONDS if self.sender.is_idle() else PAUSE_SECONDS


class Settler:
    """The lane of fairs that have closed: thousands of orders at once, behind which no code waits."""

    def __init__(self, ticks: Callable[[], float] = time.monotonic) -> None:
        self.ticks = ticks
        self.next_look = 0.0

    def turn(self) -> bool:
        if self.ticks() < self.next_look:
            return False
        moved = settling.settle_due(now=clock.now(), limit=_SETTLED_AT_ONCE) > 0
        self.next_look = self.ticks() + (0 if moved else _ROUND_SECONDS / 2)
        return moved

    def rest(self) -> float:
        return self.next_look - self.ticks()


def _follow_index() -> bool:
    heard = hear_words(_index_dir())
    return follow_once(current_engine(), now=read_only(change_feed.present)) > 0 or heard


def _index_rest() -> float:
    """Whoever may have to take over from another process of this machine looks for it."""
    return _LONGEST_REST_SECONDS if current_engine().generations.writes else 1


def _index_dir() -> Path:
    folder: Path = current_app.config["MARKET"].index_dir
    return folder


def _repeat(
    app: Market, stop: Event, alarm: Alarm, do: Callable[[], bool], longest: Callable[[], float], beat: Beat
) -> None:
    """Again and again, at once while there is more to do, else when the alarm rings, or after `longest()` seconds.

    What fails is logged and tried again.
    """
    while not stop.is_set():
        beat()
        rung = alarm.rung
        try:
            with app.app_context():
                rest = 0.0 if do() else longest()
        except Exception as error:
            _log.exception("worker stumbled", error=type(error).__name__)
            stop.wait(_SICK_SECONDS)
        else:
            alarm.rest(since=rung, seconds=rest)


def _beating(letter: str, pipe: int | None, stop: Event) -> Beat:
    """Tell the watcher that this loop turns; when there is nobody left who listens, stop."""

    def beat() -> None:
        try:
            os.write(pipe, letter.encode()) if pipe is not None else None
        except BlockingIOError:
            pass  # the watcher has not read for hours: not our concern
        except OSError:
            stop.set()

    return beat
