"""Reads of parcels: clerks see those of their office, couriers their round."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select

from market.accounts.models import Person
from market.accounts.rules import RoleName, mobile_number
from market.db import db
from market.delivery import access, anomalies, fold, s10
from market.delivery.models import CarrierPush, Claim, Parcel, Scan
from market.delivery.queries import offices
from market.delivery.queries.worklists import worklist as on_worklist
from market.delivery.rules.custody import ScanStanding
from market.delivery.rules.offices import NotYourOffice, Worklist
from market.delivery.rules.parcels import ENDS, ParcelState, UnknownParcel

_CLOSED = sorted({*ENDS, ParcelState.CANCELLED})
_PLACES = (Parcel.origin_office, Parcel.present_office, Parcel.destination_office)


def parcels_for(
    person: Person,
    *,
    post_office_code: str | None,
    state: str | None = None,
    worklist: str | None = None,
    sought: str | None = None,
    today: date | None = None,
) -> Select[Parcel]:
    """Parcels that begin, lie or end at a clerk's offices, and those on a courier's round.

    `sought` is a tracking number, an order's number or the receiver's phone. Raises NotYourOffice, MistypedNumber.
    """
    mine = access.offices_of(person)
    if post_office_code is not None and post_office_code not in mine:
        raise NotYourOffice(office=post_office_code)
    wanted = {post_office_code} if post_office_code is not None else mine
    query = select(Parcel).where(_seen_by(person, wanted))
    if state is not None:
        query = query.where(Parcel.state == state)
    if worklist is not None and today is not None:
        query = query.where(on_worklist(Worklist(worklist), wanted, today))
    return query.where(_sought(sought)) if sought is not None else query


def parcel_seen_by(person: Person, typed_number: str) -> Parcel:
    """One parcel, to clerks on its route and to the courier who has it. Raises MistypedNumber, UnknownParcel."""
    for parcel in _seen(person, [s10.read_s10(typed_number)]):
        return parcel
    raise UnknownParcel


def labelled(person: Person, typed_numbers: Sequence[str]) -> list[Parcel]:
    """The parcels whose labels are asked for, in that order. Raises MistypedNumber, UnknownParcel.

    What has ended needs no label any more.
    """
    numbers = [s10.read_s10(typed) for typed in typed_numbers]
    found = {parcel.tracking_number: parcel for parcel in _seen(person, numbers) if access.is_open(parcel)}
    if missing := [number for number in numbers if number not in found]:
        raise UnknownParcel(members={"tracking_numbers": missing})
    return [found[number] for number in numbers]


def _seen(person: Person, numbers: Sequence[str]) -> list[Parcel]:
    found = list(db.session.scalars(select(Parcel).where(Parcel.tracking_number.in_(numbers))))
    routes = offices.routes_of(found)
    return [parcel for parcel in found if access.sees(person, parcel, routes[parcel.id])]


def hold_parcels(*, references: Collection[str]) -> None:
    """Hold the parcels of `references`, where there are any, until this transaction ends."""
    wanted = select(Parcel.id).where(Parcel.reference.in_(references)).order_by(Parcel.id)
    db.session.execute(wanted.with_for_update())


def parcel_of(reference: str) -> Parcel | None:
    """The parcel that carries what `reference` names."""
    return db.session.scalars(select(Parcel).where(Parcel.reference == reference)).first()


def scans_of(parcel_ids: Collection[UUID]) -> list[Scan]:
    """All scans of some parcels, voided ones too."""
    return list(db.session.scalars(select(Scan).where(Scan.parcel_id.in_(parcel_ids))))


def told_scans(parcel: Parcel) -> list[dict[str, Any]]:
    """Every scan of a parcel in the order it happened, with what was noticed of it, and the voided ones last."""
    scans = scans_of([parcel.id])
    jumps, live = anomalies.impossible(scans), fold.in_order(scans)
    voided = sorted((scan for scan in scans if scan.voided_at is not None), key=lambda scan: scan.happened_at)
    return [
        {"scan": scan, "clock_corrected": scan.scanned_at != scan.happened_at, "impossible_jump": scan.scan_id in jumps}
        for scan in [*live, *voided]
    ]


def kept_scans(standing: str) -> Select[Scan]:
    """Scans that wait for a person, or that were taken back."""
    return select(Scan).where(Scan.standing == standing)


def scans_waiting() -> int:
    """How many wait for a person."""
    counted = select(func.count()).select_from(Scan).where(Scan.standing == ScanStanding.WAITING)
    return db.session.scalar(counted) or 0


def holds_over(now: datetime, *, limit: int) -> list[UUID]:
    """Parcels whose time at the post office is over and that are not yet sent back."""
    over = (Parcel.state == ParcelState.HELD_FOR_PICKUP, Parcel.held_until <= now, Parcel.next_step.is_(None))
    return list(db.session.scalars(select(Parcel.id).where(*over).order_by(Parcel.held_until).limit(limit)))


def claim_of(reference: str) -> Claim | None:
    """The claim for the parcel of an order."""
    return db.session.scalars(select(Claim).where(Claim.reference == reference)).first()


def claims(*, state: str | None) -> Select[Claim]:
    """Claims against carriers."""
    return select(Claim).where(Claim.state == state) if state else select(Claim)


def pushes(*, outcome: str | None, carrier: str | None) -> Select[CarrierPush]:
    """What carriers pushed, as they said it."""
    query = select(CarrierPush).where(CarrierPush.outcome == outcome) if outcome else select(CarrierPush)
    return query.where(CarrierPush.carrier == carrier) if carrier else query


def _seen_by(person: Person, wanted: Collection[str]) -> ColumnElement[bool]:
    as_clerk = [code for code in sorted(wanted) if person.holds(RoleName.CLERK, code)]
    on_my_round = and_(Parcel.courier_id == person.id, Parcel.state.not_in(_CLOSED))
    as_courier = person.places(RoleName.COURIER) & set(wanted)
    return or_(*(place.in_(as_clerk) for place in _PLACES), on_my_round if as_courier else false())


def _sought(typed: str) -> ColumnElement[bool]:
    phone = mobile_number(typed)
    if phone is not None:
        return and_(Parcel.recipient_phone == phone, Parcel.state.not_in(_CLOSED))
    if typed.upper().startswith("CP-"):
        return Parcel.reference == s10.written(typed)
    return Parcel.tracking_number == s10.read_s10(typed)
