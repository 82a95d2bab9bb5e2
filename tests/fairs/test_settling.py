"""A fair closes: what was gathered goes on, or all of it is called off and every đồng goes back."""

from datetime import timedelta

import pytest

from market import clock
from market.fairs.rules import FairState
from market.fairs.settling.flows import settle_due
from market.fairs.settling.rules import Gathered, Verdict, verdict
from tests.support.fairs import a_fair, a_stand, closed_fair, fair_now, fair_order, good_of, moved
from tests.support.paying import broken, buy, order, paid_order, told, work
from tests.support.village import a_product, stock_of

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
    assert broken() == []
