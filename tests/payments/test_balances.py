"""Her money at a glance: what is on its way, what of each order is hers, and this month beside the last."""

from datetime import timedelta

from market import clock
from market.db import transaction
from market.delivery.flows import end_holds
from market.payments.sales import proceeds
from market.payments.sales.actions import take_back
from tests.support.fetching import hands_over, ready_order
from tests.support.paying import buy, order, paid_order
from tests.support.village import (
    CHI_LANG_OFFICE,
    a_clerk,
    a_product,
    a_shop,
    a_team_member,
    an_officer,
    an_operator,
    buyer_of,
    calling,
    code_of,
    delivered_order,
    fill_till,
    lost_order,
    owner_of,
    packed_order,
    placed_order,
    returned_order,
    scanned_order,
    seller_of,
    shipped_order,
)

HERS = 128_050  # of 2 x 65,000: less 1 % and 0.5 %


def balance_of(order):
    return calling(seller_of(order)).get(f"/shops/{order.shop_id}/balance").json


def yours(order, by=None):
    return calling(by or seller_of(order)).get(f"/orders/{order.number}").json.get("yours_vnd")


def test_what_is_sold_is_on_its_way_until_it_is_there(app):
    of = packed_order()
    assert balance_of(of) == {"available_vnd": 0, "held_vnd": 0, "contested_vnd": 0, "on_its_way_vnd": HERS}
    assert yours(of) == HERS
    scanned_order(of, "accepted", "delivered")
    assert balance_of(of) == {"available_vnd": HERS, "held_vnd": 0, "contested_vnd": 0, "on_its_way_vnd": 0}
    assert yours(of) == HERS


def test_what_was_paid_by_card_is_on_its_way_until_the_buyer_is_content(app, stripe):
    of = paid_order(stripe)
    assert balance_of(of)["on_its_way_vnd"] == yours(of) > 0
    seller = calling(seller_of(of))
    for step in ("acceptance", "packing"):
        seller.put(f"/orders/{of.number}/{step}")
    scanned_order(order(of.number), "accepted", "delivered")
    assert balance_of(of) == {"available_vnd": 0, "held_vnd": 0, "contested_vnd": 0, "on_its_way_vnd": yours(of)}
    calling(buyer_of(of)).put(f"/orders/{of.number}/receipt")
    assert balance_of(of) == {"available_vnd": yours(of), "held_vnd": 0, "contested_vnd": 0, "on_its_way_vnd": 0}


def test_what_nobody_has_paid_is_not_sold_but_says_what_it_would_bring(app, stripe):
    of = order(buy(a_product(), method="bank_transfer").json["orders"][0]["number"])
    assert balance_of(of)["on_its_way_vnd"] == 0
    assert yours(of) > 0


def test_what_comes_to_nothing_brings_nothing(app):
    cancelled, refused, back = placed_order(), shipped_order(), returned_order()
    calling(buyer_of(cancelled)).put(f"/orders/{cancelled.number}/cancellation")
    scanned_order(refused, "out_for_delivery", "return_started")
    for of in (cancelled, refused, back):
        assert (yours(of), balance_of(of)["on_its_way_vnd"]) == (0, 0)


def test_a_parcel_that_nobody_fetches_brings_nothing_from_when_its_time_is_over(app):
    of = scanned_order(shipped_order(), "held_for_pickup")
    assert yours(of) == HERS
    end_holds(now=clock.now() + timedelta(days=8))
    assert (yours(of), balance_of(of)["on_its_way_vnd"]) == (0, 0)


def test_what_the_carrier_owes_for_a_loss_is_on_its_way(app):
    of = lost_order()
    coming = balance_of(of)["on_its_way_vnd"]
    assert coming == yours(of) > 0
    operator = calling(an_operator())
    (claim,) = operator.get("/claims?state=open").json["items"]
    operator.put(f"/claims/{claim['id']}/settlement", {"outcome": "paid", "paid_vnd": coming - 1_000, "note": ""})
    assert balance_of(of) == {"available_vnd": coming - 1_000, "held_vnd": 0, "contested_vnd": 0, "on_its_way_vnd": 0}
    assert yours(of) == coming - 1_000


def test_a_refund_takes_of_hers_what_it_takes_of_the_balance(app):
    of = delivered_order()
    transaction(lambda: take_back(amounts={(of.number, "a"): 30_000}, now=clock.now()))
    assert yours(of) == balance_of(of)["available_vnd"] == HERS - 29_550


def test_no_tax_is_reckoned_where_none_is_withheld(app):
    tomorrow = clock.local_day(clock.now()) + timedelta(days=1)
    operators = [calling(an_operator()) for _ in range(2)]
    for operator in operators:
        rate = {"name": "withhold_below_threshold", "from_day": str(tomorrow), "value": "0"}
        assert operator.post("/rates", rate).status_code in (201, 202)
    of = packed_order()
    later = clock.now() + timedelta(days=1)
    assert transaction(lambda: proceeds.on_its_way(of.shop_id, now=later)) == 130_000


def test_only_her_side_is_told_what_is_hers(app):
    of = placed_order()
    member, operator, officer = a_team_member(), an_operator(), an_officer()
    assert [yours(of, by) for by in (seller_of(of), member)] == [HERS, HERS]
    assert [yours(of, by) for by in (buyer_of(of), operator, officer)] == [None] * 3
    for by, looking_as in ((buyer_of(of), "buyer"), (operator, "operator"), (officer, "officer")):
        (item,) = calling(by).get(f"/orders?as={looking_as}").json["items"]
        assert "yours_vnd" not in item
    assert "yours_vnd" not in calling(buyer_of(of)).get(f"/checkouts/{of.checkout_id}").text
    for by in (seller_of(of), member):
        assert [item["yours_vnd"] for item in calling(by).get("/orders?as=seller").json["items"]] == [HERS]
    assert calling(seller_of(of)).put(f"/orders/{of.number}/acceptance").json["yours_vnd"] == HERS
    assert "yours_vnd" not in calling(buyer_of(of)).put(f"/orders/{of.number}/cancellation", {}).json


# Months


def summary(shop, by=None):
    answer = calling(by or owner_of(shop)).get(f"/shops/{shop.id}/summary")
    assert answer.status_code == 200, answer.json
    return answer.json


def test_this_month_and_the_last(app):
    shop = a_shop()
    product = a_product(shop)
    first = clock.month_of(clock.local_day(clock.now()))[0]
    into = (clock.now() - first).total_seconds() / 3600
    placed_order(product, hours_ago=into + 1)
    called_off = placed_order(product)
    calling(buyer_of(called_off)).put(f"/orders/{called_off.number}/cancellation")
    scanned_order(packed_order(product=product), "accepted", "delivered")
    packed_order(product=product)
    fill_till(100_000)
    household = calling(owner_of(shop))
    row = household.post(f"/shops/{shop.id}/cash-outs", {"amount_vnd": 50_000}).json
    body = {"phone": owner_of(shop).phone, "code": code_of(row["id"]), "id_number_tail": "4321"}
    assert calling(a_clerk()).post(f"/post-offices/{CHI_LANG_OFFICE}/cash-outs/redemptions", body).status_code == 201
    found = summary(shop)
    this, last = found["this_month"], found["last_month"]
    assert this == {
        "month": f"{first:%Y-%m}",
        "orders": 2,
        "sold_vnd": 260_000,
        "yours_vnd": 2 * HERS,
        "taken_out_vnd": 50_000,
    }
    assert last["month"] == f"{first - timedelta(days=1):%Y-%m}"
    assert (last["orders"], last["sold_vnd"], last["yours_vnd"], last["taken_out_vnd"]) == (1, 130_000, HERS, 0)
    assert summary(shop, a_team_member()) == summary(shop, an_operator()) == found


def test_a_shop_that_sold_nothing_has_two_empty_months(app):
    found = summary(shop := a_shop())
    assert {found[month]["sold_vnd"] + found[month]["orders"] for month in found} == {0}
    assert calling(a_clerk()).get(f"/shops/{shop.id}/summary").status_code == 403


def test_what_she_takes_from_a_buyers_hand_is_sold_and_hers_as_any_sale(app):
    of = ready_order()
    me = calling(seller_of(of))
    assert hands_over(of).status_code == 200
    month = {"orders": 1, "sold_vnd": 130_000, "yours_vnd": HERS, "taken_out_vnd": 130_000}
    assert (me.get(f"/orders/{of.number}").json["yours_vnd"], this_month(of)) == (HERS, month)
    assert me.post(f"/orders/{of.number}/refunds", {"amount_vnd": 30_000}).status_code == 201
    month = {"orders": 1, "sold_vnd": 100_000, "yours_vnd": 98_500, "taken_out_vnd": 100_000}
    assert (me.get(f"/orders/{of.number}").json["yours_vnd"], this_month(of)) == (98_500, month)
    assert balance_of(of) == {"available_vnd": -1_500, "held_vnd": 0, "contested_vnd": 0, "on_its_way_vnd": 0}
    days = me.get(f"/shops/{of.shop_id}/statements/{clock.local_day(clock.now()):%Y-%m}").text.splitlines()[2:]
    kinds = [line.split(",")[1] for line in days if line]
    assert kinds == ["khách trả tận tay", "bán hàng", "hoàn cho khách", "trả lại khách tận tay"]


def this_month(of):
    found = calling(seller_of(of)).get(f"/shops/{of.shop_id}/summary").json["this_month"]
    return {name: found[name] for name in found if name != "month"}
