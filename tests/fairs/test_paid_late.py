"""A transfer arrives when its fair has closed: it pays what still waits for it, and goes back from what has ended."""

from collections import namedtuple
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from market import clock
from market.db import db, transaction
from market.fairs.gathered import gathered
from market.fairs.rules import FairState
from market.fairs.settling.flows import settle_due
from market.notices.rules import send_at
from market.orders.flows import ring_due
from market.payments.charges.models import Charge
from market.payments.ledger.accounts import Kind
from tests.support.fairs import (
    a_fair,
    a_stand,
    called_off_fair,
    closed_fair,
    fair_now,
    fair_order,
    goes_round,
    good_of,
    moved,
)
from tests.support.paying import A_DAY_LATE, broken, buy, held, operator_upload, order, told, work
from tests.support.shortages import a_day_passes, now_of, offered, says_ready
from tests.support.village import a_product, an_operator, buyer_of, calling, stock_of

pytestmark = pytest.mark.usefixtures("stripe")
Unpaid = namedtuple("Unpaid", "number amount_vnd text")


def gathering(**fields):
    """A fair that is open, and its only stand: 40 packs, 10 of them from the stock of 60."""
    fair = a_fair(at=clock.now() - timedelta(hours=2), **fields)
    stand = a_stand(fair, a_product(), from_stock=10)
    return moved(fair, FairState.OPEN, at=clock.now() - timedelta(hours=1)), stand


def ordered(*goods):
    """An order of one pack to be paid by VietQR, and what the transfer has to say."""
    asked = buy(*goods, method="bank_transfer").json
    return Unpaid(asked["orders"][0]["number"], asked["payment"]["amount_vnd"], asked["payment"]["transfer"]["text"])


def arrives(unpaid, amount_vnd=None):
    operator_upload(calling(an_operator()), (amount_vnd or unpaid.amount_vnd, unpaid.text))
    work()


def settled(fair, at=None):
    while settle_due(now=at or clock.now()):
        pass
    return fair_now(fair)


def expired(fair):
    """Nobody has paid in time, and the fair is settled."""
    work(clock.now() + A_DAY_LATE)
    return settled(fair)


def closes_in(**span):
    """A fair that closes after so long, and its only stand."""
    return gathering(closes_at=clock.now() + timedelta(**span))


def due_at(unpaid):
    """Until when it can be paid, as its buyer is told; None once it cannot."""
    told = calling(buyer_of(order(unpaid.number))).get(f"/orders/{unpaid.number}/payment").json
    return datetime.fromisoformat(told["expires_at"]) if "expires_at" in told else None


def gives_back(number):
    """An operator sends back what waits to go."""
    operator = calling(an_operator())
    for refund in calling(an_operator()).get("/refunds", query_string={"state": "approved"}).json["items"]:
        assert operator.put(f"/refunds/{refund['id']}/settlement", {"note": "FT"}).status_code == 200
    work()
    return order(number).payment_status


def went_back(unpaid):
    """Its state, what goes or went back of it and why, and what still lies with it."""
    one = order(unpaid.number)
    paid = calling(buyer_of(one)).get(f"/orders/{one.number}/payment").json
    return one.state, [(row["amount_vnd"], row["reason"]) for row in paid["refunds"]], held(Kind.ORDER, one.number)


def all_of(unpaid):
    return "cancelled", [(unpaid.amount_vnd, "late_payment")], 0


def test_of_a_fair_that_was_called_off_all_of_it_goes_back():
    fair, stand = gathering(minimum_packs=30)
    late = ordered(good_of(stand))
    assert settled(closed_fair(fair)).state == "called_off"
    arrives(late)
    assert went_back(late) == all_of(late)
    assert told(order(late.number).buyer_id)[-1] == "paid_too_late"
    assert gives_back(late.number) == "refunded"
    assert (stock_of(stand.product_id), stock_of(stand.parent_id), broken()) == (0, 60, [])


@pytest.mark.parametrize(
    ("closes", "method", "due"),
    [
        (timedelta(hours=48), "bank_transfer", timedelta(hours=24)),
        (timedelta(hours=3), "bank_transfer", timedelta(hours=3, minutes=30)),
        (timedelta(seconds=5), "bank_transfer", timedelta(minutes=30, seconds=5)),
        (timedelta(hours=3), "card", timedelta(minutes=15)),
    ],
)
def test_it_is_due_half_an_hour_after_closing_at_the_latest(closes, method, due):
    _, stand = gathering(closes_at=(at := clock.now()) + closes)
    asked = buy(good_of(stand), a_product(), method=method).json["payment"]
    late = datetime.fromisoformat(asked["expires_at"]) - (at + due)
    assert timedelta(0) <= late < timedelta(seconds=60 if method == "card" or closes > timedelta(days=1) else 1)


def test_its_buyer_is_reminded_half_way_and_a_fair_settles_half_an_hour_after_closing():
    fair, stand = closes_in(hours=3)
    sure, late = fair_order(stand), ordered(good_of(stand))
    half_way, end = order(late.number).timer_at, due_at(late)
    assert timedelta(minutes=104) < half_way - clock.now() < timedelta(minutes=106)
    ring_due(now=half_way)
    # What would be read in the morning after is not sent at all.
    assert told(order(late.number).buyer_id) == ["order_unpaid"] * (send_at("order_unpaid", half_way) < end)
    at = fair.closes_at + timedelta(minutes=29)
    goes_round(at)
    work(at)
    assert (settled(fair, at).settled_at, order(late.number).state) == (None, "awaiting_payment")
    at += timedelta(minutes=2)
    work(at)
    assert settled(fair, at).settled_at == at
    assert [order(one.number).state for one in (sure, late)] == ["accepted", "cancelled"]
    arrives(late)
    assert went_back(late) == all_of(late)


NOON = clock.begin_of(clock.local_day(clock.now()) + timedelta(days=1)) + timedelta(hours=12)


@pytest.mark.parametrize(("at", "left"), [(NOON, 30), (NOON + timedelta(hours=11), 8 * 60 + 30)])
def test_closed_by_hand_it_is_due_half_an_hour_after_its_buyer_can_be_told(at, left):
    """Nobody is told at night. What was told of the hour of closing is put right, once."""
    fair, stand = closes_in(hours=72)
    sure, late = fair_order(stand), ordered(good_of(stand))
    transaction(lambda: db.session.execute(update(Charge).values(expires_at=at + timedelta(hours=20))))
    fair = moved(fair, FairState.CLOSED, at=at)
    assert settled(fair, at).settled_at is None
    assert {order(one.number).gathers_until for one in (sure, late)} == {at}
    assert due_at(late) == at + timedelta(minutes=left)
    ring_due(now=at)
    settled(fair, at + timedelta(minutes=10))
    ring_due(now=at + timedelta(minutes=10))
    assert due_at(late) == at + timedelta(minutes=left)
    assert told(order(late.number).buyer_id) == ["order_unpaid"]
    work(at + timedelta(minutes=left))
    assert settled(fair, at + timedelta(minutes=left)).settled_at is not None
    assert (order(late.number).state, order(sure.number).state) == ("cancelled", "accepted")
    assert broken() == []


def test_closed_by_hand_no_more_time_is_given_than_there_was():
    fair, stand = closes_in(minutes=2)
    late = ordered(good_of(stand))
    end = due_at(late)
    settled(moved(fair, FairState.CLOSED))
    assert (due_at(late), order(late.number).gathers_until < end - timedelta(minutes=30)) == (end, True)


def test_what_comes_in_time_is_taken_on_like_the_others():
    fair, stand = gathering(minimum_packs=2)
    sure, late = fair_order(stand), ordered(good_of(stand))
    assert settled(closed_fair(fair)).settled_at is None
    assert [order(one.number).state for one in (sure, late)] == ["accepted", "awaiting_payment"]
    arrives(late)
    assert settled(fair).settled_at is not None
    assert (order(late.number).state, order(late.number).history[-1].by) == ("accepted", "fair")
    paid = order(late.number)
    assert (told(paid.buyer_id)[-2:], told(paid.seller_id)) == (
        ["order_paid", "order_taken_on"],
        ["order_gathers_for_shop", "fair_taken_on_for_shop"],  # each of what was sure, and then of both together
    )
    assert (stock_of(stand.product_id), stock_of(stand.parent_id), broken()) == (27, 60, [])


@pytest.mark.parametrize("part", [False, True])
def test_what_comes_after_that_goes_back_though_packs_are_left(part):
    """Its goods are off sale, and the household has picked for the others."""
    fair, stand = gathering()
    fair_order(stand)
    late = ordered(good_of(stand))
    closed_fair(fair)
    assert expired(fair).settled_at is not None
    arrives(late, 10_000 if part else None)
    if not part:
        assert went_back(late) == all_of(late)
        assert gives_back(late.number) == "refunded"
    assert (order(late.number).state, settle_due(now=clock.now())) == ("cancelled", 0)
    assert (stock_of(stand.product_id), stock_of(stand.parent_id), broken()) == (28, 60, [])


def test_what_went_back_before_it_was_settled_decides_nothing():
    """Nobody gathered it: its fair is as far below the minimum as without it."""
    fair, stand = gathering(minimum_packs=3)
    sure, late = fair_order(stand), ordered(good_of(stand))
    assert settled(closed_fair(fair)).state == "closed"
    work(clock.now() + A_DAY_LATE)
    arrives(late)
    assert gives_back(late.number) == "refunded"
    assert (settled(fair).state, order(sure.number).state) == ("called_off", "cancelled")
    had = transaction(lambda: gathered([fair_now(fair)])[fair.id])
    assert (had.orders, had.packs, broken()) == (1, 2, [])


def test_where_the_harvest_is_short_it_comes_after_those_who_had_paid():
    fair, stand = gathering()
    late, sure = ordered(good_of(stand)), fair_order(stand)
    closed_fair(fair)
    settled(fair)
    assert says_ready(fair, good_of(stand), 2).status_code == 200
    arrives(late)
    settled(fair)
    a_day_passes(0)
    assert (order(sure.number).state, went_back(late)[:1]) == ("accepted", ("cancelled",))
    assert order(late.number).payment_status == "refunding"
    assert (offered(now_of(late.number)).state, broken()) == ("none_equal", [])


def test_where_the_harvest_is_short_and_it_came_after_its_day_it_goes_back():
    fair, stand = gathering()
    late, sure = ordered(good_of(stand)), fair_order(stand)
    closed_fair(fair)
    expired(fair)
    assert says_ready(fair, good_of(stand), 2).status_code == 200
    work()
    arrives(late)
    assert (order(sure.number).state, went_back(late)) == ("accepted", all_of(late))
    assert (stock_of(stand.product_id), broken()) == (0, [])


def test_of_a_fair_that_was_called_off_after_it_had_gone_on():
    fair, stand = gathering()
    late = ordered(good_of(stand))
    settled(closed_fair(fair))
    arrives(late)
    settled(fair)
    settled(called_off_fair(fair_now(fair)))
    assert went_back(late) == ("cancelled", [(late.amount_vnd, "cancelled")], 0)
    assert gives_back(late.number) == "refunded"
    assert (stock_of(stand.product_id), stock_of(stand.parent_id), broken()) == (0, 60, [])


def test_what_was_bought_beside_it_is_paid_though_the_fair_was_called_off():
    """Of a transfer of the first sum the ordinary order takes its share, and the rest goes back."""
    fair, stand = gathering(minimum_packs=30)
    both = buy(good_of(stand), a_product(), method="bank_transfer").json
    at_fair, daily = sorted(both["orders"], key=lambda one: one["fair"] is None)
    settled(closed_fair(fair))
    arrives(Unpaid(daily["number"], both["total_vnd"], both["payment"]["transfer"]["text"]))
    assert [order(one["number"]).state for one in (at_fair, daily)] == ["cancelled", "placed"]
    late = Unpaid(at_fair["number"], at_fair["total_vnd"], "")
    assert went_back(late)[1] == [(late.amount_vnd, "late_payment")]
    assert broken() == []
