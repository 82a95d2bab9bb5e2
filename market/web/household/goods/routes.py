"""`/shop/{id}/goods`: the goods of a shop, and one more listed as goods of its kind usually are."""

from uuid import UUID

from flask import Response, request

from market import clock, errors
from market.accounts import access
from market.catalog import access as catalog
from market.catalog.actions import products
from market.catalog.models import Product
from market.catalog.queries import shown_products, usual_prices
from market.catalog.queries.products import products_of
from market.catalog.rules import patterns
from market.catalog.rules.categories import CATEGORIES
from market.catalog.rules.shops import ShopStatus
from market.catalog.schemas.products import NewProduct
from market.http import PageQuery, page
from market.web.household import looked_at, shops, typed
from market.web.household.goods import details, one  # noqa: F401
from market.web.household.goods.blueprint import blueprint
from market.web.household.goods.words import DONE, GOODS, NEW, PICTURES, category_name
from market.web.shell import forms

_LIST = "/shop/<uuid:shop_id>/goods"
_NEW = f"{_LIST}/new/<code:kind>"


@blueprint.route(_LIST, methods=["GET"])
@access.signed_in
def show_goods(shop_id: UUID) -> Response:
    """Her goods, the newest first, each with what is mostly done to it."""
    shop, me, now = shops.shop_looked_after(shop_id), access.current_person(), clock.now()
    found = page(products_of(shop, me), Product.id, rows=True, **forms.asked(PageQuery()))
    goods = looked_at.with_photos(shown_products.products_shown(found["items"], me, now=now))
    status = shop.shown_status(now)
    say = GOODS["say_closed" if status == ShopStatus.CLOSED else "say" if goods else "say_none"]
    shown = {"goods": goods, "next": found["next"], "shop_status": status, "pictures": PICTURES}
    return shops.page(
        "goods.html", shop=shop, part="goods", title=GOODS["title"], say=say, words=GOODS, done=DONE, **shown
    )


@blueprint.route(f"{_LIST}/new", methods=["GET"])
@access.signed_in
def choose_kind(shop_id: UUID) -> Response:
    """The kind of the good: what is ripe now, or a category and then its kinds."""
    shop, category = shops.shop_looked_after(shop_id), request.args.get("category")
    if category is not None and category not in CATEGORIES:
        raise errors.NotFound
    kinds = patterns.of_category(category) if category else patterns.usual_now(clock.local_month(clock.now()))
    named = {slug: category_name(slug) for slug in patterns.categories_by_use()}
    shown = {"kinds": kinds, "category": category, "categories": named, "pictures": PICTURES}
    return shops.page(
        "kinds.html", shop=shop, part="goods", title=NEW["title"], say=NEW["say_kind"], words=NEW, **shown
    )


@blueprint.route(_NEW, methods=["GET"])
@access.signed_in
def ask_new(shop_id: UUID, kind: str) -> Response:
    """Two numbers; all else is filled in as goods of this kind usually are."""
    shop, chosen = shops.shop_looked_after(shop_id), errors.found(patterns.pattern(kind))
    usual = usual_prices.usual_price(chosen, shop.commune_code)
    shown = {
        "kind": chosen,
        "good": chosen.fields(),
        "category": category_name(chosen.category),
        "usual": usual,
        "pictures": PICTURES,
    }
    say = NEW["say" if chosen.name else "say_other"]
    return shops.page("new_good.html", shop=shop, part="goods", title=NEW["title"], say=say, words=NEW, **shown)


@blueprint.route(_NEW, methods=["POST"])
@access.signed_in
@forms.back_to(ask_new)
def list_good(shop_id: UUID, kind: str) -> Response:
    """Put it on sale, and on to its photo."""
    shops.shop_looked_after(shop_id)
    chosen, now, me = errors.found(patterns.pattern(kind)), clock.now(), access.current_person()
    told = typed.read(NewProduct(), **chosen.fields())
    shop = catalog.shop_to_act_for(shop_id, me, now=now)
    with typed.as_typed():
        good = products.list_product(shop=shop, fields=told, by=me, now=now)
    return forms.then(f"/shop/{shop_id}/goods/{good.id}/photos", "listed")
