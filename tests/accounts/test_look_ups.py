"""An operator finds a person by phone, a shop by name, an order by what a caller tells; who is found reads of it."""

import pytest

from market import clock
from market.db import db, transaction
from market.orders.models import Order
from market.teams.models import ActivityLog
from tests.support.helping import a_village
from tests.support.village import (
    a_buyer,
    a_clerk,
    a_household,
    a_person,
    a_product,
    a_shop,
    an_officer,
    an_operator,
    buyer_of,
    calling,
    guest,
    packed_order,
    placed_order,
)

WHY = "Bà gọi hỏi về đơn"


@pytest.fixture
def operator(app):
    return calling(an_operator())


def look(by, what, **asked):
    answer = by.get(f"/{what}", query_string={"reason": WHY} | asked)
    assert answer.status_code == 200, answer.json
    return answer.json["items"]


def looks(person) -> list[tuple[str, str]]:
    return [(act["act"], act["reason"]) for act in calling(person).get("/me/acts").json["items"]]


def test_a_person_by_phone_however_it_is_written(operator) -> None:
    buyer = a_buyer()
    for written in (buyer.phone, "0" + buyer.phone[3:], f"0{buyer.phone[3:6]}.{buyer.phone[6:9]}.{buyer.phone[9:]}"):
        (found,) = look(operator, "people", phone=written)
        assert (found["id"], found["phone"], found["roles"][0]["role"]) == (str(buyer.id), buyer.phone, "buyer")
    assert looks(buyer) == [("look_people_up", WHY)] * 3
    (line, *_) = operator.get("/acts").json["items"]
    assert (line["by"], line["for_id"], line["reason"]) == ("Đỗ Minh Anh", str(buyer.id), WHY)


def test_a_household_by_the_phone_that_it_left(operator) -> None:
    village = a_village()
    neighbour = a_person("Lý Thị Sao", phone="+84912555001")
    household = village.writes_down()
    found = look(operator, "people", phone="0912 555 001")
    assert {one["id"] for one in found} == {household["person_id"], str(neighbour.id)}
    assert {one["phone"] for one in found} == {None, neighbour.phone}


def test_who_looks_for_nobody_is_written_down_without_the_phone(operator) -> None:
    assert look(operator, "people", phone="0987 000 111") == []
    (line,) = operator.get("/acts").json["items"]
    assert (line["for_id"], line["reason"]) == (None, WHY)
    assert "987" not in str({**line, "id": "", "by_id": "", "at": "", "typed_at": ""})


@pytest.mark.parametrize(
    ("what", "asked"),
    [
        ("people", {"phone": "0912345678"}),
        ("people", {"phone": "0912345678", "reason": "ab"}),
        ("people", {"phone": "113", "reason": WHY}),
        ("people", {"reason": WHY}),
        ("look-ups/shops", {"name": "na"}),
        ("look-ups/shops", {"status": "gone", "reason": WHY}),
        ("look-ups/shops", {"commune_code": "99999", "reason": WHY}),
        ("look-ups/orders", {"q": "Hà"}),
        ("look-ups/orders", {"q": "Hà", "reason": WHY}),
        ("look-ups/orders", {"q": "Trần", "since": "9999-12-31", "reason": WHY}),
    ],
)
def test_no_look_without_a_reason_nor_for_what_cannot_be(operator, what, asked) -> None:
    answer = operator.get(f"/{what}", query_string=asked)
    assert (answer.status_code, answer.json["status"]) == (422, 422)
    assert transaction(lambda: db.session.query(ActivityLog).count()) == 0


@pytest.mark.parametrize("what", ["people?phone=0912345678", "look-ups/shops?name=na", "look-ups/orders?q=CP-7Q4M"])
def test_nobody_else_looks(app, what) -> None:
    for who in (a_buyer, a_household, a_clerk, an_officer):
        assert calling(who()).get(f"/{what}&reason=abc").status_code == 403
    assert guest().get(f"/{what}&reason=abc").status_code == 401


def test_a_shop_by_words_of_its_name_and_by_status(operator) -> None:
    lan, other = a_shop(name="Na nhà bà Lan"), a_shop(name="Chè Đồng Bành")
    hidden = a_village().writes_down()["shop_id"]
    assert [one["id"] for one in look(operator, "look-ups/shops", name="lan nha NA")] == [str(lan.id)]
    assert [one["id"] for one in look(operator, "look-ups/shops", name="ĐỒNG bành")] == [str(other.id)]
    assert look(operator, "look-ups/shops", name="100%_") == []
    assert [one["id"] for one in look(operator, "look-ups/shops", status="prepared")] == [hidden]
    operator.put(f"/shops/{other.id}/suspension", {"reason": "Hàng giả"})
    assert [one["id"] for one in look(operator, "look-ups/shops", status="suspended")] == [str(other.id)]
    assert [one["id"] for one in look(operator, "look-ups/shops", status="open")] == [str(lan.id)]
    assert look(operator, "look-ups/shops", status="open", commune_code="00070") == []
    assert [one["status"] for one in look(operator, "look-ups/shops")] == ["prepared", "suspended", "open"]


def test_an_order_by_number_tracking_number_phone_and_names(operator) -> None:
    order, other = packed_order(hours_ago=1), placed_order(a_product(a_shop(name="Chè Đồng Bành")))
    buyer = buyer_of(order)
    bare = order.number.removeprefix("CP-").replace("-", "").lower()
    for told in (order.number, bare, order.tracking_number, buyer.phone, order.number[3:7]):
        assert [one["number"] for one in look(operator, "look-ups/orders", q=told)] == [order.number], told
    both = {order.number, other.number}
    assert {one["number"] for one in look(operator, "look-ups/orders", q=other.recipient_phone)} == both
    assert {one["number"] for one in look(operator, "look-ups/orders", q="thu HA tran")} == both
    assert [one["number"] for one in look(operator, "look-ups/orders", q="dong banh tran")] == [other.number]
    assert look(operator, "look-ups/orders", q="không ai cả") == look(operator, "look-ups/orders", q="%%%") == []
    assert looks(buyer)[0] == ("look_orders_up", WHY)


def test_words_are_looked_for_in_recent_orders_and_numbers_in_all(operator) -> None:
    order = placed_order()
    tomorrow = str(clock.local_day(clock.ago(clock.now(), days=-1)))
    assert look(operator, "look-ups/orders", q="tran thu ha", since=tomorrow) == []
    assert len(look(operator, "look-ups/orders", q=order.number, since=tomorrow)) == 1


def test_each_person_found_is_told_once_a_look_and_a_page_costs_few_statements(operator) -> None:
    product, buyer = a_product(), a_buyer()
    for _ in range(3):
        placed_order(product, buyer=buyer)
    assert transaction(lambda: db.session.query(Order).count()) == 3
    first = operator.get("/look-ups/orders", query_string={"q": "tran thu", "reason": WHY, "limit": 2}).json
    assert len(first["items"]) == 2
    again = {"q": "tran thu", "reason": WHY, "limit": 2, "cursor": first["next"]}
    assert len(operator.get("/look-ups/orders", query_string=again).json["items"]) == 1
    assert looks(buyer) == [("look_orders_up", WHY)] * 2
