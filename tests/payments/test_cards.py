"""Paying by card: the gateway is told between two commits, events come in any way, and no đồng goes astray."""

from uuid import uuid4

import pytest
from sqlalchemy import func, select, update

from market import clock
from market.config import WrongSetting, read_config
from market.db import db, transaction
from market.idempotency import KeyedAnswer
from market.money import dong
from market.orders.models import Checkout
from market.payments.cards.models import CardEvent
from market.payments.cards.reconcile import reconcile
from market.payments.charges import flows
from market.payments.charges.models import Charge
from market.payments.ledger.accounts import Kind
from market.payments.refunds.models import Refund
from tests.support.paying import LATE, broken, buy, hear, held, later, order, states, told, work
from tests.support.village import a_buyer, a_product, an_operator, buyer_of, calling, guest, seller_of, stock_of

AWAITING, PLACED, CANCELLED = ("awaiting_payment", "awaiting"), ("placed", "paid"), ("cancelled", "cancelled")


def paid(stripe, **given):
    """A checkout by card that was paid and heard of."""
    bought = buy(**given)
    stripe.pay(stripe.intent()["id"])
    hear(stripe.events[-1])
    work()
    return bought


def test_a_card_pays_for_the_orders_of_two_shops_at_once(stripe) -> None:
    bought = buy(a_product(), a_product())
    assert (bought.status_code, states(bought)) == (201, [AWAITING] * 2)
    payment = bought.json["payment"]
    assert (payment["status"], payment["amount_vnd"]) == ("awaiting", bought.json["total_vnd"])
    assert payment["client_secret"] == stripe.intent()["client_secret"]
    assert (stripe.intent()["amount"], stripe.intent()["currency"]) == (bought.json["total_vnd"], "vnd")

    stripe.pay(stripe.intent()["id"])
    assert hear(stripe.events[-1]).status_code == 200
    work()
    assert states(bought) == [PLACED] * 2
    assert held(Kind.CARD) == bought.json["total_vnd"]
    assert (held(Kind.UNMATCHED, "card"), held(Kind.BUYERS, "card")) == (0, 0)
    assert broken() == []


def test_the_household_sees_no_order_before_it_is_paid_for_to_accept(stripe) -> None:
    number = buy().json["orders"][0]["number"]
    refused = calling(seller_of(order(number))).put(f"/orders/{number}/acceptance")
    assert (refused.status_code, refused.json["type"]) == (409, "wrong-state")


def test_the_secret_is_the_buyers_alone_and_is_sealed(stripe) -> None:
    number = buy().json["orders"][0]["number"]
    shown = calling(buyer_of(order(number))).get(f"/orders/{number}/payment").json
    assert shown["client_secret"] == stripe.intent()["client_secret"]
    for other in (seller_of(order(number)), an_operator()):
        assert "client_secret" not in calling(other).get(f"/orders/{number}/payment").json
    assert calling(a_buyer()).get(f"/orders/{number}/payment").status_code == 404
    charge = transaction(lambda: db.session.scalars(select(Charge)).one())
    assert b"secret_x" not in charge.sealed_secret


def test_without_a_gateway_there_are_no_cards(app) -> None:
    refused = buy()
    assert (refused.status_code, refused.json["type"]) == (422, "payment-method-unavailable")
    assert guest().post("/api/v1/../webhooks/card", {}).status_code == 404
    assert app.test_client().post("/webhooks/card", data=b"{}").status_code == 404


def test_a_sum_too_small_for_a_card_is_refused_with_nothing_taken(stripe, monkeypatch) -> None:
    monkeypatch.setattr("market.payments.charges.rules.LEAST_BY_CARD_VND", 10**9)
    refused = buy(product := a_product())
    assert (refused.status_code, refused.json["type"], stock_of(product.id)) == (422, "amount-too-small", 60)


@pytest.mark.parametrize("how", ["before", "after", "429"])
def test_a_passing_fault_while_opening_is_healed_and_opens_one_intent(stripe, how) -> None:
    stripe.fail("POST /v1/payment_intents$", how)
    assert buy().status_code == 201
    assert len(stripe.of_kind("payment_intent")) == 1


@pytest.mark.parametrize("how", ["before", "after", "500", "400"])
def test_without_an_answer_the_buyer_is_told_and_the_stock_is_back(stripe, how) -> None:
    stripe.fail("POST /v1/payment_intents$", how, times=3)
    buyer, product = calling(a_buyer()), a_product()
    refused = buy(product, buyer=buyer, key="k")
    assert (refused.status_code, refused.json["type"]) == (503, "card-gateway-unavailable")
    assert "Retry-After" in refused.headers
    assert stock_of(product.id) == 60
    stripe.faults.clear()
    assert buy(product, buyer=buyer, key="k").status_code == 201
    assert stock_of(product.id) == 59
    assert broken() == []


class Died(BaseException):
    """The process is gone between two steps."""


def test_a_checkout_that_died_before_the_gateway_goes_on_with_the_same_key(stripe, monkeypatch) -> None:
    buyer, product = calling(a_buyer()), a_product()

    def die(*_args, **_kwargs):
        raise Died

    with monkeypatch.context() as patch, pytest.raises(Died):
        patch.setattr("market.payments.charges.flows.open_or_give_up", die)
        buy(product, buyer=buyer, key="k")
    assert stock_of(product.id) == 59
    running = buy(product, buyer=buyer, key="k")
    assert (running.status_code, running.json["type"]) == (409, "idempotency-key-in-use")

    past = clock.ago(clock.now(), seconds=1)
    transaction(lambda: db.session.execute(update(KeyedAnswer).values(leased_until=past)))
    again = buy(product, buyer=buyer, key="k")
    assert (again.status_code, states(again)) == (201, [AWAITING])
    assert again.json["payment"]["client_secret"]
    assert buy(product, buyer=buyer, key="k").headers["Idempotent-Replayed"] == "true"
    assert stock_of(product.id) == 59
    assert len(stripe.of_kind("payment_intent")) == 1
    assert transaction(lambda: db.session.scalar(select(func.count()).select_from(Checkout))) == 1


def test_a_checkout_whose_process_never_came_back_is_taken_up_by_the_worker_and_ends(stripe, monkeypatch) -> None:
    product = a_product()
    with monkeypatch.context() as patch, pytest.raises(Died):
        patch.setattr("market.payments.charges.flows.open_or_give_up", lambda *_a, **_k: (_ for _ in ()).throw(Died()))
        buy(product)
    work(later())
    assert (stock_of(product.id), broken()) == (60, [])


# Events


def test_wrong_signatures_and_old_events_are_refused_and_nothing_is_kept(stripe) -> None:
    buy()
    stripe.pay(stripe.intent()["id"])
    event = stripe.events[-1]
    refused = [
        hear(event, secret="another"),
        hear(event, at=clock.now().timestamp() - 301),
        hear(event, at=clock.now().timestamp() + 301),
        guest().client.post("/webhooks/card", data=b"{}"),
        guest().client.post("/webhooks/card", data=b"{}", headers={"Stripe-Signature": "t=,v1=,v1=é"}),
    ]
    assert {(one.status_code, one.json["type"]) for one in refused} == {(400, "bad-signature")}
    assert transaction(lambda: db.session.scalar(select(func.count()).select_from(CardEvent))) == 0


def test_a_byte_changed_under_way_breaks_the_signature(stripe) -> None:
    from tests.support.fake_stripe import signed

    sent = signed({"id": "evt_1", "type": "payment_intent.succeeded", "created": 1, "data": {"object": {}}})
    sent["data"] = sent["data"].replace(b"evt_1", b"evt_2")
    assert guest().client.post("/webhooks/card", **sent).status_code == 400


@pytest.mark.parametrize(
    "event",
    [
        [],
        {"id": "evt_1"},
        {"id": 5, "type": "x", "created": 1, "data": {"object": {}}},
        {"id": "evt_1", "type": "x", "created": "soon", "data": {"object": {}}},
        {"id": "evt_1", "type": "x", "created": 10**30, "data": {"object": {}}},
        {"id": "evt_1", "type": "x", "created": 1, "data": {"object": []}},
        {"id": "evt_\u0000", "type": "x", "created": 1, "data": {"object": {}}},
    ],
)
def test_what_is_no_event_is_refused(stripe, event) -> None:
    refused = hear(event)
    assert (refused.status_code, refused.json["type"]) == (400, "not-an-event")


def test_an_event_told_many_times_counts_once(stripe) -> None:
    bought = buy()
    stripe.pay(stripe.intent()["id"])
    assert {hear(stripe.events[-1]).status_code for _ in range(3)} == {200}
    work()
    hear(stripe.events[-1] | {"id": "evt_again"})
    work()
    assert (states(bought), held(Kind.CARD)) == ([PLACED], bought.json["total_vnd"])
    assert len(order(bought.json["orders"][0]["number"]).history) == 2


def _another(event, **changes):
    found = event["data"]["object"] | changes
    return event | {"id": f"evt_{uuid4().hex}", "data": {"object": found}}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"amount": 5, "amount_received": 5}, "another amount or currency"),
        ({"currency": "usd"}, "another amount or currency"),
        ({"amount": None, "amount_received": None}, "another amount or currency"),
        ({"amount_received": 10**18}, "another amount or currency"),
        ({"id": "pi_unknown", "metadata": {}}, "no charge of ours"),
        ({"id": "pi_other"}, "no charge of ours"),
        ({"id": None, "metadata": {"charge": "x"}}, "no charge of ours"),
    ],
)
def test_what_fits_nothing_waits_for_a_person_with_nothing_posted(stripe, changes, reason) -> None:
    bought, operator = buy(), calling(an_operator())
    stripe.pay(stripe.intent()["id"])
    assert hear(_another(stripe.events[-1], **changes)).status_code == 200
    work()
    waiting = operator.get("/card-events").json["items"]
    assert [event["reason"] for event in waiting] == [reason]
    assert (states(bought), held(Kind.CARD)) == ([AWAITING], 0)

    path = f"/card-events/{waiting[0]['id']}/resolution"
    assert calling(a_buyer()).put(path, {"note": "x"}).status_code == 403
    assert operator.put(path, {}).status_code == 422
    assert operator.put(path, {"note": "đã hỏi"}).json["outcome"] == "resolved"
    assert operator.get("/card-events").json["items"] == []
    assert operator.put(f"/card-events/{uuid4()}/resolution", {"note": "x"}).status_code == 404


def test_disputes_wait_for_a_person_and_other_news_is_only_kept(stripe) -> None:
    buy()
    stripe.decline(stripe.intent()["id"])
    hear(stripe.events[-1])
    hear(stripe.events[-1] | {"id": "evt_d", "type": "charge.dispute.created"})
    work()
    outcomes = transaction(lambda: sorted(db.session.scalars(select(CardEvent.outcome))))
    assert outcomes == ["ignored", "unmatched"]


def test_a_lost_event_is_made_good_by_asking(stripe) -> None:
    bought = buy()
    stripe.pay(stripe.intent()["id"])
    work(later())
    assert (states(bought), broken()) == ([PLACED], [])


def test_what_a_card_only_promised_is_captured(stripe) -> None:
    bought = buy()
    stripe.promise(stripe.intent()["id"])
    hear(stripe.events[-1])
    work()
    assert (stripe.intent()["status"], states(bought)) == ("succeeded", [PLACED])


# Time


def test_unpaid_stock_is_held_a_quarter_of_an_hour_and_comes_back_when_the_gateway_has_cancelled(stripe) -> None:
    product = a_product()
    bought = buy(product)
    work(later(LATE / 2))
    assert (states(bought), stock_of(product.id)) == ([AWAITING], 59)
    work(later())
    assert (stripe.intent()["status"], states(bought), stock_of(product.id)) == ("canceled", [CANCELLED], 60)
    assert stripe.pay(stripe.intent()["id"]) is False
    assert broken() == []


def test_while_the_gateway_is_silent_the_stock_stays_held_and_it_is_asked_again(stripe) -> None:
    product = a_product()
    bought = buy(product)
    stripe.fail("payment_intents/", "before", times=3)
    work(later())
    assert (states(bought), stock_of(product.id)) == ([AWAITING], 59)
    work(later(2 * LATE))
    assert (states(bought), stock_of(product.id)) == ([CANCELLED], 60)


def test_a_cancellation_whose_answer_was_lost_is_learnt_by_looking(stripe) -> None:
    bought = buy()
    stripe.fail("cancel$", "after", times=3)
    work(later())
    work(later(2 * LATE))
    assert states(bought) == [CANCELLED]


def test_who_pays_at_the_last_moment_gets_the_goods(stripe) -> None:
    """The gateway has taken the money, but its event has not come when the time is over."""
    bought = buy()
    stripe.pay(stripe.intent()["id"])
    work(later())
    hear(stripe.events[-1])
    work(later())
    assert (states(bought), held(Kind.CARD)) == ([PLACED], bought.json["total_vnd"])


def _expired_but_paid(stripe, product):
    """Our side gave up (no answer at opening), and yet the money came."""
    bought = buy(product)
    transaction(lambda: flows._cancel(db.session.scalars(select(Charge.id)).one(), clock.now()))
    assert states(bought) == [CANCELLED]
    stripe.pay(stripe.intent()["id"])
    return bought


def test_a_payment_after_the_end_revives_the_order_if_the_goods_are_still_there(stripe) -> None:
    product = a_product()
    bought = _expired_but_paid(stripe, product)
    hear(stripe.events[-1])
    work()
    assert (states(bought), stock_of(product.id)) == ([PLACED], 59)
    assert [move.target for move in order(bought.json["orders"][0]["number"]).history][-2:] == ["cancelled", "placed"]
    assert broken() == []


def test_a_payment_after_the_end_goes_back_if_the_goods_are_gone(stripe) -> None:
    product = a_product(stock=1)
    bought = _expired_but_paid(stripe, product)
    assert buy(product).status_code == 201
    hear(stripe.events[-1])
    work()
    assert states(bought) == [("cancelled", "refunded")]
    assert [refund["amount"] for refund in stripe.of_kind("refund")] == [bought.json["total_vnd"]]
    assert (held(Kind.CARD), held(Kind.UNMATCHED, "card"), held(Kind.REFUNDS, "card")) == (0, 0, 0)
    assert broken() == []


# One order of several


def test_calling_off_one_unpaid_order_asks_for_less(stripe) -> None:
    buyer = calling(a_buyer())
    bought = buy(a_product(), a_product(), buyer=buyer)
    first, second = bought.json["orders"]
    buyer.put(f"/orders/{first['number']}/cancellation", {})
    work()
    old, new = stripe.of_kind("payment_intent")
    assert (old["status"], new["amount"]) == ("canceled", second["total_vnd"])
    shown = buyer.get(f"/orders/{second['number']}/payment").json
    assert (shown["client_secret"], shown["amount_vnd"]) == (new["client_secret"], second["total_vnd"])
    stripe.pay(new["id"])
    for event in stripe.events:
        hear(event)
    work()
    assert states(bought) == [CANCELLED, PLACED]
    assert broken() == []


def test_calling_off_one_order_just_as_it_is_paid_gives_its_share_back(stripe) -> None:
    buyer = calling(a_buyer())
    bought = buy(a_product(), a_product(), buyer=buyer)
    first, second = bought.json["orders"]
    stripe.pay(stripe.intent()["id"])
    buyer.put(f"/orders/{first['number']}/cancellation", {})
    work()
    assert states(bought) == [("cancelled", "refunded"), PLACED]
    assert [refund["amount"] for refund in stripe.of_kind("refund")] == [first["total_vnd"]]
    assert held(Kind.CARD) == second["total_vnd"]
    assert broken() == []


def test_calling_off_all_of_an_unpaid_checkout_ends_its_charge(stripe) -> None:
    buyer = calling(a_buyer())
    bought = buy(buyer=buyer)
    buyer.put(f"/orders/{bought.json['orders'][0]['number']}/cancellation", {})
    work()
    assert (stripe.intent()["status"], len(stripe.of_kind("payment_intent"))) == ("canceled", 1)


# Refunds


def test_calling_off_a_paid_order_gives_all_of_it_back_at_once(stripe) -> None:
    bought = paid(stripe)
    number, total = bought.json["orders"][0]["number"], bought.json["total_vnd"]
    calling(buyer_of(order(number))).put(f"/orders/{number}/cancellation", {})
    assert order(number).payment_status == "refunding"
    work()
    assert order(number).payment_status == "refunded"
    assert [(r["amount"], r["metadata"].keys()) for r in stripe.of_kind("refund")] == [(total, {"refund"})]
    assert (held(Kind.CARD), held(Kind.ORDER, number)) == (0, 0)
    for event in stripe.events:
        hear(event)
    work()
    assert (held(Kind.CARD), broken()) == (0, [])


@pytest.mark.parametrize("how", ["before", "after", "500"])
def test_a_refund_whose_answer_is_lost_is_made_once(stripe, how) -> None:
    bought = paid(stripe)
    number = bought.json["orders"][0]["number"]
    stripe.fail("POST /v1/refunds", how, times=3)
    calling(buyer_of(order(number))).put(f"/orders/{number}/cancellation", {})
    work()
    assert order(number).payment_status == "refunding"
    stripe.answered = {key: kept for key, kept in stripe.answered.items() if kept[1][0] < 500}  # a day later
    work(later())
    assert order(number).payment_status == "refunded"
    assert len(stripe.of_kind("refund")) == 1
    assert (held(Kind.CARD), broken()) == (0, [])


@pytest.mark.parametrize(("call", "verb"), [("capture$", "capture"), ("refunds$", "refunds")])
def test_a_gateway_that_times_out_after_it_has_moved_the_money_moves_it_once(stripe, monkeypatch, call, verb) -> None:
    monkeypatch.setattr("market.payments.charges.gateway.calls._TIMEOUT_SECONDS", (0.2, 0.2))
    stripe.fail(f"POST .*{call}", "slow", times=3)
    bought = buy()
    number = bought.json["orders"][0]["number"]
    stripe.promise(stripe.intent()["id"])
    hear(stripe.events[-1])
    work()
    work(later())
    assert states(bought) == [PLACED]
    calling(buyer_of(order(number))).put(f"/orders/{number}/cancellation", {})
    work(later())
    work(later(2 * LATE))
    assert (states(bought), held(Kind.CARD)) == ([("cancelled", "refunded")], 0)
    assert sum(verb in made for made in stripe.calls if made.startswith("POST")) == 3
    assert len(stripe.of_kind("refund")) == 1
    assert broken() == []


def test_many_partial_refunds_up_to_what_was_paid(stripe) -> None:
    bought = paid(stripe)
    number, total = bought.json["orders"][0]["number"], bought.json["total_vnd"]
    seller = calling(seller_of(order(number)))
    for amount in (10_000, 20_000):
        made = seller.post(f"/orders/{number}/refunds", {"amount_vnd": amount})
        assert (made.status_code, made.json["state"], made.json["channel"]) == (201, "approved", "card")
    refused = seller.post(f"/orders/{number}/refunds", {"amount_vnd": total - 29_999})
    assert (refused.status_code, refused.json["type"]) == (409, "refund-too-high")
    assert refused.json["refundable_vnd"] == total - 30_000
    work()
    shown = calling(buyer_of(order(number))).get(f"/orders/{number}/payment").json
    assert (shown["status"], shown["refunded_vnd"], len(shown["refunds"])) == ("partly_refunded", 30_000, 2)
    assert held(Kind.CARD) == total - 30_000
    assert broken() == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"amount_vnd": 0}, 422),
        ({"amount_vnd": -1}, 422),
        ({"amount_vnd": 1.5}, 422),
        ({"amount_vnd": 10**12}, 422),
        ({"amount_vnd": 1000, "channel": "gold"}, 422),
        ({"amount_vnd": 1000, "surprise": 1}, 422),
    ],
)
def test_a_refund_is_a_whole_sum(stripe, body, status) -> None:
    number = paid(stripe).json["orders"][0]["number"]
    assert calling(seller_of(order(number))).post(f"/orders/{number}/refunds", body).status_code == status


def test_who_may_refund(stripe) -> None:
    number = paid(stripe).json["orders"][0]["number"]
    body = {"amount_vnd": 1_000}
    path = f"/orders/{number}/refunds"
    assert calling(buyer_of(order(number))).post(path, body).status_code == 403
    assert calling(a_buyer()).post(path, body).status_code == 404
    assert guest().post(path, body).status_code == 401
    assert calling(an_operator()).post(path, body).status_code == 201


def test_an_unpaid_order_has_nothing_to_refund(stripe) -> None:
    number = buy().json["orders"][0]["number"]
    refused = calling(seller_of(order(number))).post(f"/orders/{number}/refunds", {"amount_vnd": 1})
    assert refused.status_code == 409
    assert refused.json["type"] in ("refund-too-high", "refund-channel-not-possible")


def test_above_the_set_sum_a_second_operator_approves(stripe) -> None:
    bought = buy(a_product(price_vnd=2_000_000))
    stripe.pay(stripe.intent()["id"])
    hear(stripe.events[-1])
    work()
    number = bought.json["orders"][0]["number"]
    first, second = calling(an_operator()), calling(an_operator())
    made = first.post(f"/orders/{number}/refunds", {"amount_vnd": 1_500_000}).json
    assert made["state"] == "requested"
    over = first.post(f"/orders/{number}/refunds", {"amount_vnd": 1_000_000})
    assert (over.status_code, over.json["type"]) == (409, "refund-too-high")
    work()
    assert stripe.of_kind("refund") == []
    assert [item["id"] for item in second.get("/refunds?state=requested").json["items"]] == [made["id"]]
    refused = first.put(f"/refunds/{made['id']}/approval")
    assert (refused.status_code, refused.json["type"]) == (403, "second-operator-needed")
    for _ in range(2):
        assert second.put(f"/refunds/{made['id']}/approval").status_code == 200
    work()
    assert [refund["amount"] for refund in stripe.of_kind("refund")] == [1_500_000]
    rejected = second.put(f"/refunds/{made['id']}/rejection", {"note": "không"})
    assert (rejected.status_code, rejected.json["type"]) == (409, "wrong-state")
    assert broken() == []


def test_a_rejected_refund_moves_no_money(stripe) -> None:
    bought = buy(a_product(price_vnd=2_000_000))
    stripe.pay(stripe.intent()["id"])
    hear(stripe.events[-1])
    work()
    number, first, second = bought.json["orders"][0]["number"], calling(an_operator()), calling(an_operator())
    made = first.post(f"/orders/{number}/refunds", {"amount_vnd": 1_500_000}).json
    assert second.put(f"/refunds/{made['id']}/rejection", {"note": "không"}).json["state"] == "rejected"
    work()
    assert (stripe.of_kind("refund"), held(Kind.CARD)) == ([], bought.json["total_vnd"])
    assert first.post(f"/orders/{number}/refunds", {"amount_vnd": 1_500_000}).status_code == 201


def test_what_the_gateway_will_not_give_back_waits_and_is_sent_from_the_bank(stripe) -> None:
    bought = paid(stripe)
    number, total = bought.json["orders"][0]["number"], bought.json["total_vnd"]
    # Somebody has given it back at the gateway's own desk, beside our books.
    stripe.answer("POST", "/v1/refunds", {"payment_intent": stripe.intent()["id"], "amount": str(total)}, None, _TOKEN)
    hear(stripe.events[-1])
    calling(buyer_of(order(number))).put(f"/orders/{number}/cancellation", {})
    work()
    operator = calling(an_operator())
    failed = operator.get("/refunds?state=failed").json["items"]
    assert [(item["amount_vnd"], item["failure"]) for item in failed] == [(total, "charge_already_refunded")]
    assert [event["reason"] for event in operator.get("/card-events").json["items"]] == ["no refund of ours"]
    done = operator.put(f"/refunds/{failed[0]['id']}/settlement", {"note": "đã chuyển"})
    assert done.json["state"] == "settled"
    assert held(Kind.BANK) == -total


_TOKEN = "Bearer sk_test_of_the_tests"


def test_a_refund_that_a_bank_sends_back_days_later_is_ours_again_in_any_order_of_events(stripe) -> None:
    bought = paid(stripe)
    number, total = bought.json["orders"][0]["number"], bought.json["total_vnd"]
    calling(buyer_of(order(number))).put(f"/orders/{number}/cancellation", {})
    work()
    stripe.fail_refund(stripe.of_kind("refund")[0]["id"])
    for event in reversed(stripe.events):
        hear(event)
        work()
    assert transaction(lambda: db.session.scalars(select(Refund.state)).all()) == ["failed"]
    assert (held(Kind.CARD), held(Kind.REFUNDS, "card")) == (total, total)
    assert broken() == []


# Who is told, and whether it adds up


def test_both_sides_are_told_of_late_money(stripe) -> None:
    product = a_product(stock=1)
    bought = _expired_but_paid(stripe, product)
    buy(product)
    hear(stripe.events[-1])
    work()
    late = order(bought.json["orders"][0]["number"])
    assert told(late.buyer_id) == ["order_lapsed", "paid_too_late", "refunded_card"]
    assert told(late.seller_id) == ["paid_too_late_for_shop"]


def test_reconciling_names_what_differs_on_either_side(stripe) -> None:
    bought = paid(stripe)
    fine = reconcile(now=clock.now())
    assert (fine.differences, fine.gateway_vnd, fine.ours_vnd) == (
        [],
        bought.json["total_vnd"],
        bought.json["total_vnd"],
    )
    form = {"amount": "20000", "currency": "vnd"}
    stripe.answer("POST", "/v1/payment_intents", form, None, _TOKEN)
    stripe.pay(stripe.intent()["id"])
    form = {"payment_intent": stripe.of_kind("payment_intent")[0]["id"], "amount": "5"}
    stripe.answer("POST", "/v1/refunds", form, None, _TOKEN)
    found = reconcile(now=clock.now())
    assert [line.partition(":")[2] for line in found.differences] == [
        " 20.000 đ were paid for no charge of ours",
        " 5 đ went back for no refund of ours",
    ]
    assert found.gateway_vnd - found.ours_vnd == 20_000 - 5


def test_reconciling_names_money_that_only_we_know_of(stripe) -> None:
    paid(stripe)
    stripe.objects.clear()
    found = reconcile(now=clock.now())
    assert [line.partition(": ")[2].partition(" đ")[2] for line in found.differences] == [
        " are paid in our books, but not at the gateway"
    ]


def test_the_audit_names_money_that_does_not_add_up(stripe) -> None:
    paid(stripe)
    transaction(lambda: db.session.execute(update(Charge).values(amount_vnd=5)))
    lines = broken()
    assert [line.partition(" ")[2].partition(" ")[2] for line in lines] == [
        "its shares do not add up to its amount",
        f"is paid, but {dong(held(Kind.CARD))} đ have come for it",
    ]


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"CARD_API_KEY": "sk_x"}, "CARD_API_KEY and CARD_WEBHOOK_SECRET must both be set, or neither."),
        ({"CARD_API_URL": "http://cards.example"}, "CARD_API_URL must be an https:// address"),
        ({"CARD_API_URL": "https://"}, "CARD_API_URL must be an https:// address"),
        ({"BANK_ACCOUNT": "123456"}, "BANK_ACCOUNT and BANK_BIN must both be set, or neither."),
        ({"BANK_BIN": "12", "BANK_ACCOUNT": "123456"}, "BANK_BIN must be the six digits of a bank."),
        ({"BANK_BIN": "970416", "BANK_ACCOUNT": "1 2"}, "BANK_ACCOUNT must be 4 to 19 digits or letters."),
    ],
)
def test_a_wrong_setting_stops_the_start(environ, said) -> None:
    with pytest.raises(WrongSetting, match=said.replace(".", r"\.")):
        read_config(environ)
