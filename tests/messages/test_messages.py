"""A word about an order: between its buyer and its household, phones hidden, told by a link, blocked, closed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import update

from market import phones
from market.db import db, transaction
from market.messages import actions, rules
from market.messages.models import OrderMessage
from market.ops.invariants import broken
from market.orders.models import Order
from tests.support.paying import buy, later, told
from tests.support.village import (
    a_buyer,
    a_product,
    a_team_member,
    an_officer,
    an_operator,
    buyer_of,
    calling,
    delivered_order,
    placed_order,
    seller_of,
)
from tests.support.writing import heard_reports, texts, thread, writes, written

pytestmark = pytest.mark.usefixtures("app")
PHONE = "0912 345 678"


def put(of, what, by, **kwargs):
    return calling(by).put(f"/orders/{of.number}/messages/{what}", **kwargs)


def takes_back(of, what, by):
    assert calling(by).delete(f"/orders/{of.number}/messages/{what}").status_code == 204


def test_buyer_household_and_team_read_the_same_words() -> None:
    order, helper = placed_order(), a_team_member()
    written(order, "Na chín chưa ạ?")
    written(order, "Mai hái cháu nhé", by=seller_of(order))
    written(order, "Tổ gửi hộ bà", by=helper)

    for reader in (buyer_of(order), seller_of(order), helper):
        assert [(m["by"], m["text"]) for m in thread(order, reader)["items"]] == [
            ("buyer", "Na chín chưa ạ?"),
            ("seller", "Mai hái cháu nhé"),
            ("team_member", "Tổ gửi hộ bà"),
        ]
    assert [m["mine"] for m in thread(order, buyer_of(order))["items"]] == [True, False, False]
    acts = calling(seller_of(order)).get("/me/acts").json["items"]
    assert [act["act"] for act in acts] == ["write_order_message"]
    assert list(broken()) == []


def test_a_stranger_finds_nothing_and_officers_are_of_neither_side() -> None:
    order = placed_order()
    written(order)
    path = f"/orders/{order.number}/messages"
    for other, status in (
        (a_buyer(), 404),
        (a_team_member("06463/lan-chau"), 404),
        (an_officer(), 403),
        (an_operator(), 403),
    ):
        assert calling(other).get(path).status_code == status
        assert calling(other).get(f"{path}/1").status_code == status
        assert writes(order, by=other).status_code == status
    assert texts(order, buyer_of(order)) == ["Bác ơi, na chín chưa ạ?"]


def test_phones_are_hidden_until_both_agree_and_again_once_one_does_not() -> None:
    order = placed_order()
    buyer, seller = buyer_of(order), seller_of(order)
    written(order, f"Gọi em {PHONE}")
    hidden = [f"Gọi em {phones.HIDDEN}"]

    assert texts(order, buyer) == texts(order, seller) == hidden
    assert put(order, "phones", buyer).json["phones"] == {
        "shown": False,
        "agreed_by_me": True,
        "agreed_by_other": False,
    }
    assert texts(order, seller) == hidden
    assert put(order, "phones", seller).json["phones"]["shown"]
    assert texts(order, buyer) == texts(order, seller) == [f"Gọi em {PHONE}"]
    assert calling(buyer).get("/messages").json["items"][0]["last"] == f"Gọi em {PHONE}"

    takes_back(order, "phones", buyer)
    assert texts(order, seller) == hidden
    assert calling(buyer).get("/messages").json["items"][0]["last"] == hidden[0]


def test_the_other_side_is_told_by_a_link_once_until_it_has_looked() -> None:
    order = placed_order()
    buyer, seller = buyer_of(order), seller_of(order)
    before = told(seller.id)
    written(order)
    written(order, "Bác ơi?")
    assert told(seller.id) == [*before, "message_for_household"]

    assert put(order, "seen", seller, json={"message_no": 2}).json["unread"] == 0
    written(order, "Alô?")
    assert told(seller.id) == [*before, "message_for_household", "message_for_household"]
    written(order, "Đây", by=seller)
    assert told(buyer.id)[-1] == "message_for_buyer"


def test_unread_are_counted_and_listed_newest_first() -> None:
    order = placed_order()
    other = placed_order(order_good(order), buyer=buyer_of(order))
    seller, helper = seller_of(order), a_team_member()
    written(order)
    written(other)
    written(order, "Bác ơi?")

    for reader in (seller, helper):
        listed = calling(reader).get("/messages?as=seller").json["items"]
        assert [(one["order_number"], one["unread"], one["last"]) for one in listed] == [
            (order.number, 2, "Bác ơi?"),
            (other.number, 1, "Bác ơi, na chín chưa ạ?"),
        ]
    put(order, "seen", seller, json={"message_no": 999})
    assert thread(order, seller)["unread"] == 0
    unread = calling(seller).get("/messages?as=seller&unread=true").json["items"]
    assert [one["order_number"] for one in unread] == [other.number]
    assert calling(seller).get("/messages").json["items"] == []
    first = calling(seller).get("/messages?as=seller&limit=1").json
    assert [
        o["order_number"] for o in calling(seller).get(f"/messages?as=seller&cursor={first['next']}").json["items"]
    ] == [other.number]


def order_good(order):
    from market.catalog.models import Product

    return transaction(lambda: db.session.get(Product, order.lines[0].product_id))


def test_pages_of_a_thread_lead_to_older_ones() -> None:
    order = placed_order()
    for no in range(1, 4):
        written(order, f"Tin {no}")
    page = calling(buyer_of(order)).get(f"/orders/{order.number}/messages?limit=2").json
    assert [m["text"] for m in page["items"]] == ["Tin 2", "Tin 3"]
    older = calling(buyer_of(order)).get(f"/orders/{order.number}/messages?limit=2&cursor={page['next']}").json
    assert ([m["text"] for m in older["items"]], older["next"]) == (["Tin 1"], None)


def test_a_block_stops_both_until_it_is_taken_back_by_who_set_it() -> None:
    order = placed_order()
    buyer, seller = buyer_of(order), seller_of(order)
    written(order)
    assert put(order, "block", seller).json["blocked_by_me"]
    for writer in (buyer, seller):
        assert writes(order, by=writer).json["type"] == "thread-blocked"
        assert not thread(order, writer)["can_write"]
    takes_back(order, "block", buyer)
    assert writes(order).status_code == 409
    takes_back(order, "block", seller)
    written(order, "Cảm ơn bác")
    assert texts(order, seller) == ["Bác ơi, na chín chưa ạ?", "Cảm ơn bác"]


@pytest.mark.parametrize("days, status", [(29, 201), (31, 409)])
def test_an_order_takes_words_for_a_month_after_its_end(days, status) -> None:
    order = delivered_order()
    assert calling(buyer_of(order)).put(f"/orders/{order.number}/receipt").status_code == 200
    past = later(-timedelta(days=days))
    transaction(lambda: db.session.execute(update(Order).where(Order.id == order.id).values(state_since=past)))
    assert writes(order).status_code == status
    assert texts(order, buyer_of(order)) == (["Bác ơi, na chín chưa ạ?"] if status == 201 else [])


def test_an_order_that_nobody_paid_takes_none(stripe) -> None:
    buyer = a_buyer()
    number = buy(a_product(), buyer=calling(buyer)).json["orders"][0]["number"]
    answer = calling(buyer).post(f"/orders/{number}/messages", {"text": "Alô"})
    assert (answer.status_code, answer.json["type"]) == (409, "thread-closed")


@pytest.mark.once
@pytest.mark.parametrize("text", ["", "   ", "x" * 501, "a\u202eb", None, 7, ["x"]])
def test_what_is_no_message_is_refused(text) -> None:
    order = placed_order()
    assert writes(order, text).status_code == 422
    assert texts(order, buyer_of(order)) == []


def test_html_and_500_letters_are_words_like_others() -> None:
    order, whole = placed_order(), "<script>alert(1)</script>" + "ễ" * 475
    written(order, whole)
    assert texts(order, seller_of(order)) == [whole]


def test_ten_in_a_row_wait_for_an_answer_and_ten_a_minute_are_enough(monkeypatch) -> None:
    order = placed_order()
    other = placed_order(order_good(order), buyer=buyer_of(order))
    for no in range(rules.MOST_IN_A_ROW):
        written(order, f"Tin {no}")
    answer = writes(other)
    assert (answer.status_code, answer.json["type"]) == (429, "too-many-requests")

    monkeypatch.setattr(rules, "PER_PERSON", rules.Limit("message-of-person", 99, timedelta(minutes=1)))
    assert writes(order).json["type"] == "answer-awaited"
    written(order, "Đây", by=seller_of(order))
    written(order, "Vâng")
    assert thread(order, buyer_of(order))["items"][-1]["message_no"] == 12


def test_many_at_once_are_one_two_three() -> None:
    order = placed_order()
    sides = [calling(buyer_of(order)), calling(seller_of(order))] * 3
    path = f"/orders/{order.number}/messages"
    with ThreadPoolExecutor(len(sides)) as people:
        sent = list(people.map(lambda by: by.post(path, {"text": "Chào"}), sides))

    assert sorted(answer.json["message_no"] for answer in sent) == [1, 2, 3, 4, 5, 6]
    assert list(broken()) == []


def test_two_who_report_at_once_make_one_complaint(monkeypatch) -> None:
    order, heard = placed_order(), heard_reports(monkeypatch)
    no = written(order)
    callers = [calling(seller_of(order)), calling(a_team_member())] * 2
    path = f"/orders/{order.number}/messages/{no}/report"
    with ThreadPoolExecutor(len(callers)) as people:
        told_so = list(people.map(lambda by: by.put(path, {"reason": "Xúc phạm"}).status_code, callers))

    assert (told_so, len(heard)) == ([200] * 4, 1)


def test_a_message_sent_twice_by_one_key_is_one() -> None:
    order = placed_order()
    for _ in range(2):
        sent = calling(buyer_of(order)).post(
            f"/orders/{order.number}/messages", {"text": "Một lần"}, headers={"Idempotency-Key": "tin-1"}
        )
        assert sent.json["message_no"] == 1
    assert texts(order, buyer_of(order)) == ["Một lần"]


@pytest.mark.parametrize("looks", [False, True], ids=["unread for a day", "read"])
def test_the_team_is_asked_once_where_the_household_does_not_look(looks) -> None:
    order, helper = placed_order(), a_team_member()
    written(order)
    if looks:
        put(order, "seen", seller_of(order), json={"message_no": 1})
    for hours in (23, 25, 26):
        asked_at = later(timedelta(hours=hours))
        transaction(lambda asked_at=asked_at: actions.ask_teams(now=asked_at))  # type: ignore[misc]
    assert told(helper.id) == ([] if looks else ["message_waits_for_team"])


def test_the_audit_names_a_thread_that_lost_a_message() -> None:
    order = placed_order()
    written(order)
    which = OrderMessage.order_id == order.id
    transaction(lambda: db.session.execute(update(OrderMessage).where(which).values(message_no=2)))
    assert [line for line in broken() if order.number in line] == [
        f"order {order.number}: 1 messages are counted, 1 are there, the newest is number 2"
    ]
