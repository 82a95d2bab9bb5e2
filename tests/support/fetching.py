"""Goods that their buyer fetches: a shop's places, an order for one of them, and the code."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from market.catalog.models import Product
from market.orders.collection.rules import collection_code
from market.orders.models import Order
from tests.support.installation import SECRET
from tests.support.paying import TO, operator_upload, order
from tests.support.village import (
    CHI_LANG,
    CHI_LANG_OFFICE,
    Caller,
    a_buyer,
    a_clerk,
    a_product,
    an_operator,
    calling,
    owner_of,
    seller_of,
)

MARKET = {"kind": "market", "name": "Chợ Đồng Mỏ", "commune_code": CHI_LANG, "hours": "thứ bảy, 6–11 giờ"}
PLACES: dict[str, dict[str, Any]] = {
    "shop": {"kind": "shop"},
    "market": MARKET,
    "post_office": {"kind": "post_office", "post_office_code": CHI_LANG_OFFICE},
}


def a_point(product: Product, kind: str = "shop") -> str:
    """A place at which the goods of the product's shop can be fetched."""
    opened = calling(owner_of(product.shop)).post(f"/shops/{product.shop_id}/collection-points", PLACES[kind])
    assert opened.status_code == 201, opened.json
    point: str = opened.json["id"]
    return point


def asked_for(product: Product, point: str, *, method: str = "cod", quantity: int = 2) -> dict[str, Any]:
    items = [{"product_id": str(product.id), "quantity": quantity}]
    return {"items": items, "deliver_to": TO, "payment_method": method, "collect_at": [point]}


def fetched_order(
    product: Product | None = None,
    *,
    kind: str = "shop",
    method: str = "cod",
    buyer: Caller | None = None,
    paid: bool = False,
) -> Order:
    """Two packs that their buyer is to fetch; what goes by bank is paid only if said."""
    product = product or a_product(ships_by_post=kind == "post_office")
    body = asked_for(product, a_point(product, kind), method=method)
    bought = (buyer or calling(a_buyer())).post("/checkouts", body, headers={"Idempotency-Key": str(uuid4())})
    assert bought.status_code == 201, bought.json
    if paid and method == "bank_transfer":
        payment = bought.json["payment"]
        operator_upload(calling(an_operator()), (payment["amount_vnd"], payment["transfer"]["text"]))
    return order(bought.json["orders"][0]["number"])


def made_ready(of: Order) -> Order:
    """Accepted and packed: it waits for its buyer."""
    seller = calling(seller_of(of))
    for step in ("acceptance", "packing"):
        moved = seller.put(f"/orders/{of.number}/{step}")
        assert moved.status_code == 200, moved.json
    return order(of.number)


def ready_order(product: Product | None = None, *, kind: str = "shop", buyer: Caller | None = None) -> Order:
    return made_ready(fetched_order(product, kind=kind, buyer=buyer))


def code_of(of: Order) -> str:
    return collection_code(SECRET, of.id)


def gives_out(of: Order, by: Caller | None = None, code: str | None = None, **more: Any) -> Any:
    """The answer to the clerk typing the code at the counter."""
    path = f"/post-offices/{of.collect_office}/collections/{of.number}"
    return (by or calling(a_clerk(of.collect_office or ""))).put(path, {"code": code or code_of(of)} | more)


def hands_over(of: Order, by: Caller | None = None, code: str | None = None) -> Any:
    """The answer to the household, or another, typing the code."""
    return (by or calling(seller_of(of))).put(f"/orders/{of.number}/collection", {"code": code or code_of(of)})
