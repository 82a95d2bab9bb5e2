"""How the post keeps its promises, route by route."""

from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select, tuple_

from market.db import db
from market.delivery.models import Parcel
from market.delivery.queries.offices import office_names
from market.delivery.rules.parcels import ParcelState
from market.http.pages import broken_cursor, pack_cursor, unpack_cursor


def routes(*, since: datetime | None, limit: int, cursor: str | None) -> dict[str, Any]:
    """Per route (office of origin and of destination): parcels delivered, on time, returned, lost or damaged."""
    way = (Parcel.origin_office, Parcel.destination_office)
    ended = [ParcelState.DELIVERED, ParcelState.RETURNED, ParcelState.LOST, ParcelState.DAMAGED]
    query = (
        select(
            *way,
            _count(Parcel.state == ParcelState.DELIVERED).label("delivered"),
            _count(Parcel.on_time.is_(True)).label("on_time"),
            _count(Parcel.state == ParcelState.RETURNED).label("returned"),
            _count(Parcel.state.in_([ParcelState.LOST, ParcelState.DAMAGED])).label("lost_or_damaged"),
        )
        .where(Parcel.state.in_(ended))
        .group_by(*way)
        .order_by(*way)
    )
    if since is not None:
        query = query.where(Parcel.requested_at >= since)
    if cursor is not None:
        query = query.where(tuple_(*way) > tuple_(*_way_in(cursor)))
    rows = list(db.session.execute(query.limit(limit + 1)))
    last = list(rows[limit - 1][:2]) if len(rows) > limit else None
    return {"items": _shown(rows[:limit]), "next": pack_cursor(last) if last else None}


def _shown(rows: list[Any]) -> list[dict[str, Any]]:
    names = office_names({code for row in rows for code in row[:2]})
    return [
        {
            "origin": {"code": row.origin_office, "name": names.get(row.origin_office, "")},
            "destination": {"code": row.destination_office, "name": names.get(row.destination_office, "")},
            "delivered": row.delivered,
            "on_time": row.on_time,
            "on_time_percent": round(100 * row.on_time / row.delivered) if row.delivered else None,
            "returned": row.returned,
            "lost_or_damaged": row.lost_or_damaged,
        }
        for row in rows
    ]


def _count(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))


def _way_in(cursor: str) -> list[str]:
    way = unpack_cursor(cursor)
    if not (isinstance(way, list) and len(way) == 2 and all(isinstance(code, str) for code in way)):
        raise broken_cursor()
    return way
