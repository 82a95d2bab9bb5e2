"""A complaint from its sending to its end: who has it, what waits meanwhile, what is answered and what comes of it."""

from datetime import timedelta

import pytest

from tests.support.complaining import (
    a_complaint,
    answered,
    answers,
    complaint,
    time_passes,
)
from tests.support.paying import broken, later, order, told
from tests.support.village import (
    an_officer,
    buyer_of,
    calling,
    delivered_order,
    seller_of,
)

pytestmark = pytest.mark.usefixtures("client")


def test_a_buyer_complains_the_shop_answers_and_the_order_goes_on() -> None:
    bought = delivered_order()
    buyer, seller = buyer_of(bought), seller_of(bought)
    number = a_complaint(bought)
    seen = calling(buyer).get(f"/complaints/{number}").json
    assert (seen["state"], seen["holder"]["level"], seen["may"]) == ("received", "shop", ["withdrawal", "photos"])
    assert "reporter" not in seen
    assert told(seller.id)[-1] == "complaint_for_shop"
    assert told(buyer.id)[-1] == "complaint_received"
    time_passes(later(timedelta(days=1)))  # the shop's two working days are not over
    assert order(bought.number).state == "delivered"

    taken = calling(seller).put(f"/complaints/{number}/taking")
    assert (taken.json["state"], taken.json["taken"]) == ("assigned", True)
    answer = answers(number, calling(seller))
    assert (answer.status_code, answer.json["state"], answer.json["outcome"]) == (200, "answered", "explained")
    assert told(buyer.id)[-1] == "complaint_answered"
    time_passes(later(timedelta(hours=1)))
    assert order(bought.number).state == "delivered"

    rated = calling(buyer).put(f"/complaints/{number}/rating", {"rating": "satisfied"})
    assert (rated.json["state"], rated.json["rating"], rated.json["may"]) == ("closed", "satisfied", [])
    assert calling(buyer).get(f"/orders/{bought.number}").json["complained_since"] is None
    time_passes(later(timedelta(days=4)))
    assert order(bought.number).state == "completed"
    assert broken() == []


def test_nobody_completes_an_order_meanwhile_and_its_buyer_may_take_it_back() -> None:
    bought = delivered_order()
    buyer, number = calling(buyer_of(bought)), a_complaint(bought)
    refused = buyer.put(f"/orders/{bought.number}/receipt")
    assert (refused.status_code, refused.json["type"].rsplit("/", 1)[-1]) == (409, "order-complained-of")
    assert buyer.put(f"/complaints/{number}/withdrawal").json["state"] == "withdrawn"
    assert buyer.put(f"/complaints/{number}/withdrawal").status_code == 200
    assert buyer.put(f"/orders/{bought.number}/receipt").json["state"] == "completed"
    assert broken() == []


def test_it_moves_on_from_whoever_lets_it_lie_and_its_day_stays() -> None:
    an_officer(), an_officer("20")
    number = a_complaint(delivered_order())
    first = complaint(number)
    went = [first.holder]
    for _ in range(4):
        moves = complaint(number).moves_on_at
        if moves is None:
            break
        time_passes(moves)
        went.append(complaint(number).holder)
    assert went == ["shop", "commune", "province", "operators"]
    now = complaint(number)
    assert (now.state, now.due_at, now.waits_until) == ("assigned", first.due_at, first.due_at)
    assert now.holder_code == ""
    assert broken() == []


def test_silence_closes_an_answer_and_holds_nothing_any_longer() -> None:
    bought = delivered_order()
    number, buyer = a_complaint(bought), buyer_of(bought)
    answered(number)
    reminded, closes = complaint(number).remind_at, complaint(number).closes_at
    time_passes(reminded)
    time_passes(reminded)
    assert told(buyer.id).count("complaint_unrated") == 1
    assert order(bought.number).state == "delivered"
    time_passes(closes)
    assert (complaint(number).state, order(bought.number).state) == ("closed", "completed")
    assert broken() == []


def test_not_content_it_is_opened_again_once_and_answered_higher_up() -> None:
    an_officer("20")
    bought = delivered_order()
    buyer, number = calling(buyer_of(bought)), a_complaint(bought)
    assert answers(number, calling(seller_of(bought))).status_code == 200
    assert buyer.put(f"/complaints/{number}/rating", {"rating": "not"}).json["may"] == ["rating", "reopening"]
    again = buyer.put(f"/complaints/{number}/reopening", {"reason": "Chưa trả tiền"}).json
    assert (again["state"], again["holder"]["level"]) == ("escalated", "province")
    assert [line["state"] for line in again["history"]] == ["received", "answered", "reopened", "escalated"]
    assert answers(number, calling(seller_of(bought))).status_code == 403
    province = calling(an_officer("20"))
    assert answers(number, province, outcome="unfounded").json["answered_again_at"] is not None
    refused = buyer.put(f"/complaints/{number}/reopening", {"reason": "Vẫn chưa"})
    assert (refused.status_code, refused.json["type"].rsplit("/", 1)[-1]) == (409, "reopened-before")
    assert buyer.put(f"/complaints/{number}/rating", {"rating": "not"}).json["state"] == "closed"
    assert broken() == []
