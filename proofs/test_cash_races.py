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
    a_courier,
    a_product,
    a_shop,
    a_shop_with_money,
    an_operator,
    calling,
    code_of,
    delivered_order,
    fill_till,
    money,
    owner_of,
    scan,
    seller_of,
    shipped_order,
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


def test_a_code_sent_twice_at_once_by_one_clerk(app, database_url) -> None:  # noqa: F811
    fill_till(8 * 98_500)
    clerk, path = calling(a_clerk()), f"/post-offices/{CHI_LANG_OFFICE}/cash-outs/redemptions"
    calls = [a_call(clerk, path, open_cash_out(a_shop_with_money(98_500))) for _ in range(8)]
    runs = race(app, database_url, calls, calls)
    assert Counter(answer for run in runs for answer in run) == {(201, None): 8, (409, "paid-already"): 8}
    assert money(accounts.till(CHI_LANG_OFFICE)) == 0
    clean()


def collected_by(courier) -> tuple[Any, dict[str, Any]]:
    """An order whose cash the courier carries, and the scan that says so."""
    order = shipped_order()
    step = scan(order, "delivered", hours_ago=0)
    assert calling(courier).post("/scans", {"scans": [step]}).json["results"][0]["parcel_state"] == "delivered"
    return order, step


def hand_in(courier, amount_vnd: int) -> dict[str, Any]:
    body = {"kind": "hand_in", "amount_vnd": amount_vnd, "from_id": str(courier.id)}
    return a_call(calling(a_clerk()), f"/post-offices/{CHI_LANG_OFFICE}/till/movements", body)


def carried_by(courier) -> int:
    return calling(courier).get("/me/cash").json["owes_vnd"]


def test_one_couriers_cash_is_handed_in_once(app, database_url) -> None:  # noqa: F811
    couriers = [a_courier() for _ in range(6)]
    sums = [collected_by(courier)[0].total_vnd for courier in couriers]
    calls = [hand_in(courier, sum_vnd) for courier, sum_vnd in zip(couriers, sums, strict=True)]
    runs = race(app, database_url, *[random.sample(calls, len(calls)) for _ in range(4)])
    answers = Counter(answer for run in runs for answer in run)
    assert answers == {(201, None): len(couriers), (409, "till-too-low"): 3 * len(couriers)}
    assert money(accounts.till(CHI_LANG_OFFICE)) == sum(sums)
    assert {carried_by(courier) for courier in couriers} == {0}
    clean()


def test_a_hand_in_beside_new_deliveries(app, database_url) -> None:  # noqa: F811
    courier, colleague = a_courier(), a_courier()
    each = collected_by(colleague)[0].total_vnd
    steps = [scan(shipped_order(), "delivered", hours_ago=0) for _ in range(8)]
    rounds = [a_call(calling(courier), "/scans", {"scans": [step]}) for step in steps]
    counters = [[hand_in(courier, each) for _ in range(6)] for _ in range(2)]
    delivered, *handed = race(app, database_url, rounds, *counters)
    assert {status for status, _ in delivered} == {200}
    taken = Counter(answer for run in handed for answer in run)
    assert set(taken) <= {(201, None), (409, "till-too-low")}
    # Each hand-in took what he had brought by then, and none of it was his colleague's.
    assert carried_by(courier) == (8 - taken[(201, None)]) * each >= 0
    assert carried_by(colleague) == each
    clean()


def test_a_hand_in_beside_the_voiding_of_its_delivery(app, database_url) -> None:  # noqa: F811
    colleague, couriers = a_courier(), [a_courier() for _ in range(8)]
    theirs = sum(collected_by(colleague)[0].total_vnd for _ in couriers)
    collected = [collected_by(courier) for courier in couriers]
    clerk, wrong = calling(a_clerk()), {"reason": "Quét nhầm kiện"}
    voids = [a_call(clerk, f"/scans/{step['scan_id']}/voiding", wrong, method="put") for _, step in collected]
    calls = [hand_in(courier, order.total_vnd) for courier, (order, _) in zip(couriers, collected, strict=True)]
    handed, voided = race(app, database_url, calls, voids)
    assert {status for status, _ in voided} == {200}
    assert set(handed) <= {(201, None), (409, "till-too-low")}
    # What had been handed in waits, disputed, for a person; nobody's colleague pays for it.
    disputed = calling(an_operator()).get("/cash-on-delivery?state=disputed&limit=100").json["items"]
    assert len(disputed) == Counter(handed)[(201, None)]
    assert {carried_by(courier) for courier in couriers} == {0}
    assert carried_by(colleague) == theirs
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
