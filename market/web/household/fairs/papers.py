"""What to pick, pack and bring, on a page and on paper; and all labels of what is packed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Response

from market import clock, errors
from market.accounts.access import signed_in
from market.catalog.models import Shop
from market.delivery.labels.answers import labels_of
from market.delivery.queries.parcels import parcel_of
from market.fairs import picking
from market.fairs.models import Fair
from market.http.headers import PRIVATE
from market.language import Sentence
from market.web.household import shops
from market.web.household.fairs import looking, saying
from market.web.household.fairs.blueprint import FAIR, blueprint
from market.web.household.fairs.words import PICKING

# On the page; the paper has them all.
_SHOWN = 40


@blueprint.route(f"{FAIR}/picking", methods=["GET"])
@signed_in
def show_picking(shop_id: UUID, slug: str) -> Response:
    """Day by day, and then place by place."""
    shop, fair, now = _loaded(shop_id, slug)
    told = picking.picking(shop, fair_slug=fair.slug, now=now)
    until = told["gathers_until"]
    shown: dict[str, Any] = {
        "fair": fair,
        "days": told["days"],
        "gathers": PICKING["gathers"].format(until=saying.moment_said(until)) if until else None,
        "most": _SHOWN,
    }
    title, say = PICKING["title"], _say(told["days"])
    return shops.page("fair_picking.html", shop=shop, part="orders", title=title, say=say, words=PICKING, **shown)


@blueprint.route(f"{FAIR}/picking.pdf", methods=["GET"])
@signed_in
def print_picking(shop_id: UUID, slug: str) -> Response:
    """The same on A4, a morning a page, with a box to tick beside each order."""
    from market.web.household.fairs import paper

    shop, fair, now = _loaded(shop_id, slug)
    told = picking.picking(shop, fair_slug=fair.slug, now=now)
    response = Response(paper.drawn(f"{fair.name} · {shop.name}", told["days"]), mimetype="application/pdf")
    response.headers["Cache-Control"] = PRIVATE
    response.headers["Content-Disposition"] = "inline; filename=hai-goi-gui.pdf"
    return response


@blueprint.route(f"{FAIR}/labels.pdf", methods=["GET"])
@signed_in
def print_labels(shop_id: UUID, slug: str) -> Response:
    """The labels of all that is packed, four on a sheet. Raises NotFound where nothing is."""
    shop, fair, _ = _loaded(shop_id, slug)
    numbers = picking.packed_orders(shop.id, fair.slug)
    parcels = [parcel for parcel in map(parcel_of, numbers) if parcel is not None]
    if not parcels:
        raise errors.NotFound
    return labels_of(parcels, form="pdf", sheet="a4")


def _loaded(shop_id: UUID, slug: str) -> tuple[Shop, Fair, datetime]:
    shop, now = shops.shop_looked_after(shop_id), clock.now()
    return shop, looking.fair_of(shop, slug, now), now


def _say(days: list[dict[str, Any]]) -> Sentence:
    """The first morning."""
    if not days:
        return PICKING["say_none"]
    first = days[0]
    place = next((one["name"] for one in first["places"] if one["kind"] == "post"), first["places"][0]["name"])
    return PICKING["say"].format(day=saying.day_said(first["day"]), packs=first["packs"], place=place)
