"""One good: its price, its stock, on sale or resting."""

from typing import Any
from uuid import UUID

from flask import Response, request

from market import clock, errors
from market.accounts import access
from market.catalog import access as catalog
from market.catalog.actions import products, stock
from market.catalog.models import Product
from market.catalog.schemas.products import ProductChange, ProductEdit
from market.web.household import looked_at, own_word, shops, typed, visitors
from market.web.household.goods.blueprint import blueprint
from market.web.household.goods.words import DONE, GOOD, NO_PRICE, NOT_NONE, PICTURES
from market.web.shell import forms

GOOD_PATH = "/shop/<uuid:shop_id>/goods/<uuid:product_id>"


@blueprint.route(GOOD_PATH, methods=["GET"])
@access.signed_in
def show_good(shop_id: UUID, product_id: UUID) -> Response:
    """One good, and what can be done to it."""
    shop, good = looked_at.good_of(shop_id, product_id)
    wanted = request.form.get("price_vnd", request.args.get("price_vnd", ""))
    shown: dict[str, Any] = {"good": good, "needs_code": own_word.is_needed(), "wanted": wanted, "pictures": PICTURES}
    shown["visitors"] = visitors.of_good(shop.id, product_id)
    return shops.page(
        "good.html",
        shop=shop,
        part="goods",
        title=GOOD["title"].format(name=good["name"]),
        say=GOOD[f"say_{good['state']}"],
        words=GOOD,
        done=DONE,
        **shown,
    )


@blueprint.route(f"{GOOD_PATH}/price", methods=["POST"])
@access.signed_in
@forms.back_to(show_good)
def change_price(shop_id: UUID, product_id: UUID) -> Response:
    """Another price. From a team one that moves by more than half needs the code of the household."""
    now, me = clock.now(), access.current_person()
    good = looked_at.good_to_name(shop_id, product_id)
    told = typed.read(ProductEdit(only=("price_vnd", "household_code")))
    forms.require_version(good.version)
    agreed = catalog.price_by_own_word(
        good, me, price_vnd=_price_in(told), code=told.pop("household_code", None), now=now
    )
    change(shop_id, product_id, told, agreed=agreed)
    return forms.then(at(shop_id, product_id), "priced")


@blueprint.route(f"{GOOD_PATH}/price/code", methods=["POST"])
@access.signed_in
@forms.back_to(show_good)
def ask_for_code(shop_id: UUID, product_id: UUID) -> Response:
    """Send the code for this very price to the phone of the household."""
    good = looked_at.good_to_name(shop_id, product_id)
    price_vnd = _price_in(typed.read(ProductChange(only=("price_vnd",))))
    own_word.send_code(good, price_vnd=price_vnd)
    return forms.then(f"{at(shop_id, product_id)}?price_vnd={price_vnd}", "code-sent")


@blueprint.route(f"{GOOD_PATH}/stock", methods=["POST"])
@access.signed_in
@forms.back_to(show_good)
def move_stock(shop_id: UUID, product_id: UUID) -> Response:
    """More packs or fewer, by a tap; or so many as were counted, harvested, spoiled or sold elsewhere."""
    now, me = clock.now(), access.current_person()
    good, told = looked_at.good_to_change(shop_id, product_id), forms.read(typed.Packs())
    packs, reason = told["packs"], told["reason"]
    if reason == typed.COUNTED:
        stock.count_stock(product=good, packs=packs, by=me, now=now)
    elif not packs:
        raise errors.InvalidInput(errors={"packs": [NOT_NONE]})
    else:
        change = -packs if reason in typed.FEWER else packs
        with typed.as_typed():
            stock.move_stock(product=good, change=change, reason=reason, by=me, now=now)
    return forms.then(at(shop_id, product_id), "stocked")


@blueprint.route(f"{GOOD_PATH}/sold-out", methods=["POST"])
@access.signed_in
@forms.back_to(show_good)
def sell_out(shop_id: UUID, product_id: UUID) -> Response:
    """Nothing is left."""
    good = looked_at.good_to_change(shop_id, product_id)
    stock.count_stock(product=good, packs=0, by=access.current_person(), now=clock.now())
    return _where_it_was(shop_id, product_id, "sold-out")


@blueprint.route(f"{GOOD_PATH}/resting", methods=["POST"])
@access.signed_in
@forms.back_to(show_good)
def rest(shop_id: UUID, product_id: UUID) -> Response:
    """Take it off sale for a while."""
    good = looked_at.good_to_change(shop_id, product_id)
    products.unlist_product(product=good, by=access.current_person(), now=clock.now())
    return _where_it_was(shop_id, product_id, "resting")


@blueprint.route(f"{GOOD_PATH}/selling", methods=["POST"])
@access.signed_in
@forms.back_to(show_good)
def sell_again(shop_id: UUID, product_id: UUID) -> Response:
    """Put it on sale again."""
    good = looked_at.good_to_change(shop_id, product_id)
    products.relist_product(product=good, by=access.current_person(), now=clock.now())
    return _where_it_was(shop_id, product_id, "selling")


def change(shop_id: UUID, product_id: UUID, changes: dict[str, Any], *, agreed: bool = False) -> Product:
    good, now, me = looked_at.good_to_change(shop_id, product_id), clock.now(), access.current_person()
    forms.require_version(good.version)
    with typed.as_typed():
        products.change_product(product=good, changes=changes, by=me, agreed=agreed, now=now)
    return good


def _price_in(told: dict[str, Any]) -> int:
    if "price_vnd" not in told:
        raise errors.InvalidInput(errors={"price_vnd": [NO_PRICE]})
    price_vnd: int = told["price_vnd"]
    return price_vnd


def _where_it_was(shop_id: UUID, product_id: UUID, done: str) -> Response:
    """Back to the list, or to the good, from where it was tapped."""
    is_listed = request.form.get("from") == "list"
    return forms.then(f"/shop/{shop_id}/goods" if is_listed else at(shop_id, product_id), done)


def at(shop_id: UUID, product_id: UUID) -> str:
    return f"/shop/{shop_id}/goods/{product_id}"
