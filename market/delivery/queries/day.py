"""One post office's day in Vietnam's time: what was done, the cash taken in, and what is left to do."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select

from market import clock, events
from market.accounts import queries as accounts
from market.db import db
from market.delivery.models import Parcel, RefusedScan, Scan
from market.delivery.queries.worklists import worklist
from market.delivery.rules.custody import ScanStanding
from market.delivery.rules.news import DayAsked
from market.delivery.rules.offices import Worklist
from market.delivery.rules.parcels import ScanEvent


@dataclass(frozen=True)
class Day:
    """Counts of scans by event, cash (đồng) by who took it in, the till, and how long each list of work is now."""

    post_office_code: str
    on: date
    done: dict[str, int]
    cash: list[dict[str, Any]]
    cash_collected_vnd: int
    till: dict[str, Any] | None
    refused_scans: list[RefusedScan]
    to_do: dict[str, int]


_REFUSED_SHOWN = 100


def day_of(post_office_code: str, on: date, *, now: datetime) -> Day:
    """The office's day; `to_do` is as things stand now, for the end of the day.

    Cash is told twice: by the scans of this day, and by the till's books, which count what came in on it. They differ
    by what phones recorded without a signal and told later. The till is None where nobody keeps books.
    """
    begin = datetime.combine(on, time(), clock.LOCAL)
    end = datetime.combine(on + timedelta(days=1), time(), clock.LOCAL)
    cash = _cash(post_office_code, begin, end)
    asked = DayAsked(at=now, post_office_code=post_office_code, begin=begin, end=end)
    events.ask(asked)
    return Day(
        post_office_code=post_office_code,
        on=on,
        done=_done(post_office_code, begin, end),
        cash=cash,
        cash_collected_vnd=sum(taken["collected_vnd"] for taken in cash),
        till=asked.parts.get("till"),
        refused_scans=_refused(post_office_code, begin, end),
        to_do=to_do(post_office_code, on),
    )


def to_do(office: str, on: date) -> dict[str, int]:
    """How many parcels are on each list of work of a post office, as of a day in Vietnam."""
    return {kind: _length(kind, office, on) for kind in Worklist}


def _done(office: str, begin: datetime, end: datetime) -> dict[str, int]:
    counted = (
        select(Scan.event, func.count())
        .where(Scan.post_office_code == office, Scan.happened_at >= begin, Scan.happened_at < end)
        .where(Scan.standing == ScanStanding.COUNTS)
        .group_by(Scan.event)
    )
    found = {row[0]: row[1] for row in db.session.execute(counted)}
    return {event: found.get(event, 0) for event in ScanEvent}


def _cash(office: str, begin: datetime, end: datetime) -> list[dict[str, Any]]:
    """Cash of the scans that did deliver their parcel, by who made them."""
    taken = (
        select(Scan.by_id, func.count(), func.sum(Scan.cash_collected_vnd))
        .join(Parcel, (Parcel.id == Scan.parcel_id) & (Parcel.delivered_at == Scan.happened_at))
        .where(Scan.post_office_code == office, Scan.happened_at >= begin, Scan.happened_at < end)
        .where(Scan.event == ScanEvent.DELIVERED, Scan.standing == ScanStanding.COUNTS, Scan.cash_collected_vnd > 0)
        .group_by(Scan.by_id)
    )
    rows = list(db.session.execute(taken))
    people = accounts.people({row[0] for row in rows if row[0] is not None})
    return [
        {
            "person_id": by_id,
            "name": people[by_id].name if by_id in people else "",
            "parcels": count,
            "collected_vnd": int(total or 0),
        }
        for by_id, count, total in sorted(rows, key=lambda row: str(row[0]))
    ]


def _refused(office: str, begin: datetime, end: datetime) -> list[RefusedScan]:
    kept = select(RefusedScan).where(
        RefusedScan.post_office_code == office, RefusedScan.received_at >= begin, RefusedScan.received_at < end
    )
    return list(db.session.scalars(kept.order_by(RefusedScan.received_at, RefusedScan.scan_id).limit(_REFUSED_SHOWN)))


def _length(kind: Worklist, office: str, on: date) -> int:
    counted = select(func.count()).select_from(Parcel).where(worklist(kind, [office], on))
    if kind == Worklist.OVERDUE:
        counted = counted.where(Parcel.present_office == office)
    return db.session.scalar(counted) or 0
