"""Was it said? Each sees what was told to her side, its kind in words and what became of it; never what it said."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from market import clock, outbox
from market.db import db, transaction
from market.notices import actions, flows
from market.notices.models import SentNotice
from market.outbox import OutboxEntry
from market.wiring import jobs
from tests.support.helping import a_village, asked, person
from tests.support.village import (
    a_buyer,
    a_team_member,
    accepted_order,
    an_officer,
    an_operator,
    buyer_of,
    calling,
    guest,
    seller_of,
)

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
NIGHT = datetime(2026, 11, 23, 15, tzinfo=UTC)
WHY = {"reason": "Bà hỏi đã gửi chưa"}


@pytest.fixture
def order(app):
    """Accepted, and what is told of it not yet said."""
    return accepted_order()


@pytest.fixture
def away(monkeypatch):
    def refuse(*_):
        raise ConnectionError("192.0.2.7 0912345678")

    monkeypatch.setattr(flows, "_send", refuse)


def work(at=NOON) -> None:
    transaction(lambda: db.session.execute(update(OutboxEntry).values(due_at=at)))
    while outbox.drain(jobs.JOBS, clock=lambda: at):
        pass


def read(by, path, **query):
    answer = by.get(path, query_string=query)
    assert answer.status_code == 200, answer.json
    return answer.json["items"]


def states(items) -> dict[str, str]:
    return {one["notice"]: one["state"] for one in items}


def test_each_side_reads_what_was_told_to_it_and_what_became_of_it(order) -> None:
    path, buyer, seller = f"/orders/{order.number}/notices", calling(buyer_of(order)), calling(seller_of(order))
    operator = calling(an_operator())
    assert states(read(operator, path)) == {"order_placed": "waiting", "order_accepted": "waiting"}
    work()
    (accepted,) = read(buyer, path)
    (placed,) = read(seller, path)
    assert (accepted["notice"], accepted["to"], accepted["state"], accepted["channel"]) == (
        "order_accepted",
        "buyer",
        "sent",
        "file",
    )
    assert placed["says"] == f"Chợ Phiên: có đơn mới {order.number}: …. Xin nhận đơn trong 3 ngày."
    assert (placed["to"], placed["order_number"], placed["reason"]) == ("seller", order.number, None)
    assert read(calling(a_team_member()), path) == [placed]
    assert {one["to"] for one in read(operator, path)} == {"buyer", "seller"}
    english = buyer.get(path, headers={"Accept-Language": "en"}).json["items"][0]["says"]
    assert english.startswith(f"Cho Phien: … has accepted your order {order.number}")


def test_officers_and_strangers_read_nothing(order) -> None:
    path = f"/orders/{order.number}/notices"
    assert calling(an_officer()).get(path).status_code == 403
    assert calling(a_buyer()).get(path).status_code == 404
    assert guest().get(path).status_code == 401
    assert calling(buyer_of(order)).get("/orders/CP-2222-2222/notices").status_code == 404


def test_what_comes_into_the_night_waits_for_the_morning(app, monkeypatch) -> None:
    buyer = a_buyer()
    transaction(lambda: actions.notify(person_id=buyer.id, notice="sessions_ended", words={}, now=NIGHT))
    (one,) = read(calling(buyer), "/me/notices")
    assert (one["state"], one["at"]) == ("waiting", "2026-11-24T00:00:00Z")
    outbox.drain(jobs.JOBS, clock=lambda: NIGHT)
    work(NOON + timedelta(days=1))
    (sent,) = read(calling(buyer), "/me/notices")
    assert (sent["id"], sent["state"]) == (one["id"], "sent")


def test_a_gateway_that_is_away_is_said_plainly_and_no_phone_with_it(order, away) -> None:
    transaction(lambda: db.session.execute(update(OutboxEntry).values(due_at=NOON)))
    outbox.drain(jobs.JOBS, clock=lambda: NOON)
    items = read(calling(buyer_of(order)), f"/orders/{order.number}/notices")
    assert [(one["state"], one["reason"]) for one in items] == [("failed", "Chưa gọi được nơi gửi tin, sẽ gửi lại.")]
    assert "912345678" not in json.dumps(items)


def test_who_wants_only_what_is_needed_reads_that_it_was_not_sent(order) -> None:
    buyer = calling(buyer_of(order))
    buyer.put("/me/notices", {"only_needed": True})
    work()
    answer = buyer.get("/me/notices").json
    assert (answer["only_needed"], answer["channel"]) == (True, "sms")
    assert [(one["state"], one["channel"]) for one in answer["items"]] == [("unwanted", None)]
    assert "chỉ nhận tin cần thiết" in answer["items"][0]["reason"]


def test_an_operator_reads_what_somebody_was_told_and_she_reads_that_he_did(order) -> None:
    work()
    buyer, operator = buyer_of(order), calling(an_operator())
    path = f"/people/{buyer.id}/notices"
    assert operator.get(path).status_code == 422
    assert states(read(operator, path, **WHY)) == {"order_accepted": "sent"}
    (act,) = calling(buyer).get("/me/acts").json["items"]
    assert (act["act"], act["reason"]) == ("list_notices_of_person", WHY["reason"])
    assert operator.get("/people/01900000-0000-7000-8000-000000000000/notices", query_string=WHY).status_code == 404
    assert calling(an_officer()).get(path, query_string=WHY).status_code == 403


def test_codes_are_among_them_and_never_what_they_were(app, home) -> None:
    village = a_village()
    household = village.writes_down()
    code = asked(village.member, household)
    owner = calling(person(household["person_id"]))
    owner.post("/sign-in-codes", {"phone": household["phone"]})
    outbox.drain(jobs.JOBS, clock=clock.now)
    items = read(owner, "/me/notices")
    assert states(items) == {"consent_code": "sent", "sign_in_code": "sent"}
    assert code not in json.dumps(items)
    assert "mã đồng ý là …" in json.dumps(items, ensure_ascii=False)


def test_they_come_page_by_page_those_that_wait_and_those_that_left_together(app) -> None:
    buyer = a_buyer()
    for _ in range(3):
        transaction(lambda: actions.notify(person_id=buyer.id, notice="sessions_ended", words={}, now=NOON))
        work()
    for _ in range(2):
        transaction(lambda: actions.notify(person_id=buyer.id, notice="order_sold", words={"total_vnd": "1"}, now=NOON))
    me, cursor = calling(buyer), None
    items: list[dict[str, Any]] = []
    while True:
        page = me.get("/me/notices", query_string={"limit": 2} | ({"cursor": cursor} if cursor else {})).json
        items, cursor = items + page["items"], page["next"]
        if cursor is None:
            break
    assert [one["state"] for one in items] == ["waiting"] * 2 + ["sent"] * 3
    assert items == read(me, "/me/notices", limit=100)
    assert me.get("/me/notices", query_string={"cursor": "WzEsMl0"}).status_code == 422


def test_a_notice_of_before_numbers_were_kept_is_shown_to_its_person(app) -> None:
    buyer = a_buyer()
    old = {"notice": "a_kind_of_old", "person_id": buyer.id, "channel": "sms", "sent_at": NOON}
    transaction(lambda: db.session.add(SentNotice(**old)))
    (one,) = read(calling(buyer), "/me/notices")
    assert (one["says"], one["order_number"]) == ("a_kind_of_old", None)
    assert transaction(lambda: db.session.scalars(select(SentNotice.order_number)).one()) is None


def test_a_team_reads_whether_its_code_reached_the_household_and_once_agreed_the_rest(app) -> None:
    village = a_village()
    household = village.writes_down()
    owner = calling(person(household["person_id"]))
    code = asked(village.member, household)
    owner.post("/sign-in-codes", {"phone": household["phone"]})
    outbox.drain(jobs.JOBS, clock=clock.now)
    path = f"/households/{household['id']}/notices"
    for by in (village.member, village.officer, calling(an_operator())):
        assert states(read(by, path)) == {"consent_code": "sent"}
    assert village.member.put(f"/households/{household['id']}/consent", {"code": code}).status_code == 200
    assert states(read(village.member, path)) == {"consent_code": "sent", "sign_in_code": "sent"}
    assert states(read(village.officer, path)) == {"consent_code": "sent"}
    assert calling(a_buyer()).get(path).status_code == 404
