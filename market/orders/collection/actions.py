"""Collection points are opened and closed by the household or its team."""

from datetime import datetime
from typing import Any

from market import errors, ids
from market.catalog.models import Shop
from market.db import db, one_at_a_time
from market.delivery.models import PostOffice
from market.language import Sentence
from market.orders.collection import queries, rules
from market.orders.collection.models import CollectionPoint
from market.places.queries import require_place

_NO_OFFICE = Sentence("Không có bưu cục này.", en="There is no such post office.")


def open_point(*, shop: Shop, fields: dict[str, Any], now: datetime) -> CollectionPoint:
    """Let goods of `shop` be fetched at a place. Raises InvalidInput, TooManyPoints."""
    rules.require_fields(fields)
    where = _known_of(shop, fields)
    one_at_a_time(f"collection points {shop.id}")
    if queries.count(shop) >= rules.MOST_POINTS:
        raise rules.TooManyPoints(most=rules.MOST_POINTS)
    given = {"id": fields.get("id") or ids.new_id(), "kind": fields["kind"], "hours": fields.get("hours", "")}
    point = CollectionPoint(shop_id=shop.id, created_at=now, **given, **where)
    db.session.add(point)
    db.session.flush()  # an id used before must show now
    return point


def close_point(*, point: CollectionPoint, now: datetime) -> None:
    """Nobody chooses it any more; what was ordered there is fetched there. Repeating it changes nothing."""
    point.closed_at = point.closed_at or now


def _known_of(shop: Shop, fields: dict[str, Any]) -> dict[str, Any]:
    if fields["kind"] == rules.PointKind.POST_OFFICE:
        office = db.session.get(PostOffice, fields["post_office_code"])
        if office is None:
            raise errors.InvalidInput(errors={"post_office_code": [_NO_OFFICE]})
        return {"name": office.name, "commune_code": office.commune_code, "post_office_code": office.code}
    if fields["kind"] == rules.PointKind.MARKET:
        commune = require_place(fields["commune_code"])
        return {"name": fields["name"], "commune_code": commune, "address": fields.get("address", "")}
    address = fields.get("address") or shop.village
    return {"name": fields.get("name") or shop.name, "commune_code": shop.commune_code, "address": address}
