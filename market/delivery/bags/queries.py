"""Reads of bags: the business of the two post offices between which they go, and an operator's."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, or_, select, true

from market import clock
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.db import db, locked
from market.delivery import access
from market.delivery.bags.models import Bag, BagLine
from market.delivery.bags.rules import BagState
from market.errors import found


def bag(bag_id: UUID, person: Person, *, lock: bool = False) -> Bag:
    """One bag, to the clerks of both its post offices and to operators. Raises NotFound."""
    wanted = select(Bag).where(Bag.id == bag_id, _seen_by(person, None))
    return found(db.session.scalars(locked(wanted) if lock else wanted).first())


def bags(
    person: Person, *, office: str | None, day: date | None, state: str | None
) -> Select[UUID, str, str, datetime, datetime | None]:
    """Bags from and to a clerk's post offices (or one of them), sent on a day in Vietnam. Raises NotYourOffice."""
    if office is not None:
        access.require_clerk(office, person, may_look=True)
    told = (Bag.id, Bag.from_office, Bag.to_office, Bag.sent_at, Bag.received_at)
    wanted = select(*told).where(_seen_by(person, office))
    if day is not None:
        wanted = wanted.where(Bag.sent_at >= clock.begin_of(day), Bag.sent_at < clock.end_of(day))
    if state is not None:
        is_open = Bag.received_at.is_(None)
        wanted = wanted.where(is_open if state == BagState.ON_ITS_WAY else ~is_open)
    return wanted


def bags_shown(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Each with how many parcels were written down, how many of them were missing, and how many there were too many."""
    which = (BagLine.listed, BagLine.found.is_(False), ~BagLine.listed)
    counts = select(BagLine.bag_id, *(func.sum(case((each, 1), else_=0)) for each in which))
    counts = counts.where(BagLine.bag_id.in_([row.id for row in rows])).group_by(BagLine.bag_id)
    counted = {bag_id: [int(count) for count in found] for bag_id, *found in db.session.execute(counts)}
    names = ("parcel_count", "missing_count", "extra_count")
    return [
        row._asdict()
        | {"state": BagState.RECEIVED if row.received_at else BagState.ON_ITS_WAY}
        | dict(zip(names, counted.get(row.id, (0, 0, 0)), strict=True))
        for row in rows
    ]


def _seen_by(person: Person, office: str | None) -> ColumnElement[bool]:
    if office is None and person.holds(RoleName.OPERATOR):
        return true()
    offices = sorted(person.places(RoleName.CLERK)) if office is None else [office]
    return or_(Bag.from_office.in_(offices), Bag.to_office.in_(offices))
