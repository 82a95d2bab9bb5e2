"""The worker settles what has closed: a handful of orders a transaction, so that it goes on where it was cut off."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import structlog

from market import errors
from market.db import transaction
from market.fairs import queries as fairs
from market.fairs.settling import actions, queries
from market.fairs.settling.rules import Verdict

_AT_ONCE = 100
# So few that whoever buys or leaves hardly waits for their goods; of what stumbles each is tried alone.
_TOGETHER = 25
_log = structlog.get_logger()


def settle_due(*, now: datetime, limit: int = _AT_ONCE) -> int:
    """Settle what has closed, at most `limit` orders of each fair; how many moved. Until that is 0 there is more."""
    moved = 0
    for fair_id in transaction(queries.to_settle):
        with _alone(fair=str(fair_id)):
            moved += _settle(fair_id, limit, now)
    for fair_id in transaction(queries.to_move_on):
        _one(partial(actions.move_on, fair_id=fair_id, now=now), fair=str(fair_id))
    for fair_id in transaction(queries.fairs_with_leftovers):
        _one(partial(actions.bring_back, fair_id=fair_id, now=now), fair=str(fair_id))
    return moved


def _settle(fair_id: UUID, limit: int, now: datetime) -> int:
    early = transaction(lambda: queries.closed_early(fairs.held_fair(fair_id), limit=limit))
    if told := _all(partial(actions.close_early, fair_id=fair_id, now=now), early):
        return told
    verdict = transaction(lambda: actions.decide(fair_id=fair_id, now=now))
    if verdict == Verdict.WAITS:
        return 0
    numbers, step = transaction(lambda: _step(fair_id, verdict, limit, now))
    moved = _all(step, numbers)
    if not moved:
        transaction(lambda: actions.finish(fair_id=fair_id, now=now))
    return moved


def _step(fair_id: UUID, verdict: Verdict, limit: int, now: datetime) -> tuple[list[str], Callable[..., Any]]:
    """Which orders are next, and what becomes of them."""
    fair = fairs.held_fair(fair_id)
    if verdict == Verdict.GOES_ON:
        return queries.to_take_on(fair.slug, limit=limit), partial(actions.take_on, now=now)
    numbers = queries.to_call_off(fair.slug, limit=limit)
    return numbers, partial(actions.call_off, reason=actions.reason(fair), now=now)


def _all(step: Callable[..., Any], numbers: list[str]) -> int:
    """How many were moved, a handful at a time."""
    return sum(_some(step, numbers[at : at + _TOGETHER]) for at in range(0, len(numbers), _TOGETHER))


def _some(step: Callable[..., Any], numbers: list[str]) -> int:
    """How many were moved: all together, or, where one of them stumbles, each alone."""
    try:
        transaction(partial(step, numbers=numbers))
    except errors.Busy:
        raise
    except Exception:
        return sum(_one(partial(step, numbers=[number]), order=number) for number in numbers)
    return len(numbers)


def _one(step: Callable[[], Any], **about: str) -> bool:
    """Whether it was done."""
    with _alone(**about):
        transaction(step)
        return True
    return False


@contextmanager
def _alone(**about: str) -> Iterator[None]:
    """What cannot be moved must not hold up the others."""
    try:
        yield
    except errors.Busy:
        raise
    except Exception as error:
        _log.exception("settling stumbled", error=type(error).__name__, **about)
