"""Random shortages: whatever is short and whatever is answered, packs and đồng add up."""

from functools import partial
from random import Random
from typing import Any

import pytest
from sqlalchemy import func, select

from market.catalog.models import Product
from market.db import db, transaction
from market.fairs import promised
from market.fairs.models import Stand
from market.orders.models import Order, OrderLine
from market.payments.ledger.models import Posting
from tests.support.fairs import open_fair
from tests.support.paying import broken, work
from tests.support.shortages import a_day_passes, a_stand, answers, closed, now_of, offered, ordered, says_ready
from tests.support.village import buyer_of, calling

pytestmark = pytest.mark.usefixtures("stripe")


@pytest.mark.parametrize("seed", range(3))
def test_packs_served_taken_and_given_back_are_those_ordered(seed):
    dice = Random(seed)
    fair = open_fair()
    stands = [a_stand(fair, packs=dice.randint(4, 8), price_vnd=dice.choice((50_000, 55_000))) for _ in range(4)]
    orders = {good.id: _orders(good, dice) for good in stands}
    closed(fair)
    many = {good.id: sum(order.lines[0].quantity for order in orders[good.id]) for good in stands}
    for good in dice.sample(stands, 3):
        for packs in sorted((dice.randint(0, many[good.id]) for _ in range(2)), reverse=True):
            assert says_ready(fair, good, packs).status_code in (200, 409)
            work()
            _answer([one for some in orders.values() for one in some], dice)
    a_day_passes()
    a_day_passes()
    assert broken() == []
    assert transaction(lambda: db.session.scalar(select(func.sum(Posting.amount_vnd)))) in (0, None)
    tallies = {good.id: transaction(partial(promised.tally, good.id)) for good in stands}
    for good in stands:
        told = tallies[good.id]
        assert told.offered == 0
        assert told.served + told.taken + told.given_back == told.ordered
        stand = promised_of(good)
        assert stand is None or told.served <= stand
    _all_is_somewhere([one for some in orders.values() for one in some])


def _orders(good, dice):
    left, made = good.stock, list[Any]()
    while left > 0 and len(made) < 3:
        packs = dice.randint(1, min(3, left))
        made += ordered(good, packs, method=dice.choice(("cod", "bank_transfer")))
        left -= packs
    return made


def _answer(orders, dice):
    for order in orders:
        found = offered(order)
        if found is not None and found.state == "open" and dice.random() < 0.7:
            answers(order, take=dice.random() < 0.6)
        elif dice.random() < 0.08:
            calling(buyer_of(order)).put(f"/orders/{order.number}/cancellation", {"reason": ""})


def promised_of(good):
    return transaction(lambda: db.session.scalar(select(Stand.packs_ready).where(Stand.product_id == good.id)))


def _all_is_somewhere(orders):
    """Each order is sent by somebody whose packs they are, or called off; nobody's good is sold twice."""
    for order in orders:
        now = now_of(order.number)
        assert now.state in ("accepted", "cancelled")
        sold = transaction(partial(db.session.get, Product, now.lines[0].product_id))
        assert sold.shop_id == now.shop_id
    total = select(func.sum(Order.total_vnd - Order.goods_vnd - Order.shipping_vnd)).join(OrderLine)
    assert transaction(lambda: db.session.scalar(total)) == 0
