"""Two hands at the same goods: one of them has them, and the books know which."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from sqlalchemy import update

from market.db import db, transaction
from market.orders.collection import invariants
from market.orders.models import Order
from market.payments.cash.models import CashOnDelivery
from market.payments.ledger import accounts
from tests.support.fetching import fetched_order, gives_out, hands_over, made_ready, ready_order
from tests.support.paying import broken, order
from tests.support.proposing import as_it_is
from tests.support.village import (
    CHI_LANG_OFFICE,
    a_clerk,
    a_product,
    buyer_of,
    calling,
    money,
    seller_of,
    stock_of,
)


def both(*acts):
    """The statuses of what is done at once, several times over."""
    with ThreadPoolExecutor(len(acts) * 2) as pool:
        answers = list(pool.map(lambda act: act().status_code, acts * 2))
    db.session.expire_all()  # what others did meanwhile is read anew
    return answers


def test_two_who_type_the_code_at_once_take_the_cash_once(app) -> None:
    of, at_post = as_it_is(ready_order().number), as_it_is(ready_order(kind="post_office").number)
    phones = [calling(seller_of(of)) for _ in range(2)]
    clerks = [calling(a_clerk()) for _ in range(2)]
    assert set(both(*(lambda by=by: hands_over(of, by) for by in phones))) == {200}
    assert set(both(*(lambda by=by: gives_out(at_post, by) for by in clerks))) == {200}
    assert (money(accounts.shop(of.shop_id)), money(accounts.till(CHI_LANG_OFFICE))) == (-1_950, at_post.total_vnd)
    assert [sum(line.target == "delivered" for line in order(one.number).history) for one in (of, at_post)] == [1, 1]
    assert broken() == []


def test_called_off_while_it_is_handed_over_is_one_of_both(app) -> None:
    product = a_product(ships_by_post=False)
    for _ in range(3):
        of = as_it_is(ready_order(product).number)
        seller, buyer, before = calling(seller_of(of)), calling(buyer_of(of)), stock_of(product.id)
        off = partial(buyer.put, f"/orders/{of.number}/cancellation", {})
        assert set(both(partial(hands_over, of, seller), off)) == {200, 409}
        ended = order(of.number).state
        assert (stock_of(product.id) - before, ended) in ((0, "delivered"), (2, "cancelled"))
    assert broken() == []


def test_the_buyers_word_and_the_code_at_once_release_the_money_once(stripe) -> None:
    of = as_it_is(made_ready(fetched_order(method="bank_transfer", paid=True)).number)
    seller, buyer = calling(seller_of(of)), calling(buyer_of(of))
    assert set(both(lambda: hands_over(of, seller), lambda: buyer.put(f"/orders/{of.number}/receipt"))) == {200}
    assert (order(of.number).state, money(accounts.shop(of.shop_id)), broken()) == ("completed", 128_050, [])


@pytest.mark.parametrize(
    ("model", "change", "line"),
    [
        (CashOnDelivery, {"state": "due", "collected_vnd": 0, "collected_at": None}, "its cash is due"),
        (CashOnDelivery, {"state": "collected"}, "its cash is collected"),
        (Order, {"state": "shipped"}, "it is shipped and fetched at shop"),
        (Order, {"collect_at": None}, "fetched at shop"),
        (Order, {"collect_office": "25715"}, "fetched at shop"),
    ],
)
def test_the_audit_sees_what_is_fetched_and_not_paid_or_nowhere(app, model, change, line) -> None:
    hands_over(ready_order())
    assert broken() == []
    transaction(lambda: db.session.execute(update(model).values(change)))
    assert [said for said in transaction(lambda: list(invariants.audit())) if line in said]
