"""What wakes the worker's loops: something is committed, something falls due, or the index is not what it was."""

from collections.abc import Callable
from datetime import datetime
from threading import Condition, Event
from typing import Any

import structlog
from sqlalchemy import func, select

from market import clock
from market.db import db, read_only
from market.db.commits import Commits
from market.http import Market
from market.outbox import OutboxEntry
from market.search.engines.registry import current_engine

# Between two looks, each of which costs next to nothing.
PAUSE_SECONDS = 0.3
_log = structlog.get_logger()


class Alarm:
    """One thread looks; all loops rest until it rings."""

    def __init__(self, stop: Event) -> None:
        self.rung = 0
        self._stop = stop
        self._changed = Condition()
        self._commits = Commits()
        self._index: Any = None
        self._due: datetime | None = None

    def watch(self, app: Market) -> None:
        """Look, and ring, until it is time to stop."""
        with app.app_context():
            while not self._stop.wait(PAUSE_SECONDS):
                if self._asked():
                    self.ring()
            self._commits.close()
        self.ring()

    def _asked(self) -> bool:
        try:
            return self.is_time()
        except Exception as error:  # the loops will meet it too
            _log.warning("worker stumbled", error=type(error).__name__)
            return True

    def is_time(self) -> bool:
        """Whether the loops may have something to do that they had not when this was last asked."""
        index = current_engine().generations.present
        stirred = self._commits.any_more() or index != self._index
        self._index = index
        if not stirred and (self._due is None or clock.now() < self._due):
            return False
        self._due = read_only(lambda: next_due(now=clock.now()))
        return True

    def ring(self) -> None:
        with self._changed:
            self.rung += 1
            self._changed.notify_all()

    def rest(self, *, since: int, seconds: float) -> None:
        """Until it has rung more than `since` times, it is time to stop, or so much time has passed."""
        with self._changed:
            self._changed.wait_for(self._woken(since), timeout=seconds)

    def _woken(self, since: int) -> Callable[[], bool]:
        return lambda: self.rung != since or self._stop.is_set()


def next_due(*, now: datetime) -> datetime | None:
    """When there is next something in the outbox that is not due yet, or that somebody else may leave undone."""
    entry, is_open = OutboxEntry, OutboxEntry.done_at.is_(None)
    later = select(func.min(entry.due_at)).where(is_open, entry.due_at > now)
    leased = select(func.min(entry.leased_until)).where(is_open, entry.due_at <= now, entry.leased_until > now)
    instants = db.session.execute(select(later.scalar_subquery(), leased.scalar_subquery())).one()
    return min((instant for instant in instants if instant is not None), default=None)
