"""A stand is taken in three taps (a good, how many packs, price and day as usual), made larger, and given up."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Response, request

from market import clock, errors, fields
from market.accounts import access
from market.catalog import access as catalog
from market.catalog.queries import products
from market.fairs import access as fairs
from market.fairs import hers, queries
from market.fairs.actions import stands
from market.fairs.models import Fair, Stand
from market.fairs.rules import MOST_PACKS
from market.fairs.schemas import StandChange
from market.web.household import looked_at, own_word, shops
from market.web.household.fairs import looking, saying
from market.web.household.fairs.blueprint import FAIR, blueprint
from market.web.household.fairs.words import DONE, TAKING
from market.web.shell import forms

_NEW = f"{FAIR}/new/<uuid:product_id>"
_STAND = f"{FAIR}/stands/<uuid:product_id>"
STOCK, HARVEST = "stock", "harvest"


class PacksQuery(fields.Schema):
    """How many packs, as they were tapped or typed; where they come from, and what else was typed already."""

    packs = fields.Integer(least=1, most=MOST_PACKS)
    source = fields.Choice([STOCK, HARVEST])
    price_vnd = fields.Dong()
    ready_on = fields.Day()


class Promise(StandChange):
    """What a household promises, and where the packs come from."""

    packs = fields.Integer(least=1, most=MOST_PACKS, required=True)
    price_vnd = fields.Dong(required=True)
    ready_on = fields.Day(required=True)
    source = fields.Choice([STOCK, HARVEST], load_default=HARVEST)


class More(fields.Schema):
    """How many packs beside those that were promised."""

    more = fields.Integer(least=1, most=MOST_PACKS, required=True)


@blueprint.route(_NEW, methods=["GET"])
@access.signed_in
def ask_stand(shop_id: UUID, slug: str, product_id: UUID) -> Response:
    """How many packs; then price and day, as they usually are."""
    (shop, good), now = looked_at.good_of(shop_id, product_id), clock.now()
    fair = looking.fair_of(shop, slug, now)
    asked = forms.asked(PacksQuery()) if request.method == "GET" else {}
    step = "packs" if request.method == "GET" and "packs" not in asked else "promise"
    shown: dict[str, Any] = {
        "fair": fair,
        "good": good,
        "step": step,
        "numbers": hers.usual_packs(good["stock"]),
        "packs": asked.get("packs", ""),
        "source": asked.get("source", HARVEST),
        "price_vnd": asked.get("price_vnd", good["price_vnd"]),
        "ready_on": asked.get("ready_on", hers.usual_day(fair, now=now)).isoformat(),
        "needs_code": own_word.is_needed(),
        "ships": saying.ships(fair),
        "gathers": hers.may_join(fair, shop, now=now),
    }
    say = TAKING["say_packs" if step == "packs" else "say"]
    return shops.page(
        "stand_new.html", shop=shop, part="goods", title=TAKING["title"], say=say, words=TAKING, done=DONE, **shown
    )


@blueprint.route(_NEW, methods=["POST"])
@access.signed_in
@forms.back_to(ask_stand)
def take_stand(shop_id: UUID, slug: str, product_id: UUID) -> Response:
    """So many packs are promised; buyers see them as soon as the fair is open."""
    me, now, named = access.current_person(), clock.now(), looked_at.good_to_name(shop_id, product_id)
    queries.fair_with_slug(slug)  # what is not there is said before what was typed wrongly
    told = forms.read(Promise(exclude=("from_stock",)))
    code = told.pop("household_code", None)
    agreed = catalog.price_by_own_word(named, me, price_vnd=told["price_vnd"], code=code, now=now)
    fair = queries.fair_to_join(slug)
    good = products.product_to_act_for(product_id, me, now=now)
    from_stock = min(told["packs"], good.stock) if told.pop("source") == STOCK else 0
    stands.take_stand(fair=fair, product=good, from_stock=from_stock, by=me, agreed=agreed, now=now, **told)
    return forms.then(f"/shop/{shop_id}/fairs/{slug}", "taken")


@blueprint.route(f"{_NEW}/code", methods=["POST"])
@access.signed_in
@forms.back_to(ask_stand)
def ask_for_code(shop_id: UUID, slug: str, product_id: UUID) -> Response:
    """Send the code for this very price to the phone of the household; what was typed stays."""
    good = looked_at.good_to_name(shop_id, product_id)
    queries.fair_with_slug(slug)
    told = forms.read(Promise(exclude=("from_stock", "household_code")))
    own_word.send_code(good, price_vnd=told["price_vnd"])
    return forms.then(f"/shop/{shop_id}/fairs/{slug}/new/{product_id}?{urlencode(told)}", "code-sent")


@blueprint.route(f"{_STAND}/more", methods=["POST"])
@access.signed_in
@forms.back_to(looking.show_fair_again)
def change_stand(shop_id: UUID, slug: str, product_id: UUID) -> Response:
    """More of the harvest than was promised."""
    fair, stand = _held(shop_id, slug, product_id)
    packs = stand.packs + forms.read(More())["more"]
    stands.change_stand(fair=fair, stand=stand, changes={"packs": packs}, by=access.current_person(), now=clock.now())
    return forms.then(f"/shop/{shop_id}/fairs/{slug}", "more")


@blueprint.route(f"{_STAND}/withdrawal", methods=["POST"])
@access.signed_in
@forms.back_to(looking.show_fair_again)
def withdraw_stand(shop_id: UUID, slug: str, product_id: UUID) -> Response:
    """Nobody has ordered there, and nobody will."""
    fair, stand = _held(shop_id, slug, product_id, withdrawn=True)
    stands.withdraw_stand(fair=fair, stand=stand, by=access.current_person(), now=clock.now())
    return forms.then(f"/shop/{shop_id}/fairs/{slug}", "withdrawn")


def _held(shop_id: UUID, slug: str, product_id: UUID, *, withdrawn: bool = False) -> tuple[Fair, Stand]:
    """The stand of this shop, held, at a fair that does not close meanwhile. Raises NotFound, NotAllowed, NotAgreed."""
    shop, fair = shops.shop_looked_after(shop_id), queries.fair_to_join(slug)
    me, now = access.current_person(), clock.now()
    stand = fairs.stand_to_act_for(fair, product_id, me, withdrawn=withdrawn, now=now)
    if stand.shop_id != shop.id:
        raise errors.NotFound
    return fair, stand
