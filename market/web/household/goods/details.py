"""All that a good says besides its price, and its end."""

from uuid import UUID

from flask import Response

from market import clock
from market.accounts import access
from market.catalog.actions import unsold
from market.catalog.rules.patterns import categories_by_use
from market.catalog.rules.products import WasSold
from market.catalog.schemas.products import ProductChange
from market.web.household import looked_at, shops, typed
from market.web.household.goods import one
from market.web.household.goods.blueprint import blueprint
from market.web.household.goods.words import EDIT, NOT_REMOVED, REMOVE, category_name
from market.web.shell import forms, frame


@blueprint.route(f"{one.GOOD_PATH}/details", methods=["GET"])
@access.signed_in
def ask_details(shop_id: UUID, product_id: UUID) -> Response:
    """All else that the good says."""
    shop, good = looked_at.good_of(shop_id, product_id)
    shown = {"good": good, "categories": {slug: category_name(slug) for slug in categories_by_use()}}
    is_stale = isinstance(frame.refusal(), forms.ChangedMeanwhile)
    return shops.page(
        "good_details.html",
        shop=shop,
        part="goods",
        title=EDIT["title"],
        say=EDIT["say"],
        words=EDIT,
        is_stale=is_stale,
        **shown,
    )


@blueprint.route(f"{one.GOOD_PATH}/details", methods=["POST"])
@access.signed_in
@forms.back_to(ask_details)
def change_details(shop_id: UUID, product_id: UUID) -> Response:
    """Change all but the price and the stock, which have their own forms."""
    looked_at.good_to_name(shop_id, product_id)
    one.change(shop_id, product_id, typed.read(ProductChange(exclude=("price_vnd", "ocop"))))
    return forms.then(one.at(shop_id, product_id), "changed")


@blueprint.route(f"{one.GOOD_PATH}/removal", methods=["GET"])
@access.signed_in
def ask_removal(shop_id: UUID, product_id: UUID) -> Response:
    """Whether it is to go without a trace."""
    shop, good = looked_at.good_of(shop_id, product_id)
    title = REMOVE["title"].format(name=good["name"])
    return shops.page(
        "good_removal.html", shop=shop, part="goods", title=title, say=REMOVE["say"], words=REMOVE, good=good
    )


@blueprint.route(f"{one.GOOD_PATH}/removal", methods=["POST"])
@access.signed_in
@forms.back_to(ask_removal)
def remove(shop_id: UUID, product_id: UUID) -> Response:
    """Delete what nobody ever ordered."""
    good = looked_at.good_to_change(shop_id, product_id)
    try:
        unsold.remove_product(product=good, by=access.current_person(), now=clock.now())
    except WasSold:
        raise WasSold(NOT_REMOVED) from None
    return forms.then(f"/shop/{shop_id}/goods", "removed")
