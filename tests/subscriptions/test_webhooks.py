"""Events go to other systems: signed, once each, again when they did not arrive, and to nobody who may not hear."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from market import clock, outbox
from market.accounts import actions as accounts
from market.accounts.rules import RoleName
from market.catalog.actions import shops
from market.catalog.models import Shop
from market.db import db, transaction
from market.outbox import OutboxEntry
from market.subscriptions import flows, rules
from market.subscriptions.actions import subscriptions
from market.subscriptions.event_types import EVENT_TYPES
from market.subscriptions.models import Message, News, Subscription
from market.wiring import jobs
from tests.support.receiving import Receiver, receiving
from tests.support.serving import a_service
from tests.support.village import (
    CHI_LANG,
    HOAN_KIEM,
    Caller,
    a_buyer,
    a_household,
    a_product,
    a_shop,
    a_shop_with_money,
    an_officer,
    an_operator,
    buyer_of,
    calling,
    delivered_order,
    fresh_code,
    in_days,
    leaves,
    owner_of,
    placed_order,
)


@pytest.fixture
def receiver(app: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    monkeypatch.setitem(app.config, "MARKET", replace(app.config["MARKET"], webhook_loopback=True))
    with receiving() as receiver:
        yield receiver


def work(at: datetime | None = None) -> None:
    """What the worker's lane of news does, at one instant."""
    instant = at or clock.now()
    while outbox.drain(jobs.JOBS, clock=lambda: instant, of=jobs.TOLD):
        pass
    flows.send_due(clock=lambda: instant)


# What the owners of the tests were told, by their token.
SECRETS: dict[str | None, str] = {}


def subscribed(caller: Caller, receiver: Receiver, *types: str, **where: Any) -> str:
    answer = caller.post("/subscriptions", {"url": receiver.url, "types": types or ["order.*"], **where})
    assert answer.status_code == 201, answer.json
    SECRETS[caller.token] = answer.json["secret"]
    return f"/subscriptions/{answer.json['subscription']['id']}"


def an_owner(receiver: Receiver, *types: str) -> tuple[Caller, str, Any]:
    """Who has a shop, its subscription's address, and a good of it."""
    shop = a_shop()
    owner = calling(owner_of(shop))
    return owner, subscribed(owner, receiver, *types, shop_id=str(shop.id)), a_product(shop)


def proven(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """As a receiver looks at it, by the words of the specification."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return wanted in headers["webhook-signature"].split(" ")


def test_a_shops_order_is_told_signed_thin_and_once(receiver: Receiver) -> None:
    owner, path, product = an_owner(receiver)
    order = placed_order(product)
    assert owner.put(f"/orders/{order.number}/acceptance").status_code == 200
    for _ in range(2):
        work()
    (placed, accepted), (headers, body) = receiver.told, receiver.came[0]
    assert (placed[0], accepted[0], accepted[1]["from"]) == ("order.placed", "order.accepted", "placed")
    assert placed[1]["total_vnd"] == order.total_vnd
    assert placed[1]["link"].endswith(f"/orders/{order.number}")
    for private in (order.recipient_name, order.recipient_phone[3:], order.address_line):
        assert private.encode() not in body
    assert proven(SECRETS[owner.token], headers, body)
    assert not proven(SECRETS[owner.token], headers, body.replace(b"placed", b"packed"))
    assert abs(int(headers["webhook-timestamp"]) - clock.now().timestamp()) < 60
    items = owner.get(f"{path}/messages").json["items"]
    assert [item["webhook_id"] for item in items] == [sent["webhook-id"] for sent, _ in reversed(receiver.came)]
    assert [(one["status"], one["error"]) for item in items for one in item["attempts"]] == [(204, "")] * 2


def test_what_is_rolled_back_was_never_told(receiver: Receiver) -> None:
    owner, _, product = an_owner(receiver)
    order = placed_order(product)
    work()
    wrong = owner.put(f"/orders/{order.number}/packing", {"harvested_on": "2999-01-01"})
    assert wrong.status_code in (409, 422)
    work()
    assert [kind for kind, _ in receiver.told] == ["order.placed"]


def test_a_whole_life_is_told_by_names_of_the_table(receiver: Receiver) -> None:
    owner, _, product = an_owner(receiver, "order.*", "parcel.*", "product.*")
    order = delivered_order(product=product)
    calling(buyer_of(order)).put(f"/orders/{order.number}/receipt")
    edit = {"If-Match": "*"}
    assert owner.patch(f"/products/{product.id}", {"price_vnd": 70_000}, headers=edit).status_code == 200
    assert owner.patch(f"/products/{product.id}", {"price_vnd": 70_000}, headers=edit).status_code == 200
    owner.put(f"/products/{product.id}/unlisting")
    owner.put(f"/products/{product.id}/unlisting")
    owner.delete(f"/products/{product.id}/unlisting")
    owner.post(f"/products/{product.id}/stock-movements", {"change": -58, "reason": "damage"})
    owner.post(f"/products/{product.id}/stock-movements", {"change": 5, "reason": "harvest"})
    operator = calling(an_operator())
    operator.put(f"/products/{product.id}/suspension", {"reason": "Xem lại"})
    operator.delete(f"/products/{product.id}/suspension")
    work()
    told = [kind for kind, _ in receiver.told]
    assert set(told) <= set(EVENT_TYPES)
    assert sorted(told) == sorted(
        [f"order.{state}" for state in ("placed", "accepted", "packed", "shipped", "delivered", "completed")]
        + ["parcel.delivered", "product.listed", "product.changed", "product.unlisted"]
        + ["product.relisted", "product.sold_out", "product.restocked", "product.suspended", "product.reinstated"]
    )


def test_money_taken_out_is_told_to_its_shop_alone(receiver: Receiver) -> None:
    shop = a_shop_with_money(500_000)
    owner, operator = calling(owner_of(shop)), calling(an_operator())
    subscribed(owner, receiver, "payout.*", shop_id=str(shop.id))
    subscribed(operator, receiver, "payout.*")
    account = {"bank_bin": "970405", "number": "8400205123456", "holder": "HOANG THI LAN"}
    assert owner.put("/me/payout-account", account | fresh_code(owner)).status_code == 200
    asked = owner.post(f"/shops/{shop.id}/payouts", {"amount_vnd": 100_000}).json
    owner.put(f"/shops/{shop.id}/payouts/{asked['id']}/cancellation")
    owner.post(f"/shops/{shop.id}/cash-outs", {"amount_vnd": 50_000})
    work()
    told = sorted((kind, data["way"], data["amount_vnd"]) for kind, data in receiver.told)
    assert told == [
        ("payout.asked", "bank", 100_000),
        ("payout.cancelled", "bank", 100_000),
        ("payout.open", "cash", 50_000),
    ]
    assert b"8400205123456" not in b"".join(body for _, body in receiver.came)


def test_it_is_tried_again_later_and_later_for_a_day_and_then_given_up(receiver: Receiver) -> None:
    owner, path, product = an_owner(receiver)
    receiver.answers = [500] * 20
    placed_order(product)
    at, began, waits = clock.now(), clock.now(), []
    for _ in range(20):
        work(at)
        (message,) = owner.get(f"{path}/messages").json["items"]
        if message["next_try_at"] is None:
            break
        due = datetime.fromisoformat(message["next_try_at"])
        waits.append(due - at)
        work(due - timedelta(seconds=1))
        at = due
    assert message["state"] == "given_up"
    assert len(receiver.came) == len(message["attempts"]) == len(rules.WAITS) + 1
    assert len({sent["webhook-id"] for sent, _ in receiver.came}) == 1
    assert all(0.9 * wait <= found <= 1.1 * wait for wait, found in zip(rules.WAITS, waits, strict=True))
    assert at - began <= timedelta(hours=24)
    receiver.answers = []
    assert owner.put(f"{path}/messages/{message['id']}/resending").status_code == 200
    work(at)
    assert owner.get(f"{path}/messages/{message['id']}").json["state"] == "delivered"
    assert receiver.came[-1][0]["webhook-id"] == receiver.came[0][0]["webhook-id"]


def test_after_five_days_of_failing_it_is_left_alone_and_its_owner_told(receiver: Receiver) -> None:
    owner, path, product = an_owner(receiver)
    receiver.answers = [500] * 9
    for day in (0, 1.5, 4.9, 5.1):
        assert owner.get(path).json["state"] == "active"
        placed_order(product)
        work(in_days(day))
    shown = owner.get(path).json
    assert (shown["state"], shown["because"]) == ("disabled", "failing")
    assert [entry.payload["notice"] for entry in notices() if "subscription" in entry.payload["notice"]] == [
        "subscription_disabled"
    ]
    came = len(receiver.came)
    work(in_days(6))
    assert len(receiver.came) == came
    refused = owner.post(f"{path}/tests")
    assert (refused.status_code, refused.json["type"]) == (409, "subscription-disabled")
    receiver.answers = []
    for _ in range(2):
        assert owner.put(f"{path}/enabling").json["state"] == "active"
    work(in_days(6))
    newest, *others = owner.get(f"{path}/messages").json["items"]
    assert newest["state"] == "delivered"
    assert {message["state"] for message in others} <= {"delivered", "given_up"}  # what was tried for a day


def notices() -> list[OutboxEntry]:
    return transaction(lambda: list(db.session.scalars(select(OutboxEntry).where(OutboxEntry.topic == "notice"))))


@pytest.mark.parametrize(("status", "state", "error"), [(410, "disabled", "status"), (302, "active", "redirect")])
def test_gone_is_believed_at_once_and_a_redirect_is_not_followed(
    receiver: Receiver, status: int, state: str, error: str
) -> None:
    owner, path, product = an_owner(receiver)
    receiver.answers = [status]
    placed_order(product)
    work()
    assert len(receiver.came) == 1
    assert owner.get(path).json["state"] == state
    (message,) = owner.get(f"{path}/messages").json["items"]
    assert [(one["status"], one["error"]) for one in message["attempts"]] == [(status, error)]


def test_a_services_receiver_that_is_gone_is_told_to_whoever_connected_it(receiver: Receiver) -> None:
    service, program = a_service("webhooks", place=("commune", CHI_LANG))
    path = subscribed(program, receiver, "order.placed", place_code=CHI_LANG)
    receiver.answers = [410]
    placed_order()
    work()
    assert program.get(path).json["because"] == "gone"
    told = [entry.payload for entry in notices() if entry.payload["notice"] == "subscription_disabled"]
    assert [one["person_id"] for one in told] == [str(service.asked_by_id)]


def test_while_the_secret_rotates_both_sign(receiver: Receiver) -> None:
    owner, path, _ = an_owner(receiver)
    former = SECRETS[owner.token]
    rotated = owner.post(f"{path}/secrets")
    assert rotated.status_code == 201
    owner.post(f"{path}/tests")
    work()
    headers, body = receiver.came[0]
    assert [proven(secret, headers, body) for secret in (former, rotated.json["secret"])] == [True, True]
    assert len(headers["webhook-signature"].split(" ")) == 2
    owner.post(f"{path}/tests")
    work(in_days(1.1))
    headers, body = receiver.came[1]
    assert [proven(secret, headers, body) for secret in (former, rotated.json["secret"])] == [False, True]
    transaction(lambda: subscriptions.forget_former_secrets(now=in_days(1.1)))
    assert transaction(lambda: db.session.scalars(select(Subscription.former_secret)).one()) is None
    assert "secret" not in str(owner.get(path).json)


def test_a_slow_receiver_keeps_nobody_waiting(receiver: Receiver) -> None:
    """Neither another receiver nor a code; and it gets one letter at a time, whatever waits for it."""
    _, _, product = an_owner(receiver)
    receiver.hold.clear()
    with receiving() as quick:
        subscribed(calling(an_operator()), quick)
        for _ in range(3):
            placed_order(product)
        while outbox.drain(jobs.JOBS, clock=clock.now, of=jobs.TOLD):
            pass
        sender = flows.Sender()
        for _ in range(200):
            sender.turn(clock=clock.now, patience=0.05)
            if len(quick.came) == 3:
                break
        assert (len(quick.came), len(receiver.came)) == (3, 1)
        code = calling(a_buyer()).post("/sign-in-codes", {"phone": "0912345678"})
        assert code.status_code == 202
        outbox.drain(jobs.JOBS, clock=clock.now, of=~jobs.SLOW & ~jobs.TOLD)
        assert "sign_in.send_code" in {entry.topic for entry in done()}
        receiver.hold.set()
        while sender.turn(clock=clock.now, patience=2) or sender.under_way:
            pass
        sender.close()
    assert len(receiver.came) == 3


def counted(kind: Any) -> int:
    return transaction(lambda: db.session.scalar(select(func.count()).select_from(kind))) or 0


def done() -> list[OutboxEntry]:
    return transaction(lambda: list(db.session.scalars(select(OutboxEntry).where(OutboxEntry.done_at.is_not(None)))))


def test_one_that_fails_costs_one_try_at_a_time_however_much_waits(receiver: Receiver) -> None:
    _, _, product = an_owner(receiver)
    receiver.answers = [503] * 9
    for _ in range(4):
        placed_order(product)
    now = clock.now()
    work(now)
    work(now)
    assert len(receiver.came) == 1
    work(now + timedelta(seconds=6))
    assert len(receiver.came) == 2


def test_whoever_died_while_sending_is_followed_by_another_with_the_same_id(receiver: Receiver) -> None:
    _, _, product = an_owner(receiver)
    placed_order(product)
    while outbox.drain(jobs.JOBS, clock=clock.now, of=jobs.TOLD):
        pass
    (letter,) = flows.written(now=clock.now(), limit=8)
    assert flows.written(now=clock.now(), limit=8) == []
    (again,) = flows.written(now=in_days(1 / 24), limit=8)
    assert again.headers["webhook-id"] == letter.headers["webhook-id"]


def test_news_that_comes_twice_is_one_message(receiver: Receiver) -> None:
    _, _, product = an_owner(receiver)
    placed_order(product)
    work()
    again = update(OutboxEntry).where(OutboxEntry.topic == "news.tell").values(done_at=None)
    transaction(lambda: db.session.execute(again))
    outbox.drain(jobs.JOBS, clock=lambda: in_days(1), of=jobs.TOLD)
    flows.send_due(clock=lambda: in_days(1))
    assert len(receiver.came) == 1
    assert counted(Message) == 1


def test_places_hear_of_their_shops_and_nobody_else(receiver: Receiver) -> None:
    officer, far = calling(an_officer(CHI_LANG)), calling(an_officer(HOAN_KIEM))
    province, operator = calling(an_officer("20")), calling(an_operator())
    for caller, where in [
        (officer, {"place_code": CHI_LANG}),
        (far, {"place_code": HOAN_KIEM}),
        (province, {"place_code": "20"}),
        (province, {"place_code": CHI_LANG}),
        (operator, {}),
    ]:
        subscribed(caller, receiver, "order.placed", **where)
    for caller, where in [
        (officer, {}),
        (officer, {"place_code": "20"}),
        (far, {"place_code": CHI_LANG}),
        (officer, {"shop_id": str(a_shop().id)}),
        (calling(a_household()), {"place_code": CHI_LANG}),
    ]:
        refused = caller.post("/subscriptions", {"url": receiver.url, "types": ["order.*"], **where})
        assert (refused.status_code, refused.json["type"]) == (403, "not-allowed"), where
    placed_order()
    work()
    assert len(receiver.came) == 4


def test_whoever_may_not_hear_any_more_is_told_nothing(receiver: Receiver) -> None:
    shop = a_shop()
    former = owner_of(shop)
    path, product = subscribed(calling(former), receiver, shop_id=str(shop.id)), a_product(shop)
    other = an_operator()
    wide = subscribed(calling(other), receiver)
    to = a_household()
    transaction(lambda: shops.hand_over_shop(shop=db.session.merge(shop), to=db.session.merge(to), now=clock.now()))
    transaction(lambda: accounts.revoke(person=db.session.merge(other), role=RoleName.OPERATOR))
    placed_order(product)
    work()
    assert receiver.came == []
    for caller, mine in ((calling(former), path), (calling(other), wide)):
        assert caller.get(mine).json["because"] == "no_right"
        assert caller.put(f"{mine}/enabling").status_code == 403
    assert calling(to).delete(path).status_code == 204  # the new household sees what its shop is told to


def test_what_the_former_household_sold_is_not_told_to_the_next(receiver: Receiver) -> None:
    _, _, product = an_owner(receiver)
    order, to, operator = placed_order(product), a_household(), calling(an_operator())
    shop = transaction(lambda: db.session.get(Shop, order.shop_id))
    transaction(lambda: shops.hand_over_shop(shop=db.session.merge(shop), to=db.session.merge(to), now=clock.now()))
    path = subscribed(calling(to), receiver, shop_id=str(order.shop_id))
    wide = subscribed(operator, receiver)
    calling(buyer_of(order)).put(f"/orders/{order.number}/cancellation", {"reason": ""})
    after = placed_order(product)
    work()
    told = [item["type"] for item in calling(to).get(f"{path}/messages").json["items"]]
    assert told == ["order.placed"]
    assert {data["number"] for _, data in receiver.told} == {order.number, after.number}
    assert "order.cancelled" in {item["type"] for item in operator.get(f"{wide}/messages").json["items"]}


def test_what_is_deleted_or_forgotten_is_told_no_more(receiver: Receiver) -> None:
    owner, path, product = an_owner(receiver)
    seller = calling(an_operator())
    placed_order(product)
    work()
    export = owner.get("/me/export").json["parts"]["subscriptions"]
    assert [one["url"] for one in export] == [receiver.url]
    assert owner.delete(path).status_code == 204
    assert owner.get(path).status_code == owner.delete(path).status_code == 404
    subscribed(seller, receiver)
    assert leaves(seller).status_code == 204
    placed_order(product)
    work()
    assert len(receiver.came) == 1
    assert counted(Subscription) == 0


def test_a_change_takes_what_waits_to_the_new_address(receiver: Receiver) -> None:
    owner, path, product = an_owner(receiver, "order.placed")
    placed_order(product)
    edit = {"If-Match": owner.get(path).headers["ETag"]}
    with receiving() as other:
        changed = owner.patch(path, {"url": other.url, "types": ["order.accepted"]}, headers=edit)
        assert (changed.status_code, changed.json["types"], changed.json["version"]) == (200, ["order.accepted"], 2)
        assert owner.patch(path, {"url": receiver.url}, headers=edit).status_code == 412
        work()
        assert other.came == []  # what is wanted is asked when it is told
        placed_order(product)
    assert receiver.came == []


def test_a_shop_has_so_many_and_a_list_is_paged(receiver: Receiver) -> None:
    shop = a_shop()
    owner = calling(owner_of(shop))
    for _ in range(rules.MOST_PER_PLACE):
        path = subscribed(owner, receiver, shop_id=str(shop.id))
    refused = owner.post("/subscriptions", {"url": receiver.url, "types": ["order.*"], "shop_id": str(shop.id)})
    assert (refused.status_code, refused.json["type"]) == (409, "too-many-subscriptions")
    first = owner.get("/subscriptions?limit=3").json
    rest = owner.get(f"/subscriptions?limit=3&cursor={first['next']}").json
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (3, 2, None)
    for _ in range(3):
        owner.post(f"{path}/tests")
    some = owner.get(f"{path}/messages?limit=2&state=waiting").json
    assert len(some["items"]) == 2
    assert len(owner.get(f"{path}/messages?limit=2&cursor={some['next']}").json["items"]) == 1
    assert owner.get(f"{path}/messages?state=lost").status_code == 422
    assert owner.get("/event-types?limit=100").json["items"][1]["type"] == "order.placed"


def test_tests_and_tries_have_a_bound(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, path, _ = an_owner(receiver)
    monkeypatch.setattr(rules, "TRIES_KEPT", 2)
    sent = [owner.post(f"{path}/tests") for _ in range(rules.TESTS_PER_PERSON.most)]
    assert {answer.status_code for answer in sent} == {201}
    refused = owner.post(f"{path}/tests")
    assert (refused.status_code, refused.json["type"]) == (429, "too-many-requests")
    assert counted(Message) == rules.TESTS_PER_PERSON.most
    first = sent[0].json["id"]
    work()
    for _ in range(2):
        owner.put(f"{path}/messages/{first}/resending")
        work()
    assert len(owner.get(f"{path}/messages/{first}").json["attempts"]) == 2


def test_old_news_is_dropped_with_its_messages(receiver: Receiver) -> None:
    _, _, product = an_owner(receiver)
    placed_order(product)
    work()
    transaction(lambda: subscriptions.purge_old(now=in_days(29)))
    assert counted(News) > 0
    transaction(lambda: subscriptions.purge_old(now=in_days(31)))
    assert counted(News) == 0
