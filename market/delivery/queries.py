"""Reads of post offices and parcels."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import aliased, contains_eager

from market.accounts.models import Person
from market.db import db
from market.delivery.fold import in_order
from market.delivery.models import Parcel, PostOffice, Scan
from market.delivery.rules import NotYourOffice, UnknownParcel
from market.delivery.s10 import read_s10
from market.errors import InvalidInput
from market.http import pack_cursor, unpack_cursor
from market.language import Sentence
from market.places.models import Commune

_CURSOR = Sentence("Con trỏ trang không đúng.", en="Broken cursor.")


def office_for(commune_code: str) -> PostOffice | None:
    """The commune's own post office, or else its province's; None where there is no such commune."""
    province = select(Commune.province_code).where(Commune.code == commune_code).scalar_subquery()
    own_first = case((PostOffice.commune_code == commune_code, 0), else_=1)
    return db.session.scalars(_offices_in(province).order_by(own_first, PostOffice.code).limit(1)).first()


def province_offices(commune_codes: Collection[str]) -> dict[str, str]:
    """Commune → code of the office through which its province's mail passes: the province's first by code."""
    home = aliased(Commune)
    rows = db.session.execute(
        select(home.code.label("commune"), func.min(PostOffice.code).label("office"))
        .join(Commune, Commune.province_code == home.province_code)
        .join(PostOffice, PostOffice.commune_code == Commune.code)
        .where(home.code.in_(commune_codes))
        .group_by(home.code)
    )
    return {row.commune: row.office for row in rows}


def post_offices(*, commune_code: str | None, limit: int, cursor: str | None) -> dict[str, Any]:
    """A page of all post offices by code; with `commune_code` only the one that serves it."""
    if commune_code is not None:
        office = office_for(commune_code)
        return {"items": [office] if office else [], "next": None}
    query = select(PostOffice).where(PostOffice.code > _code_in(cursor)) if cursor else select(PostOffice)
    rows = list(db.session.scalars(query.order_by(PostOffice.code).limit(limit + 1)))
    return {"items": rows[:limit], "next": pack_cursor(rows[limit - 1].code) if len(rows) > limit else None}


def offices_of(person: Person) -> set[str]:
    """Codes of the post offices at which a person works as clerk or courier."""
    return person.places("clerk") | person.places("courier")


def parcels_for(person: Person, *, post_office_code: str | None, state: str | None) -> Select[Parcel]:
    """Parcels that begin, lie or end at one of a clerk's or courier's own offices. Raises NotYourOffice."""
    offices = offices_of(person)
    if post_office_code is not None and post_office_code not in offices:
        raise NotYourOffice(office=post_office_code)
    wanted = {post_office_code} if post_office_code is not None else offices
    places = (Parcel.origin_office, Parcel.present_office, Parcel.destination_office)
    query = select(Parcel).where(or_(*(place.in_(wanted) for place in places)))
    return query.where(Parcel.state == state) if state is not None else query


def parcel_of(reference: str) -> Parcel | None:
    """The parcel that carries what `reference` names."""
    return db.session.scalars(select(Parcel).where(Parcel.reference == reference)).first()


def hold_parcel(*, reference: str) -> None:
    """Hold the parcel of `reference`, if there is one, until this transaction ends."""
    db.session.execute(select(Parcel.id).where(Parcel.reference == reference).with_for_update())


def scans_of(parcel_ids: Collection[UUID]) -> list[Scan]:
    """All scans of some parcels, voided ones too."""
    return list(db.session.scalars(select(Scan).where(Scan.parcel_id.in_(parcel_ids))))


def tracking(typed_number: str) -> dict[str, Any]:
    """What anyone may know of a parcel: its state and where it was when. Raises MistypedNumber, UnknownParcel."""
    number = read_s10(typed_number)
    parcel = db.session.scalars(select(Parcel).where(Parcel.tracking_number == number)).first()
    if parcel is None:
        raise UnknownParcel
    scans = in_order(scans_of([parcel.id]))
    names = _names({scan.post_office_code for scan in scans})
    return {
        "tracking_number": parcel.tracking_number,
        "state": parcel.state,
        "events": [
            {"at": scan.happened_at, "event": scan.event, "place": names.get(scan.post_office_code, "")}
            for scan in scans
        ],
        "delivered_at": parcel.delivered_at,
    }


def _offices_in(province: Any) -> Select[PostOffice]:
    offices = select(PostOffice).join(PostOffice.commune).where(Commune.province_code == province)
    return offices.options(contains_eager(PostOffice.commune))


def _names(codes: Collection[str]) -> dict[str, str]:
    rows = db.session.execute(select(PostOffice.code, PostOffice.name).where(PostOffice.code.in_(codes)))
    return {row.code: row.name for row in rows}


def _code_in(cursor: str) -> str:
    code = unpack_cursor(cursor)
    if not isinstance(code, str):
        raise InvalidInput(errors={"cursor": [_CURSOR]})
    return code
