"""What a household sees of fairs: which there are, and how its own stand goes."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Response, redirect

from market import clock, errors
from market.accounts.access import current_person, signed_in
from market.catalog.models import Shop
from market.catalog.queries.shops import shops_of
from market.fairs import hers, picking, queries
from market.fairs.board import board
from market.fairs.models import Fair
from market.fairs.rules import GATHERING, STATES, FairState
from market.language import Sentence
from market.web.household import shops
from market.web.household.fairs.blueprint import FAIR, FAIRS, blueprint
from market.web.household.fairs.saying import sentence
from market.web.household.fairs.words import DONE
from market.web.household.fairs.words import FAIR as WORDS
from market.web.household.fairs.words import FAIRS as LIST
from market.web.household.goods.words import PICTURES


@blueprint.route("/shop/fairs", methods=["GET"])
@signed_in
def find_fairs() -> Response:
    """On to the fairs of one's only shop; who has several chooses first."""
    mine = shops_of(current_person().id)
    return redirect(f"/shop/{mine[0]['id']}/fairs" if len(mine) == 1 else "/shop", 303)  # type: ignore[return-value]


@blueprint.route(FAIRS, methods=["GET"])
@signed_in
def show_fairs(shop_id: UUID) -> Response:
    """The fairs of her place, with one sentence each."""
    shop, now = shops.shop_looked_after(shop_id), clock.now()
    found = hers.fairs_of(shop, now=now)
    told = [(one.fair, sentence(one.fair, now), _yours(one)) for one in found]
    say = LIST["say" if found else "say_none"]
    return shops.page("shop_fairs.html", shop=shop, part="goods", title=LIST["title"], say=say, words=LIST, fairs=told)


@blueprint.route(FAIR, methods=["GET"])
@signed_in
def show_fair(shop_id: UUID, slug: str) -> Response:
    """Her stands there, and the goods that she may take there as well."""
    shop, now = shops.shop_looked_after(shop_id), clock.now()
    fair = fair_of(shop, slug, now)
    told, joins = board(fair, shop_id=shop.id, now=now), hers.may_join(fair, shop, now=now)
    shown: dict[str, Any] = {
        "fair": fair,
        "sentence": sentence(fair, now),
        "state": STATES.names[FairState(fair.state)],
        "stands": told["stands"],
        "coming_vnd": picking.coming_vnd(shop.id, fair.slug, now=now) if told["stands"] else 0,
        "goods": hers.goods_for(fair, shop) if joins else [],
        "joins": joins,
        "gathers": fair.state in GATHERING,
        "unsent": fair.state in (*GATHERING, FairState.CLOSED),
        "to_label": picking.packed_orders(shop.id, fair.slug),
        "pictures": PICTURES,
    }
    title = Sentence(fair.name, en=fair.name)
    return shops.page(
        "shop_fair.html",
        shop=shop,
        part="goods",
        title=title,
        say=_say(fair, told, joins),
        words=WORDS,
        done=DONE,
        **shown,
    )


def show_fair_again(shop_id: UUID, slug: str, product_id: UUID) -> Response:
    """The same page, where what was asked of one stand is refused."""
    del product_id
    return show_fair(shop_id, slug)


def fair_of(shop: Shop, slug: str, now: datetime) -> Fair:
    """The fair, to a household of its place or with a stand there. Raises NotFound."""
    fair = queries.fair_with_slug(slug)
    if not hers.may_join(fair, shop, now=now) and not hers.stands_at(fair, shop):
        raise errors.NotFound
    return fair


def _say(fair: Fair, told: dict[str, Any], joins: bool) -> Sentence:
    packs, left = told["total"]["ordered"], told["total"]["ordered"] - told["total"]["handed_in"]
    if not told["stands"]:
        return WORDS["say_new" if joins else "say_shut"]
    if fair.state in GATHERING:
        return WORDS["say_gathering"].format(packs=packs)
    return WORDS["say_picking"].format(packs=left) if left else WORDS["say_done"]


def _yours(one: hers.Hers) -> Sentence:
    return LIST["yours"].format(n=one.stands) if one.stands else LIST["join"]
