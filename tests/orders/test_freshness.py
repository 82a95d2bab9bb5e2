"""Fruit lives four days: the quote warns, refuses only what no service can save, and packing asks for the harvest."""

from datetime import timedelta

import pytest

from market import clock
from market.db import transaction
from market.delivery.queries.parcels import parcel_of
from market.orders import queries
from market.orders.actions.checkouts import check_out
from tests.support.village import (
    Caller,
    a_buyer,
    a_product,
    a_purchase,
    a_shop,
    accepted_order,
    calling,
    guest,
    seller_of,
)

SAI_GON, LANG_SON_TOWN = "26740", "05977"


def quote(*products, to=SAI_GON, headers=None, **given):
    items = [{"product_id": str(product.id), "quantity": 1} for product in products]
    return guest().post("/quotes", {"items": items, "deliver_to": {"commune_code": to}, **given}, headers=headers or {})


def today(days=0):
    return (clock.local_day(clock.now()) + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    ("keeps", "to", "warned"), [(4, SAI_GON, True), (6, SAI_GON, False), (2, LANG_SON_TOWN, False)]
)
def test_the_quote_warns_of_what_may_not_arrive_fresh(app, keeps, to, warned):
    (parcel,) = quote(a_product(shelf_life_days=keeps), to=to).json["parcels"]
    assert (bool(parcel["warnings"]), parcel["shelf_life_days"]) == (warned, keeps)


def test_the_warning_speaks_the_readers_language(app):
    good = a_product(shelf_life_days=4)
    assert quote(good).json["parcels"][0]["warnings"] == [
        "Na Chi Lăng giữ được 4 ngày, đi đường 3–6 ngày: có thể không còn tươi."
    ]
    english = quote(good, headers={"Accept-Language": "en"}).json["parcels"][0]["warnings"]
    assert english == ["Na Chi Lăng keeps 4 days and travels 3–6 days: it may not arrive fresh."]


def test_express_is_faster_and_warns_less(app):
    good = a_product(shelf_life_days=4)
    (parcel,) = quote(good, service="express").json["parcels"]
    assert (parcel["warnings"], parcel["days"]) == ([], {"min": 2, "max": 3})
    assert parcel["shipping_vnd"] > quote(good).json["parcels"][0]["shipping_vnd"]


@pytest.mark.parametrize("service", ["standard", "express"])
def test_only_what_no_service_can_save_is_refused(app, service):
    assert quote(a_product(shelf_life_days=2), service=service).status_code == 200
    refused = quote(a_product(shelf_life_days=1), service=service)
    assert (refused.status_code, refused.json["type"], refused.json["fastest_days"]) == (422, "spoils-on-the-way", 2)


def test_a_basket_goes_by_its_most_delicate_good(app):
    shop = a_shop()
    honey = a_product(shop, name="Mật ong", shelf_life_days=720)
    anise, fruit = a_product(shop, name="Hoa hồi"), a_product(shop, shelf_life_days=1)
    assert quote(honey, anise).json["parcels"][0]["shelf_life_days"] == 720
    assert quote(honey, anise, fruit).json["type"] == "spoils-on-the-way"
    assert quote(honey, anise, fruit, to=LANG_SON_TOWN).json["parcels"][0]["shelf_life_days"] == 1


def test_bulky_goods_cost_by_their_volume_and_too_bulky_ones_are_refused(app):
    small = quote(a_product(weight_g=500)).json["shipping_vnd"]
    big = a_product(weight_g=500, dimensions_cm={"length": 40, "width": 30, "height": 30})
    assert quote(big).json["shipping_vnd"] > small
    beam = a_product(weight_g=500, dimensions_cm={"length": 160, "width": 5, "height": 5})
    assert quote(beam).json["type"] == "parcel-too-bulky"


@pytest.mark.parametrize("service", ["teleport", 5, None])
def test_an_unknown_service_is_refused(app, service):
    assert quote(a_product(), service=service).status_code == 422


def test_the_service_chosen_is_paid_for_and_sent(app):
    product, buyer = a_product(), a_buyer()
    order = transaction(lambda: check_out(by=buyer, purchase=a_purchase((product, 1)), now=clock.now())).orders[0]
    fast = a_purchase((product, 1), service="express")
    faster = transaction(lambda: check_out(by=buyer, purchase=fast, now=clock.now())).orders[0]
    assert (faster.service, faster.shipping_vnd > order.shipping_vnd) == ("express", True)
    assert (order.promised_days, faster.promised_days) == (3, 2)


def pack(order, body=None):
    seller: Caller = calling(seller_of(order))
    return seller.put(f"/orders/{order.number}/packing", body)


def test_packing_asks_for_the_day_of_harvest_of_fresh_goods_only(app):
    fresh, dry = accepted_order(product=a_product(shelf_life_days=4)), accepted_order()
    for order, asked in ((fresh, ["harvested_on"]), (dry, [])):
        assert calling(seller_of(order)).get(f"/orders/{order.number}").json["asks"] == asked
        assert pack(order).json["asks"] == []


def test_the_day_of_harvest_stands_on_the_parcel(app):
    order = accepted_order(product=a_product(shelf_life_days=4))
    assert pack(order, {"harvested_on": today(-1)}).json["harvested_on"] == today(-1)
    parcel = transaction(lambda: parcel_of(order.number))
    assert (parcel.harvested_on.isoformat(), parcel.use_by.isoformat(), parcel.is_fresh) == (today(-1), today(3), True)


@pytest.mark.parametrize("days", [1, -5, "soon", 5])
def test_a_harvest_to_come_or_long_gone_is_refused(app, days):
    order = accepted_order(product=a_product(shelf_life_days=4))
    refused = pack(order, {"harvested_on": today(days) if isinstance(days, int) and days < 5 else days})
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["harvested_on"])
    assert transaction(lambda: queries.with_number(order.number)).state == "accepted"


@pytest.mark.parametrize("headers", [{}, {"Content-Type": "application/json"}])
def test_packing_needs_no_body_at_all(app, headers):
    order = accepted_order(product=a_product(shelf_life_days=4))
    packed = calling(seller_of(order)).put(f"/orders/{order.number}/packing", headers=headers)
    assert (packed.status_code, packed.json["harvested_on"], packed.json["state"]) == (200, None, "packed")
