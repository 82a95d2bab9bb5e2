"""What the worker does at fairs by the clock: each opened or closed in a transaction of its own."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import ColumnElement, select

from market import errors
from market.db import db, transaction
from market.fairs import queries, rules
from market.fairs.actions import fairs
from market.fairs.models import Fair
from market.fairs.rules import FairState
from market.notices.actions import notify

_AT_ONCE = 200
_WORKER = ("worker",)
# In the fair's history, and so said once.
TOO_FEW = "promised below minimum"
_log = structlog.get_logger()


def open_and_close_due(*, now: datetime) -> int:
    """Open fairs whose time has come, close those whose time is over; how many moved. Again it moves nothing more."""
    opened = _each(Fair.state == FairState.PLANNED, Fair.opens_at, _open, now)
    return opened + _each(Fair.state == FairState.OPEN, Fair.closes_at, _close, now)


def _each(waiting: ColumnElement[bool], due: Any, move: Callable[..., bool], now: datetime) -> int:
    wanted = select(Fair.id).where(waiting, due <= now).order_by(due).limit(_AT_ONCE)
    ids = transaction(lambda: list(db.session.scalars(wanted)))
    return sum(_one(fair_id, move, now) for fair_id in ids)


def _one(fair_id: UUID, move: Callable[..., bool], now: datetime) -> bool:
    """Whether it moved; one that cannot must not hold up the others."""
    try:
        return transaction(lambda: move(fair_id, now))
    except errors.Busy:
        raise
    except Exception as error:
        _log.exception("fair stumbled", fair=str(fair_id), error=type(error).__name__)
        return False


def _open(fair_id: UUID, now: datetime) -> bool:
    """One for which too few packs are promised waits, and its officer is told; at closing it comes to nothing."""
    fair = queries.held_fair(fair_id)
    if fair.state != FairState.PLANNED or fair.opens_at > now:
        return False
    if fair.closes_at <= now:
        return fairs.move_fair(fair=fair, to=FairState.CALLED_OFF, roles=_WORKER, by_id=None, now=now, note=TOO_FEW)
    try:
        return fairs.move_fair(fair=fair, to=FairState.OPEN, roles=_WORKER, by_id=None, now=now)
    except rules.MinimumNotPromised:
        if fairs.remark_once(fair=fair, by="worker", note=TOO_FEW, now=now):
            _tell_of_too_few(fair, now)
        return False


def _tell_of_too_few(fair: Fair, now: datetime) -> None:
    counts = {"promised": f"{queries.promised(fair.id)}", "minimum": f"{fair.minimum_packs}"}
    words = {"fair": fair.name[: rules.LONGEST_TOLD]} | counts
    notify(person_id=fair.made_by, notice="fair_too_few", words=words, now=now)


def _close(fair_id: UUID, now: datetime) -> bool:
    fair = queries.held_fair(fair_id)
    if fair.state != FairState.OPEN or fair.closes_at > now:
        return False
    return fairs.move_fair(fair=fair, to=FairState.CLOSED, roles=_WORKER, by_id=None, now=now)
