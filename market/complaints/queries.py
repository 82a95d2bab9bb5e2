"""Reads of complaints. Who looks decides what is there."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true

from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.complaints.models import WAITS, Complaint
from market.complaints.rules.holders import Level
from market.complaints.rules.kinds import Side
from market.complaints.rules.states import OPEN, UNANSWERED
from market.db import db, locked
from market.delivery.models import Parcel, Scan
from market.places.queries import communes_of


def with_number(number: str) -> Complaint | None:
    return db.session.scalars(select(Complaint).filter_by(number=number)).first()


def with_id(complaint_id: UUID) -> Complaint | None:
    return db.session.get(Complaint, complaint_id)


def locked_complaint(number: str) -> Complaint | None:
    """The complaint, held until this transaction ends, as others left it."""
    return db.session.scalars(locked(select(Complaint).filter_by(number=number))).first()


def locked_complaints(ids: Collection[UUID]) -> dict[UUID, Complaint]:
    """Several, held in the order of their ids."""
    wanted = select(Complaint).where(Complaint.id.in_(ids)).order_by(Complaint.id)
    return {found.id: found for found in db.session.scalars(locked(wanted))}


def open_about(order_id: UUID) -> list[Complaint]:
    """What is complained of an order, and is not over."""
    wanted = select(Complaint).where(Complaint.order_id == order_id, Complaint.state.in_(OPEN))
    return list(db.session.scalars(wanted.order_by(Complaint.id)))


def merged_into(complaint_id: UUID) -> list[Complaint]:
    return list(db.session.scalars(select(Complaint).filter_by(merged_into=complaint_id).order_by(Complaint.id)))


def of_order(order_id: UUID, *, reporter_id: UUID | None = None) -> list[Complaint]:
    """All that was ever complained of an order, newest first; of one reporter if one is given."""
    wanted = about_order(order_id).order_by(Complaint.id.desc())
    return list(db.session.scalars(wanted.where(Complaint.reporter_id == reporter_id) if reporter_id else wanted))


def about_order(order_id: UUID) -> Select[Complaint]:
    """All that was ever complained of an order."""
    return select(Complaint).where(Complaint.order_id == order_id)


def with_cause(cause: str) -> Complaint | None:
    return db.session.scalars(select(Complaint).filter_by(cause=cause)).first()


def carried_by(tracking_number: str) -> str | None:
    """What the parcel with this number carries: the number of its order."""
    return db.session.scalars(select(Parcel.reference).filter_by(tracking_number=tracking_number)).first()


def last_office(order_number: str) -> str | None:
    """The post office that last scanned the parcel of an order."""
    scans = select(Scan.post_office_code).join(Parcel, Parcel.id == Scan.parcel_id)
    newest = scans.where(Parcel.reference == order_number, Scan.voided_at.is_(None)).order_by(Scan.scanned_at.desc())
    return db.session.scalars(newest.limit(1)).first()


def mine(person: Person) -> Select[Complaint]:
    """What somebody complains of, newest first."""
    return select(Complaint).where(Complaint.reporter_id == person.id)


def about_mine(person: Person) -> Select[Complaint]:
    """What the shops were asked about for which somebody sells."""
    shops = [UUID(place) for place in person.places(RoleName.SELLER)]
    hers = or_(Complaint.seller_id == person.id, Complaint.shop_id.in_(shops))
    return select(Complaint).where(hers, Complaint.shop_asked)


def of_shop(shop_id: UUID) -> Select[Complaint]:
    """What a shop was asked about, and what its household complains of itself."""
    return select(Complaint).where(
        Complaint.shop_id == shop_id, or_(Complaint.shop_asked, Complaint.side == Side.SELLER)
    )


def waiting_at_shop(shop_id: UUID) -> int:
    """How many a household has to answer."""
    waits = (Complaint.shop_id == shop_id, Complaint.holder == Level.SHOP, Complaint.state.in_(UNANSWERED))
    return db.session.scalar(select(func.count()).select_from(Complaint).where(*waits)) or 0


def waiting_by_seller() -> Select[*tuple[Any, ...]]:
    """Of each household how many it, or its team for it, has to answer."""
    waits = (WAITS, Complaint.holder == Level.SHOP)
    return select(Complaint.seller_id, func.count().label("complained")).where(*waits).group_by(Complaint.seller_id)


def to_handle(person: Person) -> ColumnElement[bool]:
    """What lies with the offices that somebody works in, and with those below them."""
    if person.holds(RoleName.OPERATOR):
        return true()
    places = person.places(RoleName.OFFICER)
    communes = {place for place in places if len(place) == 5}
    under = [commune for place in places if len(place) == 2 for commune in communes_of(place)]
    offices = person.places(RoleName.CLERK)
    parts = [
        Complaint.commune_code.in_([*communes, *under]) if communes or under else false(),
        and_(Complaint.holder == Level.OFFICE, Complaint.holder_code.in_(offices)) if offices else false(),
    ]
    return or_(*parts)


def in_places_of(person: Person) -> Select[Complaint]:
    """What lies with the offices that somebody works in."""
    return select(Complaint).where(to_handle(person))


_LISTS = {"me": mine, "shop": about_mine, "office": in_places_of}


def listed(of: str, person: Person, *, state: str | None = None) -> Select[Complaint]:
    """What somebody complains of (`me`), was asked about (`shop`), or has lying in her places (`office`)."""
    found = _LISTS[of](person)
    return found.where(Complaint.state == state) if state else found


def due(now: datetime, *, limit: int) -> list[str]:
    """The numbers of what has lain too long with its holder, longest first."""
    wanted = select(Complaint.number).where(Complaint.moves_on_at <= now, Complaint.state.in_(UNANSWERED))
    return list(db.session.scalars(wanted.order_by(Complaint.moves_on_at).limit(limit)))


def unrated(now: datetime, *, limit: int) -> list[str]:
    """The numbers of answers about which a reporter is to be reminded, or has not said anything in time."""
    late = or_(Complaint.closes_at <= now, Complaint.remind_at <= now)
    wanted = select(Complaint.number).where(Complaint.state == "answered", late)
    return list(db.session.scalars(wanted.order_by(Complaint.closes_at).limit(limit)))
