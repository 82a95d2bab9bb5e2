"""Reads of post offices."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import aliased, contains_eager

from market.accounts.role_grants.rules import PlaceAsked
from market.db import db
from market.delivery.carriers.mapping import carriers_names
from market.delivery.models import Parcel, PostOffice
from market.http.pages import pack_cursor, text_in
from market.places.models import Commune
from market.places.queries import require_place


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


def routes_of(parcels: Collection[Parcel]) -> dict[UUID, set[str]]:
    """Parcel → codes of the offices that it passes: where it begins and ends, and those of both provinces' mail."""
    passing = province_offices({place for parcel in parcels for place in (parcel.from_commune, parcel.to_commune)})
    return {
        parcel.id: {parcel.origin_office, parcel.destination_office}
        | {passing[place] for place in (parcel.from_commune, parcel.to_commune) if place in passing}
        for parcel in parcels
    }


def post_offices(*, commune_code: str | None, limit: int, cursor: str | None) -> dict[str, Any]:
    """A page of all post offices by code; with `commune_code` only the one that serves it."""
    if commune_code is not None:
        office = office_for(require_place(commune_code))
        return {"items": [office] if office else [], "next": None}
    query = select(PostOffice).where(PostOffice.code > text_in(cursor)) if cursor else select(PostOffice)
    rows = list(db.session.scalars(query.order_by(PostOffice.code).limit(limit + 1)))
    return {"items": rows[:limit], "next": pack_cursor(rows[limit - 1].code) if len(rows) > limit else None}


def office_names(codes: Collection[str]) -> dict[str, str]:
    """Code → name, of post offices and of the carriers that stand in for one."""
    rows = db.session.execute(select(PostOffice.code, PostOffice.name).where(PostOffice.code.in_(codes)))
    return carriers_names() | {row.code: row.name for row in rows}


def name_office(asked: PlaceAsked) -> None:
    """What the office at which a role is to be held is called."""
    office = db.session.get(PostOffice, asked.code) if asked.kind == "post_office" else None
    if office is not None:
        asked.names.append(office.name)


def office_name(code: str) -> str:
    """The name by which people know the post office with this code."""
    return office_names([code]).get(code, code)


def _offices_in(province: Any) -> Select[PostOffice]:
    offices = select(PostOffice).join(PostOffice.commune).where(Commune.province_code == province)
    return offices.options(contains_eager(PostOffice.commune))
