"""Orders of a fair: one a shop and fair, and until it closes nobody but their buyers does anything with them."""

from datetime import timedelta
from uuid import uuid4

import pytest

from market import clock
from market.db import transaction
from market.orders import flows, piles, queries
from market.orders.actions import transitions
from tests.support.fairs import a_stand, fair_order, good_of, open_fair
from tests.support.fetching import a_point
from tests.support.paying import TO, broken, buy, told
from tests.support.proposing import fewer
from tests.support.village import (
    a_buyer,
    a_product,
    a_shop,
    buyer_of,
    calling,
    in_days,
    seller_of,
    stock_of,
)

pytestmark = pytest.mark.usefixtures("app")


def taken_on(order):
    """The order as its fair takes it on."""

    def take():
        held = queries.locked(order.number)
        transitions.accept(order=held, roles={"fair"}, by_id=None, now=clock.now())
        return held

    return transaction(take)


def test_what_a_shop_sells_at_a_fair_is_an_order_of_its_own():
    shop, fair, other = a_shop(), open_fair(), open_fair(name="Phiên chè xuân")
    daily, tea = a_product(shop), good_of(a_stand(other, a_product(shop, name="Chè")))
    custard = good_of(a_stand(fair, daily))
    grapes = good_of(a_stand(fair, a_product(shop, name="Nho"), ready_on=fair.ships_to))
    placed = buy(custard, daily, tea, grapes, method="cod")
    assert placed.status_code == 201, placed.json
    orders = {order["fair"]: order for order in placed.json["orders"]}
    assert {slug: len(order["items"]) for slug, order in orders.items()} == {None: 1, fair.slug: 2, other.slug: 1}
    mine = orders[fair.slug]
    assert (mine["ship_on"], mine["gathers_until"]) == (str(fair.ships_to), f"{fair.closes_at:%Y-%m-%dT%H:%M:%S.%fZ}")
    assert (orders[None]["ship_on"], orders[None]["gathers_until"]) == (None, None)
    assert broken() == []


@pytest.mark.parametrize("at_fair_first", [True, False])
def test_what_is_bought_beside_it_elsewhere_is_written_as_whole_as_it(at_fair_first):
    """One basket of a fair's goods, another shop's, and some that are fetched: each order has columns of its own."""
    fair, fetched = open_fair(), a_product(a_shop(), ships_by_post=False)
    goods = [good_of(a_stand(fair)), a_product(), fetched]
    items = [{"product_id": str(one.id), "quantity": 1} for one in (goods if at_fair_first else goods[::-1])]
    body = {"items": items, "deliver_to": TO, "payment_method": "cod", "collect_at": [a_point(fetched)]}
    buyer = calling(a_buyer())
    placed = buyer.post("/checkouts", body, headers={"Idempotency-Key": str(uuid4())})
    assert placed.status_code == 201, placed.json
    kept = [buyer.get(f"/orders/{one['number']}").json for one in placed.json["orders"]]
    told = [(one["fair"], one["ship_on"], bool(one["collect_at"])) for one in kept]
    wanted = [(fair.slug, str(fair.ships_from), False), (None, None, False), (None, None, True)]
    assert sorted(told, key=str) == sorted(wanted, key=str)
    assert broken() == []


def test_while_it_gathers_the_household_does_nothing_and_nothing_changes():
    order = fair_order(a_stand(open_fair()))
    seller, where = calling(seller_of(order)), f"/orders/{order.number}"
    asked = [seller.put(f"{where}/acceptance"), seller.put(f"{where}/packing", {}), seller.get(f"{where}/label")]
    for refused in (*asked, fewer(order)):
        assert (refused.status_code, refused.json["type"]) == (409, "order-gathering"), refused.json
        assert f"giao từ {order.ship_on.day}/{order.ship_on.month}" in refused.json["detail"]
    assert seller.get(where).json["state"] == "placed"


def test_no_timer_runs_before_the_day_of_sending():
    order = fair_order(a_stand(open_fair()))
    flows.ring_due(now=in_days(9))
    assert queries.with_number(order.number).timer_at is None
    assert piles.ends_at(order) is None
    taken = taken_on(order)
    assert taken.timer_at == clock.begin_of(order.ship_on) + timedelta(hours=48)
    assert piles.ends_at(taken) == clock.begin_of(order.ship_on) + timedelta(hours=120)


def test_it_lies_in_a_pile_of_its_own_until_its_day_is_near():
    order = fair_order(a_stand(open_fair()))
    seller = seller_of(order)

    def lies(now):
        counted = transaction(lambda: piles.counted(seller, shop_id=order.shop_id, now=now))
        return {name for name in ("new", "gathered", "accept", "ready", "pack") if counted[name]}

    assert lies(clock.now()) == {"gathered"}
    taken_on(order)
    assert (lies(clock.now()), lies(in_days(4))) == ({"pack"}, {"pack", "ready"})


def test_its_buyer_leaves_freely():
    stand = a_stand(open_fair())
    order = fair_order(stand)
    assert stock_of(stand.product_id) == 38
    left = calling(buyer_of(order)).put(f"/orders/{order.number}/cancellation")
    assert (left.status_code, left.json["state"], stock_of(stand.product_id)) == (200, "cancelled", 40)


def test_both_are_told_the_day():
    order = fair_order(a_stand(open_fair()))
    assert (told(order.buyer_id), told(order.seller_id)) == (["order_gathers"], ["order_gathers_for_shop"])
    taken_on(order)
    assert (told(order.buyer_id)[1:], told(order.seller_id)[1:]) == (["order_taken_on"], [])
