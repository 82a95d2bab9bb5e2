"""Nothing found: the kind that was named, when it is ripe, and the household that sold it lately, if she is open."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from market.catalog.actions import products
from market.catalog.models import Product, Shop
from market.db import db, transaction
from market.orders.models import Order
from market.search.engines.interface import SearchEngine
from tests.support.searching import indexed
from tests.support.village import (
    a_product,
    a_shop,
    delivered_order,
    guest,
    now,
    owner_of,
    placed_order,
)


@pytest.fixture
def kind() -> str:
    """One engine is enough here."""
    return "tantivy"


@pytest.fixture
def sold(following: SearchEngine) -> Product:
    """Na of an open shop, delivered once, and off sale now."""
    product = a_product(a_shop())
    delivered_order(product=product)
    off_sale(product)
    return product


def off_sale(product: Product) -> None:
    transaction(
        lambda: products.unlist_product(
            product=db.session.get(Product, product.id), by=owner_of(product.shop), now=now()
        )
    )
    indexed()


def nearest(text: str, **filters: str) -> Any:
    return guest().get("/search", query_string={"q": text} | filters).json["nearest"]


def test_the_household_is_named_with_the_month_and_nobody_else(sold: Product) -> None:
    told = nearest("cho em hỏi còn na không ạ")
    assert told is not None
    assert (told["good"], told["from_month"], told["to_month"]) == ("Na", 7, 9)
    shop = {"id": str(sold.shop_id), "name": "Na nhà bà Lan"}
    assert told["sold_before"] == {"good": "Na Chi Lăng", "shop": shop, "month": f"{now():%Y-%m}"}
    page = guest().client.get("/search?q=na", headers={"Accept": "text/html"}).text
    assert "Na nhà bà Lan đã bán Na Chi Lăng" in page


@pytest.mark.parametrize("text", ["mận", "quýt", "zzyzx"])
def test_who_sold_something_else_is_not_named(sold: Product, text: str) -> None:
    assert (nearest(text) or {"sold_before": None})["sold_before"] is None


# Who is forgotten has closed her shop first, or it is closed for her.
@pytest.mark.parametrize("state", [{"status": "paused"}, {"status": "closed"}, {"suspension_reason": "Hàng giả"}])
def test_a_shop_that_is_not_open_is_not_named(sold: Product, state: Any) -> None:
    transaction(lambda: db.session.query(Shop).update(state))
    assert nearest("na")["sold_before"] is None


def test_what_never_came_or_came_long_ago_names_nobody(following: SearchEngine) -> None:
    product = a_product(a_shop())
    placed_order(product=product)
    off_sale(product)
    assert nearest("na")["sold_before"] is None
    transaction(lambda: _as_if_delivered(days_ago=500))
    assert nearest("na")["sold_before"] is None
    transaction(lambda: _as_if_delivered(days_ago=400))
    assert nearest("na")["sold_before"] is not None


def _as_if_delivered(days_ago: int) -> None:
    order = db.session.query(Order).one()
    order.state, order.placed_at = "delivered", now() - timedelta(days=days_ago)


def test_what_filters_hide_is_not_said_to_be_sold_by_nobody(following: SearchEngine) -> None:
    a_product(a_shop())
    indexed()
    assert nearest("na", category="tea") is None
    assert nearest("na dưới 10k") is None
    assert nearest("đào", category="tea")["good"] == "Đào"


def test_another_name_of_a_category_leads_there(following: SearchEngine) -> None:
    following.rebuild([])
    told = nearest("trái cây nhập khẩu")
    assert told is not None
    assert (told["good"], told["category"], told["sold_before"]) == ("trái cây nhập khẩu", "fruit", None)


def test_who_sold_what_is_no_usual_kind_is_named_too(following: SearchEngine) -> None:
    product = a_product(a_shop(), name="Mận tam hoa")
    delivered_order(product=product)
    off_sale(product)
    told = nearest("mận tam hoa")
    assert (told["good"], told["category"], told["from_month"]) == ("mận tam hoa", "fruit", None)
    assert told["sold_before"]["good"] == "Mận tam hoa"
