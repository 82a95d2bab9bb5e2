"""Orders: who may move them, what comes with a move, and that a refusal changes nothing."""

import pytest

from market import clock
from market.db import transaction
from market.ops import invariants as auditing
from market.orders import flows, queries
from market.payments.cash.queries import cash_for
from market.payments.sales.queries import owed_by_buyer, sale
from tests.support.paying import paid_order, told
from tests.support.village import (
    CHI_LANG,
    Caller,
    a_buyer,
    a_clerk,
    a_household,
    a_product,
    a_shop,
    a_team_member,
    accepted_order,
    an_officer,
    an_operator,
    buyer_of,
    calling,
    delivered_order,
    guest,
    packed_order,
    placed_order,
    returned_order,
    scan,
    seller_of,
    shipped_order,
    stock_of,
)

VERBS = {"acceptance": None, "packing": None, "receipt": None, "cancellation": {"reason": "hết hàng"}}


def act(caller: Caller, order, verb: str):
    return caller.put(f"/orders/{order.number}/{verb}", VERBS[verb])


def state_of(order) -> str:
    return transaction(lambda: queries.with_number(order.number).state)


@pytest.mark.parametrize(
    ("reached", "verb", "state"),
    [
        (placed_order, "acceptance", "accepted"),
        (accepted_order, "packing", "packed"),
        (placed_order, "cancellation", "cancelled"),
        (packed_order, "cancellation", "cancelled"),
    ],
)
def test_the_household_moves_its_orders_and_repeating_changes_nothing(app, reached, verb, state) -> None:
    order = reached()
    seller = calling(seller_of(order))
    first = act(seller, order, verb)
    again = act(seller, order, verb)
    assert (first.status_code, first.json["state"]) == (200, state)
    assert again.json["history"] == first.json["history"]


@pytest.mark.parametrize("place", ["06463/dong-dinh", CHI_LANG])
def test_the_team_of_the_village_serves_its_shops(app, place) -> None:
    order = placed_order()
    member = calling(a_team_member(place))
    assert act(member, order, "acceptance").json["history"][-1]["by"] == "team_member"


@pytest.mark.parametrize(
    ("reached", "verb", "status", "type_"),
    [
        (placed_order, "packing", 409, "wrong-state"),
        (placed_order, "receipt", 403, "not-allowed"),
        (shipped_order, "cancellation", 409, "wrong-state"),
        (packed_order, "acceptance", 409, "wrong-state"),
    ],
)
def test_the_household_cannot_jump(app, reached, verb, status, type_) -> None:
    order = reached()
    refused = act(calling(seller_of(order)), order, verb)
    assert (refused.status_code, refused.json["type"]) == (status, type_)
    assert state_of(order) == order.state


@pytest.mark.parametrize(("verb", "status"), [("acceptance", 403), ("packing", 403), ("cancellation", 409)])
def test_the_buyer_may_not_do_the_households_part(app, verb, status) -> None:
    order = packed_order()
    assert act(calling(buyer_of(order)), order, verb).status_code == status
    assert state_of(order) == "packed"


@pytest.mark.parametrize(
    "stranger", [a_buyer, a_clerk, lambda: a_team_member("06463/lan-bong"), lambda: an_officer("01")]
)
@pytest.mark.parametrize("verb", [*VERBS, None])
def test_to_a_stranger_the_order_does_not_exist(app, stranger, verb) -> None:
    order, caller = placed_order(), calling(stranger())
    answer = act(caller, order, verb) if verb else caller.get(f"/orders/{order.number}")
    assert (answer.status_code, answer.json["type"]) == (404, "not-found")
    assert state_of(order) == "placed"


def test_a_guest_is_asked_to_sign_in(app) -> None:
    assert guest().get(f"/orders/{placed_order().number}").status_code == 401


@pytest.mark.parametrize("place", [CHI_LANG, "20"])
def test_an_officer_sees_what_is_sold_but_not_to_whom(app, place) -> None:
    order, officer = placed_order(), calling(an_officer(place))
    shown = officer.get(f"/orders/{order.number}").json
    listed = officer.get("/orders?as=officer").json["items"]
    assert shown["deliver_to"] == listed[0]["deliver_to"]
    assert (shown["deliver_to"].keys(), shown["deliver_to"]["commune_code"]) == ({"commune_code", "commune"}, "00070")
    assert "Trần Thu Hà" not in str(shown) + str(listed)
    assert act(officer, order, "cancellation").status_code == 403


def test_each_sees_the_orders_of_their_own_part(app) -> None:
    mine, other = placed_order(), placed_order()
    seller, buyer, member = calling(seller_of(mine)), calling(buyer_of(mine)), calling(a_team_member())

    def numbers(caller, query):
        return {item["number"] for item in caller.get(f"/orders?{query}").json["items"]}

    assert numbers(seller, "as=seller") == numbers(buyer, "as=buyer") == {mine.number}
    assert numbers(member, "as=seller") == numbers(calling(an_operator()), "as=operator") == {mine.number, other.number}
    assert numbers(buyer, "as=operator") == numbers(buyer, "as=officer") == numbers(seller, "") == set()
    assert numbers(seller, "as=seller&state=packed") == set()


def test_orders_come_in_pages_newest_first(app) -> None:
    buyer, product = a_buyer(), a_product()
    placed = [placed_order(product, buyer=buyer).number for _ in range(3)]
    first = calling(buyer).get("/orders?limit=2").json
    second = calling(buyer).get(f"/orders?limit=2&cursor={first['next']}").json
    assert [o["number"] for o in first["items"] + second["items"]] == placed[::-1]
    assert second["next"] is None


def test_cancelling_returns_stock_and_nothing_is_owed(app) -> None:
    order = placed_order(product := a_product(stock=5))
    assert stock_of(product.id) == 3
    assert act(calling(buyer_of(order)), order, "cancellation").json["payment"]["status"] == "not_due"
    assert stock_of(product.id) == 5
    assert transaction(lambda: owed_by_buyer(sale(order.number))) == 0


def test_a_household_must_give_a_reason_to_refuse_an_order(app) -> None:
    order = placed_order()
    refused = calling(seller_of(order)).put(f"/orders/{order.number}/cancellation", {})
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["reason"])
    assert state_of(order) == "placed"


def test_cash_is_expected_with_the_parcel(app) -> None:
    order = accepted_order()
    assert transaction(lambda: cash_for(order.number)) is None
    act(calling(seller_of(order)), order, "packing")
    cash = transaction(lambda: cash_for(order.number))
    assert (cash.state, cash.due_vnd) == ("due", order.total_vnd)


def test_cancelling_a_packed_order_withdraws_the_parcel_and_waives_the_cash(app) -> None:
    order = packed_order()
    shown = act(calling(an_operator()), order, "cancellation").json
    assert (shown["state"], shown["parcel"]["state"]) == ("cancelled", "cancelled")
    assert guest().get(f"/tracking/{shown['parcel']['tracking_number']}").json["state"] == "cancelled"
    assert transaction(lambda: cash_for(order.number)).state == "waived"


@pytest.mark.parametrize(("restock", "left"), [(True, 5), (False, 3)])
def test_returned_goods_are_sold_again_only_by_the_households_word(app, restock, left) -> None:
    order = returned_order(product=(product := a_product(stock=5)))
    assert (order.state, order.payment_status, stock_of(product.id)) == ("returned", "not_due", 3)
    seller = calling(seller_of(order))
    for _ in range(2):
        assert seller.put(f"/orders/{order.number}/return-receipt", {"restock": restock}).status_code == 200
    assert stock_of(product.id) == left
    refused = calling(buyer_of(order)).put(f"/orders/{order.number}/return-receipt", {"restock": True})
    assert refused.status_code == 403


def test_the_buyer_completes_what_was_delivered(app) -> None:
    order = delivered_order()
    assert act(calling(buyer_of(order)), order, "receipt").json["state"] == "completed"


@pytest.mark.parametrize(
    ("reached", "hours", "state", "heard"),
    [
        (placed_order, 23, "placed", []),
        (placed_order, 25, "placed", ["order_waits"]),
        (placed_order, 71, "placed", ["order_waits"]),
        (placed_order, 73, "cancelled", ["order_waits", "order_cancelled_for_shop"]),
        (accepted_order, 121, "cancelled", ["order_waits", "order_cancelled_for_shop"]),
        (packed_order, 169, "cancelled", ["order_waits", "order_cancelled_for_shop"]),
    ],
)
def test_the_household_of_what_waits_is_reminded_then_the_order_is_cancelled(app, reached, hours, state, heard) -> None:
    order = reached(hours_ago=hours)
    while transaction(lambda: queries.due(clock.now(), limit=10)):
        flows.ring_due(now=clock.now())
    assert state_of(order) == state
    assert [notice for notice in told(order.seller_id) if notice != "order_placed"] == heard
    assert transaction(lambda: list(auditing.broken())) == []


@pytest.mark.parametrize(
    ("shelf_life", "hours", "state"), [(4, 25, "completed"), (90, 25, "delivered"), (90, 73, "completed")]
)
def test_the_worker_completes_without_complaint_sooner_for_fresh_goods(app, shelf_life, hours, state) -> None:
    order = delivered_order(product=a_product(shelf_life_days=shelf_life))
    flows.ring_due(now=clock.ago(clock.now(), hours=-hours))
    assert state_of(order) == state


def test_a_paused_shop_sells_nothing_and_takes_no_harm(app) -> None:
    shop = a_shop(owner := a_household())
    product = a_product(shop)
    calling(owner).put(f"/shops/{shop.id}/pause", {})
    quote = {"items": [{"product_id": str(product.id), "quantity": 1}], "deliver_to": {"commune_code": "00070"}}
    refused = guest().post("/quotes", quote)
    assert (refused.status_code, refused.json["type"]) == (409, "not-for-sale")


def test_a_verb_without_words_may_still_be_called_json(app):
    order = accepted_order()
    headers = {"Content-Type": "application/json"}
    assert calling(seller_of(order)).put(f"/orders/{order.number}/packing", headers=headers).status_code == 200


@pytest.mark.parametrize("reached", [packed_order, shipped_order])
def test_who_is_too_late_to_call_off_hears_that_the_door_is_left(app, reached) -> None:
    order = reached()
    buyer = calling(buyer_of(order))
    before = buyer.get(f"/orders/{order.number}").json
    refused = act(buyer, order, "cancellation")
    assert (refused.status_code, refused.json["type"], refused.json["wanted"]) == (409, "wrong-state", "cancelled")
    assert "từ chối nhận là được: không phải trả gì." in refused.json["detail"]
    english = buyer.put(f"/orders/{order.number}/cancellation", {}, headers={"Accept-Language": "en"}).json
    assert english["detail"].endswith("You may refuse it at the door: you owe nothing.")
    assert buyer.get(f"/orders/{order.number}").json == before


def test_nobody_is_sent_to_the_door_for_what_is_going_back_already(app) -> None:
    order = shipped_order()
    refused_there = scan(order, "delivery_failed", hours_ago=0.5, reason="refused_goods")
    for step in (refused_there, scan(order, "return_started", hours_ago=0.2)):
        assert calling(a_clerk()).post("/scans", {"scans": [step]}).json["results"][0]["result"] == "recorded"
        late = act(calling(buyer_of(order)), order, "cancellation")
        assert (late.status_code, late.json["type"]) == (409, "wrong-state")
        assert late.json["detail"].endswith("Hàng được chuyển về nhà bán: không phải trả gì.")


def test_who_has_paid_gets_the_goods_back_at_the_door_and_others_are_told_of_the_state_only(app, stripe) -> None:
    number = paid_order(stripe).number
    order = transaction(lambda: queries.with_number(number))
    seller = calling(seller_of(order))
    for verb in ("acceptance", "packing"):
        assert act(seller, order, verb).status_code == 200
    assert "tiền hàng được hoàn lại" in act(calling(buyer_of(order)), order, "cancellation").json["detail"]
    shipped = shipped_order()
    assert "cửa" not in (said := act(calling(seller_of(shipped)), shipped, "cancellation").json["detail"])
    assert "từ chối" not in said
    delivered = delivered_order()
    assert "từ chối" not in act(calling(buyer_of(delivered)), delivered, "cancellation").json["detail"]
