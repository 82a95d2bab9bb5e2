"""How far those come who look, over HTTP: of a shop and a good to its household, of a place as figures are told."""

from typing import Any
from uuid import UUID

from market import clock
from market.accounts.access import caller, current_person, signed_in
from market.accounts.services.access import open_to
from market.catalog.access import shop_for
from market.catalog.queries.products import product_for
from market.http import Blueprint, language, public
from market.insight import access
from market.insight.queries.figures import counted_at
from market.insight.queries.funnel import funnel
from market.insight.rules.spans import Span, lately
from market.insight.seen import queries, schemas
from market.insight.seen.rules import SOURCES, said, whole
from market.language import speak

blueprint = Blueprint("seen", __name__, url_prefix="/api/v1", description="Figures that can be believed")


@blueprint.route("/shops/<uuid:shop_id>/looks", methods=["GET"])
@signed_in
@blueprint.arguments(schemas.LooksQuery, location="query")
@blueprint.response(200, schemas.LooksOut)
def show_shop_looks(query: dict[str, Any], shop_id: UUID) -> Any:
    """How many opened a page of the shop, looked, put in a basket and ordered, by the source of the link.

    To the household and its team, officers of the place and operators. Persons are not counted, and nothing is kept
    of who looked.
    """
    me, now = current_person(), clock.now()
    shop, span = shop_for(shop_id, me, now=now), _span(query)
    access.require_concerned(me, shop)
    return _told(queries.of_shop(shop.id, span), span)


@blueprint.route("/products/<uuid:product_id>/looks", methods=["GET"])
@signed_in
@blueprint.arguments(schemas.LooksQuery, location="query")
@blueprint.response(200, schemas.LooksOut)
def show_product_looks(query: dict[str, Any], product_id: UUID) -> Any:
    """The same of one good."""
    me, now = current_person(), clock.now()
    product, span = product_for(product_id, me, now=now), _span(query)
    access.require_concerned(me, product.shop)
    return _told(queries.of_good(product.shop_id, product.id, span), span)


@blueprint.route("/statistics/funnel", methods=["GET"])
@open_to("figures:read")
@public
@blueprint.arguments(schemas.FunnelQuery, location="query")
@blueprint.response(200, schemas.FunnelOut)
def show_funnel(query: dict[str, Any]) -> Any:
    """From a page opened to an order: the figures of the four steps in one table, by source, place or time.

    Who sees which numbers is as with every figure.
    """
    now, viewer = clock.now(), caller()
    days = {"start": query.get("start"), "end": query.get("end")}
    asked, found = funnel(by=query["by"], code=query.get("place"), **days, viewer=viewer, now=now)
    told = {"by": str(asked.by), "place": asked.place, "days": asked.span, "exact": asked.exact, **found}
    if access.sees_store(viewer):
        told["of_no_shop"] = _by_source(queries.of_no_shop(asked.span))
    return speak(told | {"counted_at": counted_at(asked.place.province, now)}, language())


def _span(query: dict[str, Any]) -> Span:
    return lately(query.get("start"), query.get("end"), today=clock.local_day(clock.now()))


def _told(found: queries.BySource, span: Span) -> Any:
    told = {"days": span, "said": said(found), "total": whole(found), "sources": _by_source(found)}
    return speak(told, language())


def _by_source(found: queries.BySource) -> list[dict[str, Any]]:
    return [{"source": source, "name": SOURCES[source], **vars(steps)} for source, steps in found.items()]
