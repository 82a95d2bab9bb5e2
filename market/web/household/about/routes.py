"""The shop itself: its name and words, its rest, and its end."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import Response

from market import clock, errors
from market.accounts import access
from market.catalog import access as catalog
from market.catalog.actions import own_shops
from market.catalog.actions import shops as changes
from market.catalog.queries.shown_shops import shop_shown
from market.catalog.schemas.shops import ShopChange
from market.fields import Day, Schema
from market.http.browsers import PageBlueprint
from market.places.queries import villages
from market.places.rules import UnknownVillage
from market.web.household import shops
from market.web.household.about.words import ABOUT, CLOSE, DONE, NEAR_VILLAGES, NO_VILLAGE
from market.web.shell import forms

blueprint = PageBlueprint("household_shop", __name__, template_folder="templates")
_SHOP = "/shop/<uuid:shop_id>"


class RestUntil(Schema):
    """The first day on which the shop sells again; none where it says so itself."""

    until = Day()


@blueprint.route(f"{_SHOP}/about", methods=["GET"])
@access.signed_in
def show_about(shop_id: UUID) -> Response:
    """What the shop says of itself, and whether it rests."""
    shop, now = shops.shop_looked_after(shop_id), clock.now()
    told = shop_shown(shop, access.current_person(), now=now)
    named = villages(shop.commune_code, q="", limit=100)["items"]
    until = clock.local_day(told["paused_until"]) if told["paused_until"] else None
    shown: dict[str, Any] = {"told": told, "villages": [one.name for one in named], "until": until}
    say = ABOUT[f"say_{told['status']}"]
    return shops.page(
        "about.html", shop=shop, part="goods", title=ABOUT["title"], say=say, words=ABOUT, done=DONE, **shown
    )


@blueprint.route(f"{_SHOP}/about", methods=["POST"])
@access.signed_in
@forms.back_to(show_about)
def change_about(shop_id: UUID) -> Response:
    """Change its name, its words, its village, and whether buyers see whose it is."""
    shops.shop_looked_after(shop_id)
    told, now = forms.read(ShopChange(exclude=("location",))), clock.now()
    shop = catalog.shop_to_act_for(shop_id, access.current_person(), now=now)
    forms.require_version(shop.version)
    try:
        own_shops.change_own_shop(shop=shop, changes={"about": ""} | told, now=now)
    except UnknownVillage as unknown:
        raise errors.InvalidInput(errors={"village": [_meant(unknown)]}) from None
    return forms.then(f"/shop/{shop_id}/about", "changed")


@blueprint.route(f"{_SHOP}/pause", methods=["POST"])
@access.signed_in
@forms.back_to(show_about)
def pause(shop_id: UUID) -> Response:
    """Take no orders until a day, or until it is opened again."""
    shops.shop_looked_after(shop_id)
    told, now, me = forms.read(RestUntil()), clock.now(), access.current_person()
    shop = catalog.shop_to_act_for(shop_id, me, now=now)
    changes.pause_shop(shop=shop, until=_begin_of(told.get("until")), by=me, now=now)
    return forms.then(f"/shop/{shop_id}/about", "paused")


@blueprint.route(f"{_SHOP}/reopening", methods=["POST"])
@access.signed_in
@forms.back_to(show_about)
def reopen(shop_id: UUID) -> Response:
    """Sell again."""
    shops.shop_looked_after(shop_id)
    now, me = clock.now(), access.current_person()
    changes.reopen_shop(shop=catalog.shop_to_act_for(shop_id, me, now=now), by=me, now=now)
    return forms.then(f"/shop/{shop_id}/about", "reopened")


@blueprint.route(f"{_SHOP}/closure", methods=["GET"])
@access.signed_in
def ask_closure(shop_id: UUID) -> Response:
    """What closing means, and what stands in its way."""
    shop = shops.shop_looked_after(shop_id)
    numbers = own_shops.open_orders(shop, now=clock.now())
    say = CLOSE["say_open_orders" if numbers else "say"]
    return shops.page(
        "closure.html", shop=shop, part="goods", title=CLOSE["title"], say=say, words=CLOSE, numbers=numbers
    )


@blueprint.route(f"{_SHOP}/closure", methods=["POST"])
@access.signed_in
@forms.back_to(ask_closure)
def close(shop_id: UUID) -> Response:
    """Close it for good. Only the household itself does."""
    shop = shops.shop_looked_after(shop_id)
    own_shops.close_shop(shop=shop, by=access.current_person(), now=clock.now())
    return forms.then(f"/shop/{shop_id}/about", "closed")


def _begin_of(day: date | None) -> datetime | None:
    return clock.begin_of(day) if day is not None else None


def _meant(unknown: UnknownVillage) -> Any:
    near = unknown.members["did_you_mean"]
    return NEAR_VILLAGES.format(names=", ".join(near)) if near else NO_VILLAGE
