"""The figures of fairs as they are asked for: of one, and of those of a province, the newest first."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from market import clock
from market.accounts.models import Person
from market.db import db
from market.fairs.access import keeps
from market.fairs.models import Fair, Stand
from market.fairs.rules import FairState
from market.insight.fairs.models import FairCell
from market.insight.fairs.rules import COUNTS, MEASURES, Stood, Tally, public_from, value_of

_NOT_YET = FairState.PLANNED


def told(fair: Fair, viewer: Person | None, now: datetime) -> dict[str, Any]:
    """Every figure of one fair: to its officers at once, to all others when it is over for good, small ones to none."""
    return next(_told([fair], viewer, clock.local_day(now)))


def of_province(province: str, viewer: Person | None, now: datetime, *, most: int) -> list[dict[str, Any]]:
    """Those that have opened, or were called off, the newest first."""
    held = select(Fair).where(Fair.province_code == province, Fair.state != _NOT_YET)
    found = db.session.scalars(held.order_by(Fair.opens_at.desc(), Fair.id.desc()).limit(most)).all()
    return list(_told(found, viewer, clock.local_day(now)))


def public(province: str, start: date, today: date) -> Iterator[dict[str, Any]]:
    """Those that closed since `start` and that everybody may see, in the order in which they closed."""
    held = select(Fair).where(Fair.province_code == province, Fair.closes_at >= clock.begin_of(start))
    found = db.session.scalars(held.where(Fair.state != _NOT_YET).order_by(Fair.closes_at, Fair.id)).all()
    return (one for one in _told(found, None, today) if one["is_public"])


def tally_of(cell: FairCell) -> Tally:
    return Tally(**{name: getattr(cell, name) for name in COUNTS})


def _told(fairs: Iterable[Fair], viewer: Person | None, today: date) -> Iterator[dict[str, Any]]:
    """Three statements, however many fairs."""
    held = list(fairs)
    cells = {cell.slug: cell for cell in db.session.scalars(_cells([fair.slug for fair in held]))}
    stands = _stood([fair.id for fair in held])
    for fair in held:
        exact, since = keeps(viewer, fair), public_from(fair.closes_at, fair.ships_to)
        cell = cells.get(fair.slug)
        figures = _figures(fair, cell, stands.get(fair.id, Stood()), exact=exact, is_public=today >= since)
        about = {"fair": fair, "exact": exact, "is_public": today >= since, "public_from": since}
        yield about | {"counted_at": cell.counted_at if cell else None, "figures": figures}


def _figures(fair: Fair, cell: FairCell | None, stood: Stood, *, exact: bool, is_public: bool) -> dict[str, Any]:
    tally, called_off = tally_of(cell) if cell else Tally(), fair.state == FairState.CALLED_OFF
    found: dict[str, Any] = {"hidden": not (exact or is_public)}
    for name, measure in MEASURES.items():
        value, hidden = value_of(measure, tally, stood, exact=exact, called_off=called_off)
        found[name] = value if exact or is_public or measure.guard is None else None
        found["hidden"] |= hidden
    return found


def _cells(slugs: list[str]) -> Any:
    return select(FairCell).where(FairCell.slug.in_(slugs))


def _stood(fair_ids: list[Any]) -> dict[Any, Stood]:
    counts = (func.count(Stand.shop_id.distinct()), func.sum(Stand.packs))
    taken = select(Stand.fair_id, *counts).where(Stand.fair_id.in_(fair_ids), Stand.withdrawn_at.is_(None))
    rows = db.session.execute(taken.group_by(Stand.fair_id))
    return {fair_id: Stood(households, int(packs)) for fair_id, households, packs in rows}
