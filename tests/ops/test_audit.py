"""`market audit` names what is broken, whatever broke it."""

import pytest
from sqlalchemy import text

from market.db import db, transaction
from market.ops import invariants as auditing
from market.ops import worker
from tests.support.helping import a_village, agrees, sent_paper
from tests.support.village import (
    a_buyer,
    a_product,
    accepted_order,
    an_operator,
    calling,
    delivered_order,
    now,
    packed_order,
    placed_order,
)

ORDER = "(SELECT id FROM orders)"


def broken_by(*statements: str) -> str:
    """What the audit says once somebody has written to the tables by hand."""
    transaction(lambda: [db.session.execute(text(statement)) for statement in statements])
    return "\n".join(auditing.run(now=now()))


def test_a_whole_fair_is_not_broken(app) -> None:
    for reach in (placed_order, accepted_order, packed_order, delivered_order):
        reach()
    worker.turn()
    assert auditing.run(now=now()) == []


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE products SET stock = stock + 1", "its movements add up to 58"),
        ("DELETE FROM stock_movements WHERE reason = 'sold'", "2 packs were ordered, 0 left the stock"),
        ("UPDATE order_lines SET quantity = 3", "its lines add up to 195000"),
        ("DELETE FROM order_lines", "has no lines"),
        ("UPDATE checkouts SET total_vnd = 1", "total_vnd is 1, its orders add up to"),
        ("DELETE FROM checkouts", "its checkout is not there"),
        ("UPDATE orders SET state = 'completed'", "it is completed, its history says placed"),
        ("UPDATE orders SET state = 'packed'", "0 parcels while it is packed"),
        ("DELETE FROM order_moves", "its history says None"),
        ("UPDATE order_moves SET target = 'shipped'", "jumps from nothing to shipped"),
        ("UPDATE order_moves SET move_no = 2", "jumps from nothing"),
        ("UPDATE orders SET state = 'cancelled'", "should be back in stock, 0 are"),
        ("UPDATE outbox SET attempts = 10", "tried 10 times"),
    ],
)
def test_what_was_tampered_with_is_named(app, statement: str, named: str) -> None:
    order = placed_order(a_product())
    said = broken_by(statement)
    assert named in said
    assert order.number in said or "product" in said or "checkout" in said or "outbox entry" in said


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE orders SET tracking_number = 'EA000000000VN'", "it names parcel EA000000000VN"),
        ("UPDATE orders SET state = 'accepted'", "1 parcels while it is accepted"),
        ("DELETE FROM parcels", "0 parcels while it is packed"),
        ("DELETE FROM outbox", "no job is left that would book it"),
        ("UPDATE orders SET state = 'cancelled'", "it is cancelled, its parcel"),
        ("DELETE FROM cash_on_delivery", "but no cash is expected"),
        (
            "UPDATE sales SET closed_at = (SELECT requested_at FROM parcels)",
            "but nothing is to be paid for it any more",
        ),
    ],
)
def test_parcels_and_orders_agree(app, statement: str, named: str) -> None:
    packed_order()
    assert named in broken_by(statement)


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE people SET signed_in_at = NULL", "has a session, but never showed to hold a phone"),
        ("UPDATE people SET erased_at = created_at", "was erased, and holds a role, a phone or a password"),
        ("UPDATE consent_codes SET used_at = NULL", "no code that its household's phone received was used"),
        ("UPDATE consent_codes SET purpose = 'hand_over'", "no code that its household's phone received was used"),
        ("DELETE FROM consent_codes", "no code that its household's phone received was used"),
        ("UPDATE consents SET method = 'own'", "its household did not give it itself"),
        ("UPDATE consents SET withdrawn_at = given_at", "a team may act for it, and it has not agreed"),
    ],
)
def test_what_nobody_agreed_to_is_named(app, statement: str, named: str) -> None:
    village = a_village()
    agrees(village.member, village.writes_down())
    assert auditing.run(now=now()) == []
    assert named in broken_by(statement)


@pytest.mark.parametrize("statement", ["UPDATE paper_consents SET state = 'refused'", "UPDATE consents SET paper = ''"])
def test_a_paper_that_no_officer_agreed_to_is_named(app, statement: str) -> None:
    village = a_village()
    paper = sent_paper(village.member, village.writes_down())
    assert village.officer.put(f"/paper-consents/{paper}/decision", {"agreed": True}).status_code == 200
    assert auditing.run(now=now()) == []
    assert "no officer has agreed to its paper" in broken_by(statement)


def test_a_phone_that_one_operator_moved_alone_or_at_once_is_named(app) -> None:
    asking, agreeing, owner = an_operator(), an_operator(), a_buyer()
    fields = {"phone": owner.phone, "new_phone": "0912 777 001", "reason": "mất máy"}
    change = calling(asking).post("/phone-changes", fields).json["id"]
    assert calling(agreeing).put(f"/phone-changes/{change}/approval").status_code == 200
    assert auditing.run(now=now()) == []
    assert "did not wait" in broken_by("UPDATE phone_changes SET state = 'done', ended_at = agreed_at")
