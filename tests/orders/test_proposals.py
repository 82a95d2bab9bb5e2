"""Two boxes become one, or the parcel goes later: the household asks, the buyer agrees, or nothing happens."""

import json
from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import delete, update

from market import clock
from market.catalog.models import StockMovement
from market.db import db, transaction
from market.orders import flows as orders
from market.orders import queries
from market.orders.models import Order, OrderLine
from market.orders.proposals import invariants
from market.orders.proposals import queries as proposals
from market.orders.proposals.rules import STATES, ProposalState
from tests.support.paying import broken, later, order, paid_order, told, work
from tests.support.proposing import a_day_passes, code_for, fewer, one_box, says, two_boxes, two_goods
from tests.support.village import (
    a_buyer,
    a_product,
    a_team_member,
    an_officer,
    an_operator,
    buyer_of,
    calling,
    packed_order,
    placed_order,
    seller_of,
    stock_of,
)


def sums(of):
    found = order(of.number)
    return [line.quantity for line in found.lines], found.goods_vnd, found.shipping_vnd, found.weight_g


def test_two_boxes_become_one_and_the_post_asks_for_one(app) -> None:
    of = two_boxes()
    asked = fewer(of, note="Một hộp chưa chín")
    assert asked.status_code == 200, asked.json
    assert sums(of) == ([2], of.goods_vnd, of.shipping_vnd, 2300)
    agreed = says(of, "acceptance", asked.json).json
    single = calling(a_buyer()).post(
        "/quotes",
        {
            "items": [{"product_id": str(of.lines[0].product_id), "quantity": 1}],
            "deliver_to": {"commune_code": of.to_commune},
        },
    )
    assert (agreed["goods_vnd"], agreed["shipping_vnd"]) == (65_000, single.json["shipping_vnd"])
    assert agreed["total_vnd"] == asked.json["total_vnd"] < of.total_vnd
    assert [(line["by"], line["note"]) for line in agreed["history"][-2:]] == [
        ("seller", "xin đổi: Na Chi Lăng: 2 còn 1"),
        ("buyer", "đồng ý: Na Chi Lăng: 2 còn 1"),
    ]
    assert (told(of.buyer_id)[-1], told(of.seller_id)[-1]) == ("order_changed", "proposal_accepted")
    assert broken() == []


def test_one_good_of_two_is_left_out(app) -> None:
    of = two_goods()
    assert one_box_of(of).json["items"][0]["name"] == "Trà Mẫu Sơn"
    assert sums(of)[:2] == ([1], 120_000)
    assert broken() == []


def one_box_of(of):
    return says(of, "acceptance", fewer(of, 0).json)


def test_what_is_packed_is_what_was_agreed_on(app) -> None:
    of = one_box(two_boxes())
    seller = calling(seller_of(of))
    seller.put(f"/orders/{of.number}/acceptance")
    packed = seller.put(f"/orders/{of.number}/packing", {})
    assert packed.json["state"] == "packed"
    assert f"{of.total_vnd:,}".replace(",", ".") in seller.get(f"/orders/{of.number}/label?format=html").text
    assert broken() == []


@pytest.mark.parametrize(("restock", "back"), [(False, 58), (True, 59)])
def test_the_household_says_whether_what_is_not_sent_is_there_to_sell(app, restock, back) -> None:
    of = one_box(two_boxes(), restock=restock)
    product = of.lines[0].product_id
    assert stock_of(product) == back
    calling(buyer_of(of)).put(f"/orders/{of.number}/cancellation", {})
    assert stock_of(product) == back + 1
    assert broken() == []


def test_without_a_yes_the_order_stands(app) -> None:
    refused, silent = two_boxes(), two_boxes()
    asked = fewer(refused).json
    answer = says(refused, "refusal", asked)
    assert answer.json["total_vnd"] == refused.total_vnd
    assert told(refused.seller_id)[-1] == "proposal_refused"
    fewer(silent)
    a_day_passes()
    assert (told(silent.buyer_id)[-1], told(silent.seller_id)[-1]) == ("proposal_ended", "proposal_ended_for_shop")
    for of in (refused, silent):
        late = says(of, "acceptance", calling(seller_of(of)).get(f"/orders/{of.number}/proposal").json)
        assert (late.status_code, late.json["type"]) == (409, "wrong-state")
        assert sums(of) == ([2], of.goods_vnd, of.shipping_vnd, 2300)
    assert broken() == []


def test_a_yes_after_its_time_is_none_though_nobody_has_noted_it(app, monkeypatch) -> None:
    of = two_boxes()
    asked = fewer(of).json
    late = clock.now() + timedelta(hours=25)
    monkeypatch.setattr(clock, "now", lambda: late)
    assert says(of, "acceptance", asked).json["type"] == "wrong-state"


def test_the_buyer_never_thinks_longer_than_the_order_lives(app) -> None:
    of = placed_order(hours_ago=71)
    asked = fewer(of).json
    ends = of.placed_at + timedelta(hours=72)
    assert asked["expires_at"] == ends.isoformat().replace("+00:00", "Z")
    for _ in range(3):
        orders.ring_due(now=later(timedelta(hours=2)))
    assert order(of.number).state == "cancelled"
    assert says(of, "acceptance", asked).json["type"] == "already-packed"
    assert broken() == []


def test_a_new_proposal_replaces_the_old_and_the_same_is_asked_once(app) -> None:
    of = two_boxes(quantity=3)
    first, again = fewer(of, 2).json, fewer(of, 2).json
    assert again == first
    second = fewer(of, 1).json
    assert says(of, "acceptance", first).json["type"] == "wrong-state"
    agreed = [says(of, "acceptance", second).json for _ in range(2)]
    assert agreed[0] == agreed[1]
    assert sums(of)[0] == [1]
    assert broken() == []


def test_packing_or_cancelling_ends_what_is_open(app) -> None:
    packed, cancelled = two_boxes(), two_boxes()
    asked = {of.number: fewer(of).json for of in (packed, cancelled)}
    seller = calling(seller_of(packed))
    seller.put(f"/orders/{packed.number}/acceptance")
    seller.put(f"/orders/{packed.number}/packing", {})
    calling(buyer_of(cancelled)).put(f"/orders/{cancelled.number}/cancellation", {})
    for of in (packed, cancelled):
        before = sums(of)
        answer = says(of, "acceptance", asked[of.number])
        assert (answer.status_code, answer.json["type"]) == (409, "already-packed")
        assert sums(of) == before
        assert calling(buyer_of(of)).get(f"/orders/{of.number}/proposal").json["state"] == "dropped"
    assert broken() == []


@pytest.mark.parametrize(
    ("quantity", "more", "type_"),
    [
        (2, {}, "invalid-input"),
        (3, {}, "invalid-input"),
        (0, {}, "nothing-left-to-send"),
        (-1, {}, "invalid-input"),
        (2, {"ship_on": "2020-01-01"}, "invalid-input"),
        (1, {"ship_on": "2099-01-01"}, "invalid-input"),
        (1, {"price_vnd": 1}, "invalid-input"),
    ],
)
def test_what_is_not_less_nor_later_is_refused(app, quantity, more, type_) -> None:
    of = two_boxes()
    assert fewer(of, quantity, **more).json["type"] == type_
    assert calling(buyer_of(of)).get(f"/orders/{of.number}/proposal").status_code == 404
    assert len(order(of.number).history) == 1


def test_goods_that_are_not_in_it_are_named(app) -> None:
    of, other = two_boxes(), a_product()
    body = {"fewer": [{"product_id": str(other.id), "quantity": 0}]}
    answer = calling(seller_of(of)).put(f"/orders/{of.number}/proposal", body)
    assert answer.json["errors"]["fewer"]["0"]["product_id"]


@pytest.mark.parametrize("who", ["buyer", "operator", "officer", "stranger"])
def test_only_the_household_and_its_team_ask(app, who) -> None:
    of = two_boxes()
    by = {"buyer": lambda: buyer_of(of), "operator": an_operator, "officer": an_officer, "stranger": a_buyer}[who]()
    assert fewer(of, by=by).status_code == (404 if who == "stranger" else 403)


def test_the_team_asks_with_consent_and_answers_for_nobody(app) -> None:
    of, member = two_boxes(), a_team_member()
    asked = fewer(of, by=member)
    assert asked.status_code == 200
    for by in (member, seller_of(of)):
        assert says(of, "acceptance", asked.json, by=by).json["type"] == "buyers-code-needed"
        assert says(of, "refusal", asked.json, by=by).status_code == 403
    assert says(of, "acceptance", asked.json, by=an_operator(), code="123456").status_code == 403
    assert sums(of)[0] == [2]


def test_who_does_not_sign_in_reads_the_code_aloud(app, home) -> None:
    of = two_boxes()
    asked = fewer(of).json
    noon = clock.now().replace(hour=5) + timedelta(days=0 if clock.now().hour < 5 else 1)
    (home / "sms.jsonl").unlink(missing_ok=True)
    work(min(noon, clock.now() + timedelta(hours=23)))
    sent = [json.loads(line) for line in (home / "sms.jsonl").read_text(encoding="utf-8").splitlines()]
    text = next(message["text"] for message in sent if message["to"] == buyer_of(of).phone)
    code = code_for(asked)
    assert (code in text, text.isascii()) == (True, True)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    assert says(of, "acceptance", asked, by=seller_of(of), code=wrong).json["type"] == "wrong-buyers-code"
    assert says(of, "acceptance", asked, by=seller_of(of), code=code).json["items"][0]["quantity"] == 1
    assert broken() == []


def test_nobody_guesses_the_code(app) -> None:
    of = two_boxes()
    asked = fewer(of).json
    wrong = f"{(int(code_for(asked)) + 1) % 10**6:06d}"
    answers = [says(of, "acceptance", asked, by=seller_of(of), code=wrong).status_code for _ in range(5)]
    assert answers == [422] * 5
    assert says(of, "acceptance", asked, by=seller_of(of), code=code_for(asked)).status_code == 422
    assert says(of, "acceptance", asked).status_code == 200  # the buyer is asked for no code


def test_a_later_day_puts_off_what_time_brings(app) -> None:
    of = placed_order()
    day = clock.local_day(clock.now()) + timedelta(days=10)
    asked = calling(seller_of(of)).put(f"/orders/{of.number}/proposal", {"ship_on": day.isoformat()}).json
    assert asked["total_vnd"] == of.total_vnd
    agreed = says(of, "acceptance", asked).json
    assert (agreed["ship_on"], agreed["total_vnd"]) == (day.isoformat(), of.total_vnd)
    for _ in range(3):
        orders.ring_due(now=later(timedelta(days=9)))
    assert order(of.number).state == "placed"
    for _ in range(3):
        orders.ring_due(now=clock.begin_of(day) + timedelta(hours=73))
    assert order(of.number).state == "cancelled"
    assert broken() == []


def test_a_day_agreed_on_holds_for_the_next_step_too(app) -> None:
    of = placed_order()
    day = clock.local_day(clock.now()) + timedelta(days=10)
    says(of, "acceptance", calling(seller_of(of)).put(f"/orders/{of.number}/proposal", {"ship_on": str(day)}).json)
    calling(seller_of(of)).put(f"/orders/{of.number}/acceptance")
    accepted = order(of.number)
    assert accepted.timer_at == clock.begin_of(day) + timedelta(hours=48)


def test_who_asks_without_end_is_stopped(app) -> None:
    of = two_boxes(quantity=12)
    codes = [fewer(of, quantity).status_code for quantity in range(1, 12)]
    assert codes == [200] * 10 + [409]


def test_nothing_is_asked_of_what_is_packed(app) -> None:
    of = packed_order()
    assert fewer(of).json["type"] == "already-packed"


def test_what_went_back_already_is_not_taken_out_twice(stripe) -> None:
    of = paid_order(stripe)
    calling(seller_of(of)).post(f"/orders/{of.number}/refunds", {"amount_vnd": 1000})
    assert transaction(lambda: queries.with_number(of.number)) is not None
    assert fewer(of, 0).json["type"] == "nothing-left-to-send"


def test_the_audit_sees_what_is_left_open_and_what_never_came_back(app) -> None:
    packed, restocked = two_boxes(), one_box(two_boxes(), restock=True)
    fewer(packed)
    transaction(lambda: db.session.execute(update(Order).where(Order.number == packed.number).values(state="packed")))
    ours = StockMovement.reference == str(newest_of(restocked).id)
    transaction(lambda: db.session.execute(delete(StockMovement).where(ours)))
    lines = list(transaction(lambda: list(invariants.audit())))
    assert [line for line in lines if "still asked" in line and packed.number in line]
    assert [line for line in lines if "1 packs" in line and "should be back in stock" in line]


def test_of_a_suspended_shop_nothing_is_asked_nor_agreed_to_until_an_operator_decides(app) -> None:
    asked_before, of = two_boxes(), two_boxes()
    proposal = fewer(asked_before).json
    for one in (asked_before, of):
        path = f"/shops/{one.shop_id}/suspension"
        assert calling(an_operator()).put(path, {"reason": "Hàng giả"}).status_code == 200
    assert fewer(of).json["type"] == "order-held"
    assert says(asked_before, "acceptance", proposal).json["type"] == "order-held"
    assert sums(asked_before)[0] == [2]
    right = {"deliver_to": {"phone": "0987 111 222"}}
    corrected = calling(buyer_of(of)).patch(f"/orders/{of.number}", right, headers={"If-Match": "*"})
    assert corrected.status_code == 200
    a_day_passes()
    assert broken() == []


def newest_of(of):
    return transaction(lambda: proposals.newest(of.id))


def test_the_audit_sees_a_line_that_was_made_smaller_by_nobody(app) -> None:
    of = two_boxes()
    smaller = update(OrderLine).where(OrderLine.order_id == of.id).values(quantity=1)
    transaction(lambda: db.session.execute(smaller))
    assert any("packs were ordered" in line for line in broken())


@pytest.mark.parametrize(("origin", "target"), list(product(ProposalState, repeat=2)))
def test_only_what_is_open_is_answered_and_by_whom_it_concerns(origin, target) -> None:
    who = {
        ProposalState.ACCEPTED: {"buyer"},
        ProposalState.REFUSED: {"buyer"},
        ProposalState.REPLACED: {"seller", "team_member"},
        ProposalState.EXPIRED: {"worker"},
        ProposalState.DROPPED: {"order"},
    }
    roles = ("buyer", "seller", "team_member", "worker", "order", "operator")
    may = {role for role in roles if STATES.may(origin, target, role)}
    assert may == (who.get(target, set()) if origin == ProposalState.OPEN else set())
    assert STATES.unreachable() == set()
