"""A fair closes: what was gathered goes on, or all of it is called off and every đồng goes back."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from market import clock
from market.db import db, transaction
from market.fairs.gathered import gathered
from market.fairs.rules import FairState
from market.fairs.settling import actions
from market.fairs.settling.flows import settle_due
from market.fairs.settling.rules import Gathered, Verdict, verdict
from market.orders.actions import transitions
from market.orders.models import Order
from tests.support.counting import statements
from tests.support.fairs import a_fair, a_stand, called_off_fair, closed_fair, fair_now, fair_order, good_of, moved
from tests.support.paying import A_DAY_LATE, broken, buy, order, paid_order, told, work
from tests.support.village import (
    HOAN_KIEM,
    a_product,
    an_operator,
    buyer_of,
    calling,
    guest,
    leaves,
    scanned_order,
    seller_of,
    stock_of,
)

pytestmark = pytest.mark.usefixtures("app")


def settled(fair, at=None):
    """The fair once the worker has settled it."""
    now = at or clock.now()
    while settle_due(now=now):
        pass
    return fair_now(fair)


def gathering(product=None, **fields):
    """A fair that is open, and its only stand: 40 packs, 10 of them from the stock."""
    fair = a_fair(at=clock.now() - timedelta(hours=2), **fields)
    stand = a_stand(fair, product, from_stock=10)
    return moved(fair, FairState.OPEN, at=clock.now() - timedelta(hours=1)), stand


@pytest.mark.parametrize(
    ("sure", "unpaid", "minimum", "then"),
    [
        (0, 0, None, Verdict.GOES_ON),
        (10, 0, 10, Verdict.GOES_ON),
        (9, 0, 10, Verdict.CALLED_OFF),
        (9, 1, 10, Verdict.WAITS),
        (0, 9, 10, Verdict.CALLED_OFF),
    ],
)
def test_it_goes_on_where_enough_is_sure(sure, unpaid, minimum, then):
    assert verdict(Gathered(sure, unpaid), minimum) == then


def test_enough_was_ordered_and_all_of_it_goes_on(stripe):
    product = a_product()
    fair, stand = gathering(product, minimum_packs=3)
    cash = fair_order(stand)
    card = paid_order(stripe, good_of(stand))
    assert settled(fair).state == "open"
    done = settled(closed_fair(fair))
    assert (done.state, done.settled_at is not None) == ("closed", True)
    assert [(order(one.number).state, order(one.number).history[-1].by) for one in (cash, card)] == [
        ("accepted", "fair")
    ] * 2
    assert order(cash.number).waits_since == clock.begin_of(fair.ships_from)
    # What was promised of the harvest stays at hand for those who are short.
    assert (stock_of(product.id), stock_of(stand.product_id)) == (60, 27)
    assert told(cash.seller_id)[-1:] == ["fair_taken_on_for_shop"]
    assert broken() == []


def test_below_its_minimum_all_is_called_off_and_refunded(stripe):
    fair, stand = gathering(minimum_packs=30)
    cash, card = fair_order(stand), paid_order(stripe, good_of(stand))
    unpaid = buy(good_of(stand), method="bank_transfer").json["orders"][0]["number"]
    done = settled(closed_fair(fair))
    work()
    assert (done.state, done.settled_at is not None) == ("called_off", True)
    found = [order(number) for number in (cash.number, card.number, unpaid)]
    assert [(one.state, one.payment_status) for one in found] == [
        ("cancelled", "not_due"),
        ("cancelled", "refunded"),
        ("cancelled", "cancelled"),
    ]
    assert {one.history[-1].note for one in found} == {"phiên không gom đủ đơn"}
    assert (told(cash.buyer_id)[1:], told(cash.seller_id)[-1:]) == (["order_cancelled"], ["fair_called_off_for_shop"])
    assert stock_of(stand.product_id) == 0
    # They had been ordered all the same; who never paid does not count.
    had = transaction(lambda: gathered([done])[done.id])
    assert (had.orders, had.packs, had.came) == (2, 3, 0)
    assert broken() == []


def test_many_are_called_off_in_as_many_statements_as_few():
    """What each order costs is only its own rows: nothing is read or held once more for it."""
    few, many = (_sent_for(orders) for orders in (3, 9))
    assert many <= few + 2, (few, many)
    assert broken() == []


def _sent_for(orders):
    fair, stand = gathering(minimum_packs=30)
    for _ in range(orders):
        fair_order(stand)
    closed_fair(fair)
    with statements() as sent:
        settled(fair)
    return len(sent)


def test_one_that_stumbles_holds_up_none_of_those_beside_it(monkeypatch):
    fair, stand = gathering(minimum_packs=30)
    stumbling, other = fair_order(stand), fair_order(stand)
    together = transitions.cancel_together

    def stumbles(*, orders, **given):
        together(orders=orders, **given)
        if stumbling.number in {one.number for one in orders}:
            raise ZeroDivisionError

    monkeypatch.setattr(transitions, "cancel_together", stumbles)
    assert settled(closed_fair(fair)).settled_at is None
    assert (order(stumbling.number).state, order(other.number).state) == ("placed", "cancelled")
    monkeypatch.undo()
    assert settled(fair).settled_at is not None
    assert (order(stumbling.number).state, stock_of(stand.product_id), broken()) == ("cancelled", 0, [])


def test_what_depends_on_who_has_yet_to_pay_waits_for_them(stripe):
    fair, stand = gathering(minimum_packs=3)
    sure = fair_order(stand)
    unpaid = buy(good_of(stand), method="bank_transfer").json["orders"][0]["number"]
    waits = settled(closed_fair(fair))
    assert (waits.state, waits.settled_at, order(sure.number).state) == ("closed", None, "placed")
    work(clock.now() + A_DAY_LATE)
    done = settled(fair, clock.now() + A_DAY_LATE)
    assert (done.state, order(unpaid).state, order(sure.number).state) == ("called_off", "cancelled", "cancelled")
    assert broken() == []


def test_a_buyer_who_leaves_while_it_is_settled_does_not_turn_it():
    fair, stand = gathering(minimum_packs=4)
    first, second = fair_order(stand), fair_order(stand)
    closed_fair(fair)
    settle_due(now=clock.now(), limit=1)
    assert calling(buyer_of(second)).put(f"/orders/{second.number}/cancellation").status_code == 200
    done = settled(fair)
    assert (done.state, order(first.number).state, order(second.number).state) == ("closed", "accepted", "cancelled")


def test_once_it_is_called_off_later_nothing_of_it_is_left():
    fair, stand = gathering()
    mine = fair_order(stand)
    settled(closed_fair(fair))
    done = settled(called_off_fair(fair_now(fair)))
    assert (done.state, order(mine.number).state, stock_of(stand.product_id)) == ("called_off", "cancelled", 0)
    assert order(mine.number).history[-1].note == "phiên không mở nữa"
    assert broken() == []


def test_a_held_order_waits_for_an_operator_and_the_others_do_not():
    fair, stand = gathering()
    other = a_stand(fair)
    held, free = fair_order(stand), fair_order(other)
    operator = calling(an_operator())
    asked = {"reason": "Giấy tờ", "open_orders": "held"}
    assert operator.put(f"/shops/{stand.shop_id}/suspension", asked).status_code == 200
    waits = settled(closed_fair(fair))
    assert (order(held.number).state, order(free.number).state, waits.settled_at) == ("placed", "accepted", None)
    assert operator.delete(f"/shops/{stand.shop_id}/suspension").status_code in (200, 204)
    assert (settled(fair).settled_at is not None, order(held.number).state) == (True, "accepted")


def test_a_household_calls_off_none_of_what_gathers():
    """She says at her stand that she is short instead: who ordered first is served first."""
    fair, stand = gathering()
    mine = fair_order(stand)
    seller = calling(seller_of(mine))
    refused = seller.put(f"/orders/{mine.number}/cancellation", {"reason": "hết hàng"})
    assert (refused.status_code, refused.json["type"]) == (409, "order-gathering")
    assert (order(mine.number).state, stock_of(stand.product_id)) == ("placed", 38)
    settled(closed_fair(fair))
    assert seller.put(f"/orders/{mine.number}/cancellation", {"reason": "hết hàng"}).status_code == 200


def test_a_household_with_gathered_orders_is_not_erased():
    _, stand = gathering()
    mine = fair_order(stand)
    refused = leaves(calling(seller_of(mine)))
    assert (refused.status_code, refused.json["type"]) == (409, "orders-open")
    assert order(mine.number).state == "placed"


def test_a_fair_that_cannot_be_settled_holds_up_no_other(monkeypatch):
    first, second = closed_fair(), closed_fair()
    decide = actions.decide

    def stumbles(*, fair_id, now):
        if fair_id == first.id:
            raise ZeroDivisionError
        return decide(fair_id=fair_id, now=now)

    monkeypatch.setattr(actions, "decide", stumbles)
    assert [settled(one).settled_at is not None for one in (first, second)] == [False, True]


def test_it_is_shipped_and_over_by_its_orders():
    fair, stand = gathering()
    mine = fair_order(stand)
    settled(closed_fair(fair))
    seller = calling(seller_of(mine))
    assert seller.put(f"/orders/{mine.number}/packing", {}).status_code == 200
    assert settled(fair).state == "closed"
    scanned_order(order(mine.number), "accepted")
    assert (settled(fair).state, stock_of(stand.product_id)) == ("shipped", 0)
    scanned_order(order(mine.number), "delivered")
    transaction(lambda: db.session.execute(update(Order).values(state="completed")))
    assert settled(fair).state == "over"


def test_its_label_says_the_day():
    fair, stand = gathering()
    mine = fair_order(stand)
    settled(closed_fair(fair))
    seller = calling(seller_of(mine))
    seller.put(f"/orders/{mine.number}/packing", {})
    label = seller.get(f"/orders/{mine.number}/label", query_string={"format": "html"})
    assert f"Giao từ {fair.ships_from:%d/%m/%Y}" in label.text


def test_a_quote_tells_fair_and_day():
    fair, stand = gathering()
    asked = {"items": [{"product_id": str(stand.product_id), "quantity": 1}], "deliver_to": {"commune_code": HOAN_KIEM}}
    parcel = guest().post("/quotes", asked).json["parcels"][0]
    assert (parcel["fair"], parcel["ship_on"]) == (fair.slug, str(fair.ships_from))
    daily = asked | {"items": [{"product_id": str(stand.parent_id), "quantity": 1}]}
    assert guest().post("/quotes", daily).json["parcels"][0]["fair"] is None
