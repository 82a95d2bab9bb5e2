"""What the carrier lost or damaged it owes at its declared value: the household's money once the carrier has paid."""

import pytest

from market.db import db, transaction
from market.delivery.models import Claim
from market.delivery.queries.parcels import parcel_of
from market.ops import invariants as auditing
from market.payments.ledger import accounts
from tests.support.remitting import decide, line, send
from tests.support.village import a_clerk, an_operator, calling, lost_order, money, packed_order, returned_order, scan

POSTMART = accounts.carrier("postmart")


@pytest.fixture
def operator(app):
    return calling(an_operator())


def damaged_order():
    return gone("damaged")[0]


def gone(event):
    """An order whose parcel met with `event`, the clerk who scanned it, and her scan."""
    order, clerk = packed_order(hours_ago=5), calling(a_clerk())
    parcel = transaction(lambda: parcel_of(order.number))
    scans = [scan(parcel, "accepted", hours_ago=2), scan(parcel, event)]
    assert [each["result"] for each in clerk.post("/scans", {"scans": scans}).json["results"]] == ["recorded"] * 2
    return order, clerk, scans[-1]


def settle(operator, **how):
    (claim,) = operator.get("/claims?state=open").json["items"]
    answer = operator.put(f"/claims/{claim['id']}/settlement", how)
    assert answer.status_code == 200, answer.json


def books(order):
    """What the shop has, what waits for it, and what the carrier owes."""
    return money(accounts.shop(order.shop_id)), money(accounts.pending(order.shop_id)), money(POSTMART)


def nothing_is_broken():
    return transaction(lambda: list(auditing.broken())) == []


@pytest.mark.parametrize("gone_order", [lost_order, damaged_order])
def test_a_statement_that_names_the_claim_makes_it_the_shop_s(operator, gone_order):
    order = gone_order()
    goods = order.goods_vnd
    assert books(order) == (0, goods, goods)
    assert send(operator, line(order, goods, 0)).json["outcomes"] == {"matched": 1}
    assert books(order) == (goods, 0, goods)
    assert [claim["state"] for claim in operator.get("/claims").json["items"]] == ["paid"]
    assert send(operator, line(order, goods, 0), number="PM-2").json["outcomes"] == {"doubled": 1}
    assert (books(order), nothing_is_broken()) == ((goods, 0, goods), True)


def test_a_claim_settled_by_hand_is_matched_by_the_statement_that_names_it(operator):
    order = lost_order()
    settle(operator, outcome="paid", paid_vnd=100_000)
    assert books(order) == (100_000, 0, 100_000)
    assert send(operator, line(order, 100_000, 0)).json["outcomes"] == {"matched": 1}
    assert (books(order), nothing_is_broken()) == ((100_000, 0, 100_000), True)


@pytest.mark.parametrize("paid", [90_000, 150_000])
def test_the_shop_has_what_the_carrier_pays_be_it_less_or_more(operator, paid):
    order = lost_order()
    settle(operator, outcome="paid", paid_vnd=paid)
    assert (books(order), nothing_is_broken()) == ((paid, 0, paid), True)


def test_a_claim_named_in_part_waits_and_may_be_accepted(operator):
    order = lost_order()
    sent = send(operator, line(order, 90_000, 0))
    assert (sent.json["outcomes"], books(order)) == ({"short": 1}, (0, order.goods_vnd, order.goods_vnd))
    assert decide(operator, sent, "short", "accept").json["outcome"] == "accepted"
    assert (books(order), money(accounts.LOSSES), nothing_is_broken()) == ((90_000, 0, 90_000), 0, True)


def test_a_claim_named_in_two_parts_is_paid_with_the_second(operator):
    order = lost_order()
    send(operator, line(order, 90_000, 0))
    rest = send(operator, line(order, order.goods_vnd - 90_000, 0), number="PM-2")
    assert (rest.json["outcomes"], books(order)[0]) == ({"matched": 1}, order.goods_vnd)
    assert nothing_is_broken()


def test_of_a_rejected_claim_nobody_owes_anything(operator):
    order = lost_order()
    settle(operator, outcome="rejected", note="Gói không đúng")
    assert (books(order), nothing_is_broken()) == ((0, 0, 0), True)
    assert send(operator, line(order, order.goods_vnd, 0)).json["outcomes"] == {"not_collected": 1}


@pytest.mark.parametrize("paid", [False, True])
def test_what_was_paid_for_goods_that_were_found_goes_back(operator, paid):
    order, clerk, scanned = gone("lost")
    if paid:
        assert send(operator, line(order, order.goods_vnd, 0)).json["outcomes"] == {"matched": 1}
    voided = clerk.put(f"/scans/{scanned['scan_id']}/voiding", {"reason": "Đã tìm thấy"})
    assert voided.status_code == 200, voided.json
    assert transaction(lambda: db.session.get(Claim, parcel_of(order.number).id)).state == "withdrawn"
    assert (books(order), nothing_is_broken()) == ((0, 0, 0), True)
    if paid:
        back = send(operator, line(order, -order.goods_vnd, 0), number="PM-2")
        assert back.json["outcomes"] == {"matched": 1}


def test_the_way_back_costs_what_the_post_says_and_the_platform_bears_it(operator):
    order = returned_order()
    fee = transaction(lambda: parcel_of(order.number)).return_fee_vnd
    assert fee > 0
    assert money(accounts.RETURNS) == -fee
    assert books(order) == (0, 0, -order.shipping_vnd - fee)
    assert nothing_is_broken()


def test_the_audit_names_a_claim_that_the_books_do_not_know(operator):
    order = lost_order()
    transaction(lambda: setattr(db.session.get(Claim, parcel_of(order.number).id), "amount_vnd", 5))
    assert any("claim for" in each for each in transaction(lambda: list(auditing.broken())))
