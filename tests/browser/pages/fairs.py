"""Fairs as anybody sees them: their list, the one link, the good of a stand, a basket with goods of both kinds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from market import clock
from market.catalog.rules.store_addresses import product_path
from tests.browser.page import Page
from tests.browser.pages.basket import then
from tests.support.fair_rows import fair_row, stand_row
from tests.support.fairs import a_stand, fair_order, open_fair
from tests.support.helping import a_picture
from tests.support.searching import indexed
from tests.support.village import (
    HOAN_KIEM,
    a_buyer,
    a_certified_product,
    a_household,
    a_product,
    a_shop,
    calling,
    owner_of,
)


def a_livestream(state: str = "open", **fields: Any) -> dict[str, Any]:
    """More goods than a page shows: with photo and stars, sold out, put off, of a household on holiday."""
    fair = fair_row(state, minimum_packs=400, name="Phiên na và hồng vành khuyên Chi Lăng", **fields)
    parent = a_certified_product(a_shop(name="Vườn na nhà bà Lan ở Đồng Đĩnh"), description="Hái trong ngày.")
    photo = a_picture("green")
    calling(owner_of(parent.shop)).put(f"/products/{parent.id}/photos/1", data=photo, content_type="image/jpeg")
    good, shop = stand_row(fair, parent), a_shop(a_household(), name="Na nhà ông Páo")
    for n in range(12):
        stand_row(fair, a_product(shop, name=f"Na dai loại {n}"), stock=n % 5 * 7)
    late = {"ready_on": fair.ships_to, "first_ready_on": fair.ships_from}
    stand_row(fair, a_product(a_shop(a_household())), ships_on=fair.ships_to, stand=late)
    away = stand_row(fair, a_product(a_shop(a_household(), name="Nhà đi vắng")))
    calling(owner_of(away.shop)).put(f"/shops/{away.shop_id}/pause")
    indexed()
    return {"good": product_path(good.id, good.slug), "parent": product_path(parent.id, parent.slug)}


def soon() -> dict[str, Any]:
    return a_livestream("planned", opens_at=clock.now() + timedelta(hours=5))


def every_state() -> dict[str, Any]:
    """One of each, at two places."""
    a_livestream()
    for n, state in enumerate(("open", "planned", "closed", "shipped", "over", "called_off")):
        place = {"province_code": "01", "commune_codes": []} if n % 2 else {}
        fair_row(state, slug=f"phien-{n}", name=f"Phiên {n}", opens_at=clock.now() + timedelta(hours=n - 1), **place)
    return {}


def both_kinds() -> dict[str, Any]:
    """Goods of a fair and of any day, of one shop."""
    parent = a_product(name="Na Chi Lăng")
    stand_row(fair_row(), parent)
    return {}


def ordered() -> dict[str, Any]:
    me = a_buyer()
    order = fair_order(a_stand(open_fair()), buyer=me)
    return {"me": me, "order": order.number, "checkout": order.checkout_id}


PAGES = [
    Page("fairs", "/fairs", every_state),
    Page("fairs of a place", "/fairs?place=20", every_state),
    Page("no fairs", "/fairs"),
    Page("a fair", "/fairs/na-chi-lang", a_livestream),
    Page("a fair, the rest of its goods", "/fairs/na-chi-lang?after=10", a_livestream),
    Page("a fair that opens soon", "/fairs/na-chi-lang", soon),
    Page("a fair that was called off", "/fairs/na-chi-lang", lambda: a_livestream("called_off")),
    Page("a fair that is over", "/fairs/na-chi-lang", lambda: a_livestream("over")),
    Page("the shop front with fairs", "/", every_state),
    Page("a good of a fair", "{good}", a_livestream),
    Page("a good of a fair that opens soon", "{good}", soon),
    Page("a good that is at a fair as well", "{parent}", a_livestream),
    Page("search with goods of a fair", "/search?q=na", a_livestream),
    Page("a basket of a fair and of any day", "/basket", both_kinds, then=then("/basket", to=HOAN_KIEM)),
    Page("the last page of a fair and of any day", "/checkout", both_kinds, then=then("/checkout", to=HOAN_KIEM)),
    Page("an order that a fair gathers", "/orders/{order}", ordered),
    Page("what was bought at a fair", "/checkouts/{checkout}", ordered),
    Page("my orders, one of a fair", "/orders", ordered),
]
