"""The buyer puts right who receives an order, until it is packed; nobody else does, and no old value is kept."""

from dataclasses import replace

import pytest

from market.db import transaction
from market.delivery import tariff
from market.orders import queries
from market.places.queries import province_of
from tests.support.paying import broken, buy, told
from tests.support.village import (
    CHI_LANG,
    a_buyer,
    a_team_member,
    accepted_order,
    an_officer,
    an_operator,
    buyer_of,
    calling,
    packed_order,
    placed_order,
    seller_of,
)

RIGHT = {"phone": "0987 111 222"}
CAU_GIAY, SAI_GON = "00160", "26743"


def correct(order, by=None, match="*", **given):
    caller = calling(by or buyer_of(order))
    return caller.patch(f"/orders/{order.number}", {"deliver_to": given or RIGHT}, headers={"If-Match": match})


def recipient(order):
    now = transaction(lambda: queries.with_number(order.number))
    return (now.recipient_name, now.recipient_phone, now.to_commune, now.address_line), len(now.history)


@pytest.mark.parametrize("reached", [placed_order, accepted_order])
def test_a_wrong_digit_is_put_right_and_both_are_told_what_but_not_from_what(app, reached) -> None:
    order = reached()
    answer = correct(order, phone="0987 111 222", address_line="14 Hàng Bài")
    assert answer.status_code == 200, answer.json
    shown = answer.json["deliver_to"]
    assert shown.pop("address") == "14 Hàng Bài, Phường Hoàn Kiếm, Thành phố Hà Nội"
    assert shown.pop("commune")["code"] == "00070"
    assert shown == {
        "name": "Trần Thu Hà",
        "phone": "+84987111222",
        "commune_code": "00070",
        "address_line": "14 Hàng Bài",
    }
    last = answer.json["history"][-1]
    assert (last["from"], last["to"], last["by"]) == (order.state, order.state, "buyer")
    assert last["note"] == "sửa số điện thoại, địa chỉ người nhận"
    assert told(order.buyer_id)[-1] == "recipient_corrected"
    assert told(order.seller_id)[-1] == "recipient_corrected_for_shop"
    assert "912345678" not in str(answer.json)
    assert broken() == []


def test_the_label_shows_what_was_put_right(app) -> None:
    order = accepted_order()
    correct(order, name="Trần Thu Hằng", phone="0987 111 222")
    seller = calling(seller_of(order))
    seller.put(f"/orders/{order.number}/packing", {})
    label = seller.get(f"/orders/{order.number}/label?format=html").text
    assert "Trần Thu Hằng" in label
    assert "222" in label
    assert "5678" not in label


def test_of_an_order_that_nobody_paid_the_household_hears_nothing(stripe) -> None:
    number = buy(method="bank_transfer").json["orders"][0]["number"]
    order = transaction(lambda: queries.with_number(number))
    assert correct(order).status_code == 200
    assert told(order.seller_id) == []


def test_the_same_again_writes_nothing(app) -> None:
    order = placed_order()
    assert [correct(order).status_code for _ in range(2)] == [200, 200]
    assert recipient(order)[1] == 2
    assert told(order.buyer_id).count("recipient_corrected") == 1


@pytest.mark.parametrize(
    ("given", "type_"),
    [
        ({"commune_code": SAI_GON}, "other-delivery-fee"),
        ({"commune_code": CHI_LANG}, "other-delivery-fee"),
        ({"commune_code": "99999"}, "invalid-input"),
        ({"phone": "0243 999"}, "invalid-input"),
        ({"name": ""}, "invalid-input"),
        ({"payment_method": "cod"}, "invalid-input"),
    ],
)
def test_what_costs_another_fee_or_is_out_of_form_is_refused(app, given, type_) -> None:
    order = placed_order()
    before = recipient(order)
    answer = correct(order, **given)
    assert (answer.status_code in (409, 422), answer.json["type"]) == (True, type_), answer.json
    assert recipient(order) == before


def test_a_commune_with_the_same_fee_is_taken(app) -> None:
    order = placed_order()
    answer = correct(order, commune_code=CAU_GIAY, address_line="1 Xuân Thủy")
    assert answer.json["deliver_to"]["commune_code"] == CAU_GIAY
    assert answer.json["shipping_vnd"] == order.shipping_vnd


@pytest.mark.parametrize("who", ["seller", "team", "operator", "officer", "stranger"])
def test_nobody_else_decides_who_receives_what_somebody_has_bought(app, who) -> None:
    order = placed_order()
    by = {
        "seller": lambda: seller_of(order),
        "team": a_team_member,
        "operator": an_operator,
        "officer": an_officer,
        "stranger": a_buyer,
    }[who]()
    before = recipient(order)
    assert correct(order, by=by).status_code == (404 if who == "stranger" else 403)
    assert recipient(order) == before


def test_what_is_packed_or_ended_stays_as_it_is(app) -> None:
    packed, cancelled = packed_order(), placed_order()
    calling(buyer_of(cancelled)).put(f"/orders/{cancelled.number}/cancellation", {})
    for order in (packed, cancelled):
        before = recipient(order)
        answer = correct(order)
        assert (answer.status_code, answer.json["type"]) == (409, "already-packed")
        assert recipient(order) == before


def test_an_edit_of_what_has_moved_on_is_refused(app) -> None:
    order = placed_order()
    buyer = calling(buyer_of(order))
    seen = buyer.get(f"/orders/{order.number}").headers["ETag"]
    calling(seller_of(order)).put(f"/orders/{order.number}/acceptance")
    assert correct(order, match=seen).status_code == 412
    assert buyer.patch(f"/orders/{order.number}", {"deliver_to": RIGHT}).status_code == 428


def test_no_phone_gathers_orders_to_be_paid_at_the_door_by_being_corrected_to(app, monkeypatch) -> None:
    monkeypatch.setitem(app.config, "MARKET", replace(app.config["MARKET"], open_cod_orders=2))
    orders = [placed_order() for _ in range(3)]
    answers = [correct(order) for order in orders]
    assert [answer.status_code for answer in answers] == [200, 200, 409]
    assert answers[-1].json["type"] == "too-many-open-orders"


def test_who_corrects_without_end_is_stopped(app) -> None:
    order = placed_order()
    codes = [correct(order, address_line=f"{number} Hàng Bài").status_code for number in range(21)]
    assert codes == [200] * 20 + [409]


def test_a_commune_far_off_the_road_costs_more_though_it_lies_in_the_same_zone(app) -> None:
    order, far = placed_order(), next(code for code in sorted(tariff._REMOTE) if province_of(code) == "20")
    near = replace_commune(order, to=CHI_LANG)
    assert correct(near, commune_code=far).json["type"] == "other-delivery-fee"
    assert recipient(near)[0][2] == CHI_LANG


def replace_commune(order, *, to: str):
    def move():
        held = queries.locked(order.number)
        held.to_commune = to
        return held

    return transaction(move)
