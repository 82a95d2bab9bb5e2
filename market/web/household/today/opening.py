"""A shop of one's own: the commune is found by its typed name, then the rest is written down."""

from typing import Any

from flask import Response, request

from market import clock
from market.accounts.access import current_person, signed_in
from market.accounts.models import Person
from market.catalog.actions import own_shops
from market.catalog.queries.shops import open_shops_of
from market.catalog.rules.shops import MOST_SHOPS
from market.catalog.schemas.shops import NewShop
from market.errors import InvalidInput
from market.language import Sentence
from market.places.gazetteer import Place
from market.places.queries import directory, look_up, villages
from market.places.rules import COMMUNE, UnknownVillage
from market.places.schemas import PlaceQuery
from market.web.household.today.blueprint import blueprint
from market.web.household.today.words import NEAR_VILLAGE, NEW, OTHER_VILLAGE, OWN_NAME
from market.web.shell import forms, frame

_MOST_PLACES = 8
_MOST_VILLAGES = 100


@blueprint.route("/shop/new", methods=["GET"])
@signed_in
def ask_shop() -> Response:
    """Where it is, and then what it is called and whose it is."""
    if not may_open(current_person()):
        return _page("say_full", step="full")
    commune = directory().commune(request.values.get("commune_code", ""))
    if commune is not None:
        return _page("say", step="shop", commune=commune, villages=_villages(commune.code))
    found = _communes(request.args.get("place", ""))
    if found is None:
        return _page("say_place", step="place")
    return _page("say_choose" if found else "say_nowhere", step="place", found=found)


@blueprint.route("/shop/new", methods=["POST"])
@signed_in
@forms.back_to(ask_shop)
def open_shop() -> Response:
    """The shop is open from now on, and whoever opens it sells there."""
    me = current_person()
    if not may_open(me):
        return forms.then("/shop/new")
    fields = forms.read(NewShop())
    if not (me.name or fields.get("owner_name")):
        raise InvalidInput(errors={"owner_name": [OWN_NAME]})
    try:
        shop = own_shops.open_own_shop(fields=fields, by=me, now=clock.now())
    except UnknownVillage as unknown:
        raise InvalidInput(errors={"village": [_told(unknown)]}) from None
    return forms.then(f"/shop/{shop.id}", "opened")


def may_open(me: Person) -> bool:
    """Whether another shop of theirs would be taken."""
    return open_shops_of(me.id) < MOST_SHOPS


def _told(unknown: UnknownVillage) -> Sentence:
    near = unknown.members["did_you_mean"]
    return NEAR_VILLAGE.format(names=", ".join(near)) if near else OTHER_VILLAGE


def _communes(typed: str) -> list[Place] | None:
    """What the name may mean, likeliest first; None where nothing was typed."""
    if not typed.strip():
        return None
    asked = forms.load(PlaceQuery(), {"q": typed.strip()[:120]})
    found: list[Place] = look_up(q=asked["q"], kind=COMMUNE, limit=_MOST_PLACES)["items"]
    return found


def _villages(commune_code: str) -> list[str]:
    return [village.name for village in villages(commune_code, q="", limit=_MOST_VILLAGES)["items"]]


def _page(say: str, *, step: str, **told: Any) -> Response:
    return frame.page("shop_new.html", title=NEW["title"], say=NEW[say], words=NEW, step=step, **told)
