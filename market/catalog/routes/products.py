"""Goods: listed, changed, moved in and out of stock, taken off sale by households, suspended by operators."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, jsonify

from market import clock
from market.accounts.access import caller, current_person, holding, signed_in
from market.accounts.operators import concerning
from market.accounts.rules import RoleName
from market.accounts.services.access import open_to
from market.catalog import access, models
from market.catalog.actions import products, stock, unsold
from market.catalog.blueprint import blueprint
from market.catalog.queries import shown_products
from market.catalog.queries.products import category_tree, product_for, product_to_act_for, product_to_name, products_of
from market.catalog.schemas import products as schemas
from market.catalog.schemas.shops import Suspension
from market.http import Json, PageQuery, etag, page, public, require_match, tagged


@blueprint.route("/categories", methods=["GET"])
@public
@blueprint.response(200, schemas.CategoryTree)
def list_categories() -> Json:
    """The six OCOP groups and the categories under them."""
    return {"items": category_tree(), "next": None}


@blueprint.route("/shops/<uuid:shop_id>/products", methods=["GET"])
@open_to("products:read")
@public
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.ProductPage)
def list_products(query: Json, shop_id: UUID) -> Response:
    """A shop's goods, newest first; those off sale only for those who act for it."""
    now, viewer = clock.now(), caller()
    if viewer is None and (listed := shown_products.listed_in(shop_id, **query, now=now)) is not None:
        return jsonify(listed)
    shop = access.shop_for(shop_id, viewer, now=now)
    found = page(products_of(shop, viewer), models.Product.id, rows=True, **query)
    return jsonify(found | {"items": shown_products.products_shown(found["items"], viewer, now=now)})


@blueprint.route("/shops/<uuid:shop_id>/products", methods=["POST"])
@open_to("products:write")
@signed_in
@blueprint.arguments(schemas.NewProduct)
@blueprint.response(201, schemas.ProductOut)
def list_product(fields: Json, shop_id: UUID) -> Response:
    """Put goods on sale."""
    now, me = clock.now(), current_person()
    shop = access.shop_to_act_for(shop_id, me, now=now)
    product = products.list_product(shop=shop, fields=fields, by=me, now=now)
    response = answer(product.id)
    response.status_code, response.location = 201, f"/api/v1/products/{product.id}"
    return response


@blueprint.route("/products/<uuid:product_id>", methods=["GET"])
@open_to("products:read")
@public
@blueprint.response(200, schemas.ProductOut)
def show_product(product_id: UUID) -> Response:
    """One product. Goods off sale are shown only to those concerned."""
    return answer(product_id)


@blueprint.route("/products/<uuid:product_id>", methods=["PATCH"])
@open_to("products:write")
@signed_in
@blueprint.arguments(schemas.ProductEdit)
@blueprint.response(200, schemas.ProductOut)
def change_product(changes: Json, product_id: UUID) -> Response:
    """Change anything but the stock, which changes by movements. A team needs the household's code for a price that
    moves by more than half."""
    now, me, code = clock.now(), current_person(), changes.pop("household_code", None)
    wanted = {"price_vnd": changes.get("price_vnd"), "code": code}
    agreed = access.price_by_own_word(product_to_name(product_id, me, now=now), me, **wanted, now=now)
    product = product_to_act_for(product_id, me, now=now)
    require_match(product.version)
    products.change_product(product=product, changes=changes, by=me, agreed=agreed, now=now)
    return answer(product_id)


@blueprint.route("/products/<uuid:product_id>", methods=["DELETE"])
@signed_in
@blueprint.response(204)
def remove_product(product_id: UUID) -> None:
    """Delete goods that nobody ever ordered, with their photos. Those that were sold are unlisted."""
    now, me = clock.now(), current_person()
    unsold.remove_product(product=product_to_act_for(product_id, me, now=now), by=me, now=now)


@blueprint.route("/products/<uuid:product_id>/stock-movements", methods=["POST"])
@open_to("products:write")
@signed_in
@blueprint.arguments(schemas.Movement)
@blueprint.response(201, schemas.StockOut)
def move_stock(movement: Json, product_id: UUID) -> dict[str, int]:
    """Add packs to the stock or take them away, and say why. It never falls below 0."""
    now, me = clock.now(), current_person()
    product = product_to_act_for(product_id, me, now=now)
    movement_id = movement.pop("id", None)
    return {"stock": stock.move_stock(product=product, movement_id=movement_id, **movement, by=me, now=now)}


@blueprint.route("/products/<uuid:product_id>/unlisting", methods=["PUT"])
@open_to("products:write")
@signed_in
@blueprint.response(200, schemas.ProductOut)
def unlist_product(product_id: UUID) -> Response:
    """Take goods off sale."""
    return _moved(product_id, product_to_act_for, products.unlist_product)


@blueprint.route("/products/<uuid:product_id>/unlisting", methods=["DELETE"])
@open_to("products:write")
@signed_in
@blueprint.response(200, schemas.ProductOut)
def relist_product(product_id: UUID) -> Response:
    """Put goods on sale again."""
    return _moved(product_id, product_to_act_for, products.relist_product)


@blueprint.route("/products/<uuid:product_id>/suspension", methods=["PUT"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(Suspension)
@blueprint.response(200, schemas.ProductOut)
def suspend_product(suspension: Json, product_id: UUID) -> Response:
    """Hide goods, with a reason their household is told; what was ordered is held, fulfilled or called off."""
    return _moved(product_id, product_for, products.suspend_product, **suspension)


@blueprint.route("/products/<uuid:product_id>/suspension", methods=["DELETE"])
@holding(RoleName.OPERATOR)
@blueprint.response(200, schemas.ProductOut)
def reinstate_product(product_id: UUID) -> Response:
    """Lift a suspension; held orders go on, and both sides are told."""
    return _moved(product_id, product_for, products.reinstate_product)


def answer(product_id: UUID) -> Response:
    """The product as the caller sees it now, with the tag by which it is edited and cached. Raises NotFound."""
    now, viewer = clock.now(), caller()
    row = shown_products.product_to_show(product_id, viewer, now=now)
    response = tagged(
        etag(*shown_products.parts_of_tag(row, viewer, now=now)),
        lambda: shown_products.product_shown(row, viewer, now=now),
    )
    response.vary.add("Authorization")
    return response


def _moved(product_id: UUID, load: Callable[..., models.Product], move: Callable[..., None], **words: str) -> Response:
    now, me = clock.now(), current_person()
    product = load(product_id, me, now=now)
    concerning(product.shop.owner_id)
    move(product=product, by=me, now=now, **words)
    return answer(product_id)
