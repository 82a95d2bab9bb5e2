"""One quote says all that a buyer needs: shops, lines, each way of paying with its total, what to state, where to."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from market.db import transaction
from market.delivery.tariff import cash_fee_vnd
from market.orders import queries
from market.payments.methods import METHODS
from tests.support.paying import buy
from tests.support.village import (
    HOAN_KIEM,
    Caller,
    a_buyer,
    a_product,
    a_shop,
    an_officer,
    buyer_of,
    calling,
    guest,
    placed_order,
    seller_of,
    stock_of,
)

TO = {"name": "Trần Thu Hà", "phone": "0912345678", "commune_code": HOAN_KIEM, "address_line": "12 Hàng Bài"}
COMMUNE = {
    "code": HOAN_KIEM,
    "name": "Phường Hoàn Kiếm",
    "province": {"code": "01", "name": "Thành phố Hà Nội"},
}


def quoted(*lines, caller: Caller | None = None, **given):
    items = [{"product_id": str(product.id), "quantity": quantity} for product, quantity in lines]
    body = {"items": items, "deliver_to": {"commune_code": HOAN_KIEM}} | given
    return (caller or guest()).post("/quotes", body)


def bought(total_vnd: int, method: str, *lines, **given):
    items = [{"product_id": str(product.id), "quantity": quantity} for product, quantity in lines]
    body = {"items": items, "deliver_to": TO, "payment_method": method, "expected_total_vnd": total_vnd} | given
    return calling(a_buyer()).post("/checkouts", body, headers={"Idempotency-Key": str(uuid4())})


def ways(quote) -> dict[str, dict]:
    return {way["name"]: way for way in quote["payment_methods"]}


def test_a_quote_names_shops_lines_and_where_it_goes(app) -> None:
    shop, other = a_shop(name="Na nhà bà Lan"), a_shop(name="Hồi nhà ông Páo")
    na, mat, hoi = a_product(shop), a_product(shop, name="Mật ong", price_vnd=120_000), a_product(other, name="Hoa hồi")
    told = quoted((na, 2), (hoi, 1), (mat, 1)).json
    assert told["deliver_to"] == {"commune": COMMUNE}
    parcels = {parcel["shop"]["name"]: parcel for parcel in told["parcels"]}
    lines = parcels["Na nhà bà Lan"]["items"]
    assert [(line["name"], line["quantity"], line["price_vnd"], line["total_vnd"]) for line in lines] == [
        ("Na Chi Lăng", 2, 65_000, 130_000),
        ("Mật ong", 1, 120_000, 120_000),
    ]
    assert [line["product_id"] for line in parcels["Hồi nhà ông Páo"]["items"]] == [str(hoi.id)]
    for parcel in told["parcels"]:
        assert parcel["goods_vnd"] == sum(line["total_vnd"] for line in parcel["items"])
        assert parcel["total_vnd"] == parcel["goods_vnd"] + parcel["shipping_vnd"]
        assert parcel["shop"]["id"] == parcel["shop_id"]
    assert sum(parcel["total_vnd"] for parcel in told["parcels"]) == told["total_vnd"]


def test_what_paying_at_the_door_costs_is_told_by_itself_and_by_name(app) -> None:
    na, hoi = a_product(), a_product(name="Hoa hồi", price_vnd=2_000_000)
    told = quoted((na, 1), (hoi, 1)).json
    fees = [cash_fee_vnd(65_000), cash_fee_vnd(2_000_000)]
    assert sorted(parcel["cod_fee_vnd"] for parcel in told["parcels"]) == fees == [13_000, 16_000]
    assert (told["payment_method"], told["cod_fee_vnd"]) == ("cod", sum(fees))
    cod, card = ways(told)["cod"], ways(told)["card"]
    assert (cod["fee_title"], cod["fee_vnd"], cod["total_vnd"]) == (
        "Phí thu hộ của bưu điện",
        sum(fees),
        told["total_vnd"],
    )
    assert (card["fee_title"], card["fee_vnd"], card["total_vnd"]) == (None, 0, told["total_vnd"] - sum(fees))


def test_one_quote_is_enough_to_buy_by_any_way_that_is_open(stripe) -> None:
    na, hoi = a_product(), a_product(name="Hoa hồi")
    told = quoted((na, 1), (hoi, 2)).json
    assert [name for name, way in ways(told).items() if way["open"]] == ["cod", "card", "bank_transfer"]
    for name, way in ways(told).items():
        order = bought(way["total_vnd"], name, (na, 1), (hoi, 2))
        assert (order.status_code, order.json["total_vnd"], order.json["shipping_vnd"]) == (
            201,
            way["total_vnd"],
            way["shipping_vnd"],
        )
        assert quoted((na, 1), (hoi, 2), payment_method=name).json["total_vnd"] == way["total_vnd"]
    assert quoted((na, 1), payment_method="card").json["cod_fee_vnd"] == 0
    assert bought(ways(told)["cod"]["total_vnd"], "card", (na, 1), (hoi, 2)).json["type"] == "total-changed"


def test_what_is_not_open_says_why_and_is_refused_all_the_same(app) -> None:
    na = a_product()
    told = quoted((na, 1)).json
    assert [(name, way["open"]) for name, way in ways(told).items()] == [
        ("cod", True),
        ("card", False),
        ("bank_transfer", False),
    ]
    assert ways(told)["cod"]["why_not"] is None
    assert "chưa mở ở đây" in ways(told)["card"]["why_not"]
    assert quoted((na, 1), payment_method="card").json["type"] == "payment-method-unavailable"
    assert bought(ways(told)["card"]["total_vnd"], "card", (na, 1)).json["type"] == "payment-method-unavailable"
    assert stock_of(na.id) == 60


def test_a_sum_too_small_for_a_card_says_so_before_it_is_bought(app, stripe) -> None:
    config = app.config["MARKET"]
    assert "Cách trả này nhận từ 15.000 đ" in METHODS["card"].why_not(14_999, config)
    assert METHODS["card"].why_not(15_000, config) is METHODS["cod"].why_not(1, config) is None


def test_the_gateways_publishable_key_is_known_before_anything_is_bought(app, stripe) -> None:
    app.config["MARKET"] = replace(app.config["MARKET"], card_publishable_key="pk_test_cho")
    told = guest().get("/payment-methods").json["items"]
    assert [way.get("publishable_key") for way in told] == [None, "pk_test_cho", None]
    assert ways(quoted((a_product(), 1)).json)["card"]["publishable_key"] == "pk_test_cho"


def test_what_must_be_stated_is_told_in_the_quote(app) -> None:
    wine, na = a_product(category="alcohol", name="Rượu Mẫu Sơn"), a_product()
    assert quoted((na, 1)).json["must_state"] == []
    told = quoted((na, 1), (wine, 1)).json
    assert told["must_state"] == ["buyer_is_18"]
    assert bought(told["total_vnd"], "cod", (na, 1), (wine, 1)).json["type"] == "age-not-stated"
    stated = dict.fromkeys(told["must_state"], True)
    assert bought(told["total_vnd"], "cod", (na, 1), (wine, 1), **stated).status_code == 201


def test_an_address_is_told_in_words_and_to_an_officer_no_further_than_the_commune(app) -> None:
    order = placed_order()
    for me in (buyer_of(order), seller_of(order)):
        to = calling(me).get(f"/orders/{order.number}").json["deliver_to"]
        assert (to["commune"], to["commune_code"]) == (COMMUNE, HOAN_KIEM)
        assert to["address"] == "12 Hàng Bài, Phường Hoàn Kiếm, Thành phố Hà Nội"
    officer = calling(an_officer())
    assert officer.get(f"/orders/{order.number}").json["deliver_to"] == {"commune_code": HOAN_KIEM, "commune": COMMUNE}
    assert "Hàng Bài" not in officer.get("/orders?as=officer").text


def test_of_card_orders_the_one_that_was_called_off_hands_out_nothing_to_pay(stripe) -> None:
    whole = buy(a_product(), a_product(), a_product()).json
    buyer = calling(buyer_of(transaction(lambda: queries.with_number(whole["orders"][0]["number"]))))
    gone, left = whole["orders"][0]["number"], whole["orders"][1]["number"]
    assert buyer.put(f"/orders/{gone}/cancellation").status_code == 200
    shown = buyer.get(f"/orders/{gone}/payment").json
    assert shown["status"] == "cancelled"
    assert not {"client_secret", "publishable_key", "amount_vnd", "qr", "transfer", "expires_at"} & shown.keys()
    assert buyer.get(f"/orders/{left}/payment").json["status"] == "awaiting"
