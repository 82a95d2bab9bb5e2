"""Several processes after the same money: a code pays once, a balance is taken once, guesses share their tries."""

import random
from collections import Counter
from typing import Any

from sqlalchemy import select

from market.db import db, transaction
from market.payments.cash_outs.models import CashOut
from market.payments.ledger import accounts
from proofs.racing import a_call, clean, race
from tests.conftest import _app, app, database_url  # noqa: F401
from tests.support.village import (
    CHI_LANG_OFFICE,
    HA_NOI_OFFICE,
    a_clerk,
    a_product,
    a_shop,
    a_shop_with_money,
    calling,
    code_of,
    delivered_order,
    fill_till,
    money,
    owner_of,
    seller_of,
)

OFFICES = (CHI_LANG_OFFICE, HA_NOI_OFFICE)
SHOPS = 12


def open_cash_out(shop) -> dict[str, Any]:
    """Who brings which code."""
    asked = calling(owner_of(shop)).post(f"/shops/{shop.id}/cash-outs", {"amount_vnd": 98_500})
    return {"phone": owner_of(shop).phone, "code": code_of(asked.json["id"]), "id_number_tail": "0001"}


def redemptions(codes: list[dict[str, Any]], office: str) -> list[dict[str, Any]]:
    """All codes in an order of its own, ten a clerk, so that no clerk is stopped for guessing."""
    shuffled = random.sample(codes, len(codes))
    clerks = [calling(a_clerk(office)) for _ in range(len(codes) // 10 + 1)]
    path = f"/post-offices/{office}/cash-outs/redemptions"
    return [a_call(clerks[place // 10], path, body) for place, body in enumerate(shuffled)]


def test_one_code_at_two_offices(app, database_url) -> None:  # noqa: F811
    for office in OFFICES:
        fill_till(SHOPS * 98_500, office)
    codes = [open_cash_out(a_shop_with_money(98_500)) for _ in range(SHOPS)]
    runs = race(app, database_url, *(redemptions(codes, office) for office in OFFICES * 2))
    assert Counter(status for run in runs for status, _ in run) == {201: SHOPS, 422: 3 * SHOPS}
    tills = sum(money(accounts.till(office)) for office in OFFICES)
    assert tills == SHOPS * 98_500
    clean()


def test_one_balance_asked_for_by_many(app, database_url) -> None:  # noqa: F811
    shops = [a_shop_with_money(98_500) for _ in range(SHOPS)]
    calls = [a_call(calling(owner_of(s)), f"/shops/{s.id}/cash-outs", {"amount_vnd": 60_000}) for s in shops]
    runs = race(app, database_url, *([calls] * 4))
    assert Counter(status for run in runs for status, _ in run) == {201: SHOPS, 409: 3 * SHOPS}
    assert {money(accounts.hold(shop.id)) for shop in shops} == {60_000}
    clean()


def test_a_refund_against_a_cash_out(app, database_url) -> None:  # noqa: F811
    orders = [delivered_order(product=a_product(a_shop())) for _ in range(SHOPS)]
    asks, refunds = [], []
    for order in orders:
        owner = calling(seller_of(order))
        had = money(accounts.shop(order.shop_id))
        asks.append(a_call(owner, f"/shops/{order.shop_id}/cash-outs", {"amount_vnd": had}))
        refunds.append(a_call(owner, f"/orders/{order.number}/refunds", {"amount_vnd": 65_000}))
    asked, refunded = race(app, database_url, asks, refunds)
    assert {status for status, _ in refunded} == {201}
    assert set(asked) <= {(201, None), (409, "not-enough-money")}
    for order, (status, _) in zip(orders, asked, strict=True):
        # Either the cash came first, and the shop owes the refund; or the refund did, and nothing was promised.
        expected = (-64_025, 128_050) if status == 201 else (64_025, 0)
        assert (money(accounts.shop(order.shop_id)), money(accounts.hold(order.shop_id))) == expected
    clean()


def test_guesses_from_many_counters_share_five_tries(app, database_url) -> None:  # noqa: F811
    fill_till(98_500)
    right = open_cash_out(a_shop_with_money(98_500))
    path = f"/post-offices/{CHI_LANG_OFFICE}/cash-outs/redemptions"
    wrong = [{**right, "code": f"{(int(right['code']) + turn) % 10**8:08d}"} for turn in range(1, 9)]
    runs = race(app, database_url, *([a_call(calling(a_clerk()), path, body) for body in wrong] for _ in range(4)))
    assert {answer for run in runs for answer in run} == {(422, "wrong-cash-out-code")}
    (row,) = transaction(lambda: db.session.scalars(select(CashOut)).all())
    assert (row.tries, row.state) == (5, "blocked")
    assert calling(a_clerk()).post(path, right).status_code == 422
    assert money(accounts.till(CHI_LANG_OFFICE)) == 98_500
