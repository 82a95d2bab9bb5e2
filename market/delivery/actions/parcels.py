"""A parcel is asked for, booked with the carrier, and withdrawn as long as the post does not hold it."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, update

from market import outbox
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.db import db, locked
from market.delivery import access, tariff
from market.delivery.actions.following import tell
from market.delivery.actions.numbers import new_number
from market.delivery.carriers.registry import POSTMART
from market.delivery.models import CarrierPush, Claim, Manifest, ManifestLine, Parcel, Scan
from market.delivery.queries.offices import office_for
from market.delivery.rules.news import ParcelMoved
from market.delivery.rules.offices import NotYourOffice
from market.delivery.rules.parcels import (
    BEFORE_CUSTODY,
    ENDS,
    PLAIN,
    Care,
    NoPostOffice,
    ParcelState,
    Recipient,
    UnknownParcel,
    cannot_become,
)
from market.places.queries import province_of
from market.text import fold

# Topics of the outbox, with the id of the parcel; carried out by `flows`.
BOOK, WITHDRAW = "parcel.book", "parcel.withdraw"
# By any of these a carrier names a parcel.
_NAMES = (Parcel.tracking_number, Parcel.carrier_reference, Parcel.reference)


def request_parcel(
    *,
    reference: str,
    sender_name: str,
    from_commune: str,
    recipient: Recipient,
    weight_g: int,
    cod_vnd: int,
    declared_vnd: int,
    now: datetime,
    care: Care = PLAIN,
) -> Parcel:
    """Give what `reference` names a tracking number at once, and let the worker book it with the carrier.

    Raises ParcelTooHeavy, NoPostOffice. A second parcel for one reference is a Conflict.
    """
    tariff.check_weight(weight_g)
    zone = tariff.zone_between(province_of(from_commune), province_of(recipient.to_commune))
    remote = tariff.is_remote(from_commune) or tariff.is_remote(recipient.to_commune)
    min_days, max_days = tariff.transit_days(zone, care.service, remote=remote)
    parcel = Parcel(
        tracking_number=new_number(),
        reference=reference,
        carrier=POSTMART,
        state=ParcelState.REQUESTED,
        origin_office=_office(from_commune),
        destination_office=_office(recipient.to_commune),
        from_commune=from_commune,
        to_commune=recipient.to_commune,
        sender_name=sender_name,
        recipient_name=recipient.name,
        recipient_phone=recipient.phone,
        address_line=recipient.address_line,
        weight_g=weight_g,
        cod_vnd=cod_vnd,
        declared_vnd=declared_vnd,
        zone=zone,
        min_days=min_days,
        max_days=max_days,
        requested_at=now,
        **asdict(care),
    )
    db.session.add(parcel)
    db.session.flush()
    outbox.put(BOOK, {"parcel_id": str(parcel.id)}, now=now)
    return parcel


def refuse_booking(*, parcel_id: UUID, problem: str) -> None:
    """The carrier will not take it; the household can hand it in all the same, and an operator sees why."""
    _locked(Parcel.id == parcel_id).booking_problem = problem


def ask_again(*, tracking_number: str, now: datetime) -> Parcel:
    """Ask the carrier once more for a parcel it refused; one that is booked stays so. Raises UnknownParcel."""
    parcel = _locked(Parcel.tracking_number == tracking_number)
    if parcel.booked_at is None and parcel.state != ParcelState.CANCELLED:
        parcel.booking_problem = None
        outbox.put(BOOK, {"parcel_id": str(parcel.id)}, now=now)
    return parcel


def hand_on(*, tracking_number: str, carrier: str, carrier_reference: str, offices: set[str]) -> Parcel:
    """Another carrier goes on with the parcel, under a number of its own; its pushes tell where it is.

    Raises UnknownParcel for one that is not at `offices`, WrongState once it has ended.
    """
    parcel = _locked(Parcel.tracking_number == tracking_number)
    if not access.is_of_offices(parcel, offices):
        raise UnknownParcel
    if parcel.state in ENDS or parcel.state == ParcelState.CANCELLED:
        raise cannot_become(ParcelState(parcel.state), ParcelState.IN_TRANSIT)
    parcel.carrier, parcel.carrier_reference = carrier, carrier_reference
    return parcel


def assign(*, tracking_number: str, courier: Person, offices: set[str]) -> Parcel:
    """Put a parcel on a courier's round. Raises UnknownParcel, NotYourOffice for a courier of another office."""
    parcel = _locked(Parcel.tracking_number == tracking_number)
    if not access.is_of_offices(parcel, offices):
        raise UnknownParcel
    if courier.places(RoleName.COURIER).isdisjoint(offices):
        raise NotYourOffice(office=", ".join(sorted(courier.places(RoleName.COURIER))) or "-")
    parcel.courier_id = courier.id
    return parcel


def record_booking(*, parcel_id: UUID, carrier_reference: str, now: datetime) -> None:
    """The carrier has confirmed. A parcel cancelled meanwhile is withdrawn there; one already scanned stays so."""
    parcel = _locked(Parcel.id == parcel_id)
    if parcel.booked_at is not None:
        return
    parcel.carrier_reference, parcel.booked_at = parcel.carrier_reference or carrier_reference, now
    parcel.booking_problem = None
    if parcel.state == ParcelState.REQUESTED:
        _move(parcel, ParcelState.BOOKED, now)
    elif parcel.state == ParcelState.CANCELLED:
        _tell_carrier(parcel, now)


def withdraw_parcel(*, reference: str, now: datetime) -> Parcel:
    """Cancel the booking; doing it again changes nothing. Raises UnknownParcel, and WrongState once in custody."""
    parcel = _locked(Parcel.reference == reference)
    state = ParcelState(parcel.state)
    if state == ParcelState.CANCELLED:
        return parcel
    if state not in BEFORE_CUSTODY:
        raise cannot_become(state, ParcelState.CANCELLED)
    _move(parcel, ParcelState.CANCELLED, now)
    _tell_carrier(parcel, now)
    return parcel


def erase_people(*, name: str, received: list[str], sent: list[str]) -> None:
    """Take somebody who asks to be forgotten off the parcels she received and sent, and what was typed of them."""
    blank = {"recipient_name": "", "recipient_phone": "", "address_line": ""}
    db.session.execute(update(Parcel).where(Parcel.reference.in_(received)).values(blank))
    db.session.execute(update(Parcel).where(Parcel.reference.in_(sent)).values(sender_name=""))
    hers = Parcel.reference.in_([*received, *sent])
    typed = Scan.parcel_id.in_(select(Parcel.id).where(hers))
    db.session.execute(update(Scan).where(typed).values(note="", void_reason=""))
    db.session.execute(update(Claim).where(Claim.reference.in_([*received, *sent])).values(note=""))
    told = or_(*(CarrierPush.number.in_(select(name).where(hers)) for name in _NAMES))
    db.session.execute(update(CarrierPush).where(told).values(body={}))
    _forget_who_brought(sent, name)


def _forget_who_brought(sent: list[str], name: str) -> None:
    """On the manifests of her goods only, or where it says her name: one who brought others' too is still known."""
    holding = select(ManifestLine.manifest_id).where(ManifestLine.reference.in_(sent))
    for manifest in db.session.scalars(select(Manifest).where(Manifest.id.in_(holding))):
        only_hers = {line.reference for line in manifest.lines} <= set(sent)
        if only_hers or (name and fold(name) in fold(manifest.brought_by)):
            manifest.brought_by = ""


def _move(parcel: Parcel, target: ParcelState, now: datetime) -> None:
    previous, parcel.state = ParcelState(parcel.state), target
    moved = ParcelMoved(
        at=now,
        reference=parcel.reference,
        tracking_number=parcel.tracking_number,
        state=target,
        previous=previous,
        happened_at=now,
    )
    tell([moved], now=now)


def _tell_carrier(parcel: Parcel, now: datetime) -> None:
    outbox.put(WITHDRAW, {"parcel_id": str(parcel.id)}, now=now)


def _locked(which: ColumnElement[bool]) -> Parcel:
    parcel = db.session.scalars(locked(select(Parcel).where(which))).first()
    if parcel is None:
        raise UnknownParcel
    return parcel


def _office(commune_code: str) -> str:
    office = office_for(commune_code)
    if office is None:
        raise NoPostOffice
    return office.code
