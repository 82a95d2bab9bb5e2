"""Cash at the counter: goods for a code, the till and its count, who hands in what, paying by code once."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from market.accounts.models import Person
from market.db import transaction
from market.orders.rules import OrderState
from market.payments.invariants import audit
from market.payments.ledger import accounts
from tests.support import fetching
from tests.support.browsing import BROWSER, come
from tests.support.paying import order as order_now
from tests.support.village import (
    CHI_LANG_OFFICE,
    HA_NOI_OFFICE,
    Answer,
    a_clerk,
    a_courier,
    a_shop_with_money,
    calling,
    code_of,
    fill_till,
    money,
    owner_of,
    scan,
    shipped_order,
)

AT = f"/counter/{CHI_LANG_OFFICE}"
TILL = accounts.till(CHI_LANG_OFFICE)


def look(client: FlaskClient, path: str) -> str:
    answer = client.get(AT + path, headers=BROWSER)
    assert answer.status_code == 200
    return answer.text


def send(client: FlaskClient, path: str, key: str | None = None, **typed: Any) -> Any:
    return client.post(AT + path, data={"key": key or str(uuid4()), **typed}, headers=BROWSER)


def said(client: FlaskClient, answer: Answer) -> str:
    """The page after a form."""
    assert answer.status_code == 303, answer.text
    return client.get(answer.headers["Location"], headers=BROWSER).text


def carrying(courier: Person) -> int:
    """What a courier has just taken in, in đồng."""
    order = shipped_order()
    told = calling(courier).post("/scans", {"scans": [scan(order, "delivered", hours_ago=0)]}).json
    assert told["results"][0]["parcel_state"] == "delivered"
    return order.total_vnd


def a_code(amount_vnd: int = 98_500) -> dict[str, str]:
    """What a household tells at the counter to be paid."""
    owner = owner_of(shop := a_shop_with_money(amount_vnd))
    made = calling(owner).post(f"/shops/{shop.id}/cash-outs", {"amount_vnd": amount_vnd}).json
    return {"phone": str(owner.phone), "code": code_of(made["id"]), "id_number_tail": "4321"}


# The till


def test_a_till_is_opened_counted_and_its_difference_said_in_words(client, mai) -> None:
    assert "Quỹ chưa mở" in look(client, "/till")
    assert "Đã mở quỹ" in said(client, send(client, "/till", kind="opening", amount_vnd="1.000.000"))
    assert send(client, "/till", kind="opening", amount_vnd="1").status_code == 409
    for counted, words in (("990 000", "Thiếu 10.000 đ."), ("995000", "Thừa 5.000 đ."), ("995000", "Khớp, không lệch")):
        assert words in said(client, send(client, "/till", kind="count", amount_vnd=counted))
    assert "Đã nhận thêm tiền" in said(client, send(client, "/till", kind="replenishment", amount_vnd="5000"))
    assert "Đã nộp tiền" in said(client, send(client, "/till", kind="deposit", amount_vnd="1000000"))
    assert money(TILL) == 0
    assert transaction(lambda: list(audit())) == []


def test_a_count_far_from_the_books_waits_for_a_second_hand_and_says_so(client, mai) -> None:
    fill_till(1_500_000)
    told = said(client, send(client, "/till", kind="count", amount_vnd="0"))
    assert "Sổ chưa đổi: Thiếu 1.500.000 đ." in told
    assert money(TILL) == 1_500_000
    come(client, a_clerk())
    assert "Thiếu 1.500.000 đ." in said(client, send(client, "/till", kind="count", amount_vnd="0"))
    assert money(TILL) == 0


@pytest.mark.parametrize(
    "typed",
    [
        {"kind": "count"},
        {"kind": "count", "amount_vnd": "bốn"},
        {"kind": "count", "amount_vnd": "-1"},
        {"kind": "deposit", "amount_vnd": "9" * 30},
        {"kind": "deposit", "amount_vnd": "2000000"},
        {"kind": "hand_in", "amount_vnd": "1"},
        {"kind": "hand_in", "amount_vnd": "1", "from_id": "x"},
        {"kind": "hand_in", "amount_vnd": "1", "unnamed": "true"},
        {"kind": "count", "amount_vnd": "1", "unnamed": "true"},
        {"kind": "theft", "amount_vnd": "1"},
        {"amount_vnd": "1"},
        {"kind": "count", "amount_vnd": "1", "note": "a" * 300},
        {},
    ],
)
def test_what_the_till_cannot_take_is_said_and_changes_nothing(client, mai, typed) -> None:
    fill_till(1_000_000)
    answer = send(client, "/till", **typed)
    assert answer.status_code in (409, 422)
    assert 'role="alert"' in answer.text
    assert money(TILL) == 1_000_000


def test_a_courier_hands_in_all_of_it_by_one_press_or_a_part(client, mai) -> None:
    thang, other = a_courier(), a_courier()
    owed, others = carrying(thang), carrying(other)
    page = look(client, "/till")
    assert f"Nhận đủ {owed:,}".replace(",", ".") in page
    typed = {"kind": "hand_in", "from_id": str(thang.id)}
    for _ in range(3):  # pressed in haste
        assert send(client, "/till", key="once", amount_vnd=str(owed), **typed).status_code == 303
    assert money(TILL) == owed
    too_much = send(client, "/till", amount_vnd="1", **typed)
    assert (too_much.status_code, "chỉ đang giữ 0 đ" in too_much.text) == (409, True)
    said(client, send(client, "/till", kind="hand_in", from_id=str(other.id), amount_vnd="1.000"))
    come(client, other)
    left = f"{others - 1000:,}".replace(",", ".")
    assert f"{left} đ" in look(client, "/cash")
    come(client, thang)
    assert "Bạn không giữ tiền thu hộ nào." in look(client, "/cash")


# Paid by code


def test_a_code_is_paid_once_and_the_page_says_how_much_to_hand_over(client, mai) -> None:
    fill_till(200_000)
    given = a_code()
    told = said(client, send(client, "/cash-outs", **given))
    assert "ĐƯA 98.500\u00a0đ" in told
    assert "Biên nhận PT-" in told
    assert money(TILL) == 101_500
    again = send(client, "/cash-outs", **given)
    assert (again.status_code, "Không trả lần nữa" in again.text) == (409, True)
    assert "ĐƯA" not in again.text
    listed = look(client, "/cash-outs")
    assert (listed.count("PT-"), "ĐƯA" in listed) == (1, False)
    assert money(TILL) == 101_500


def test_a_double_tap_pays_once(client, mai) -> None:
    fill_till(200_000)
    given = a_code()
    answers = [send(client, "/cash-outs", key="tap", **given) for _ in range(3)]
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert money(TILL) == 101_500


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"code": "00000000"}, 422),
        ({"code": "1"}, 422),
        ({"phone": "12"}, 422),
        ({"phone": "0900 000 000"}, 422),
        ({"id_number_tail": ""}, 422),
        ({"id_number_tail": "43210"}, 422),
    ],
)
def test_a_wrong_code_is_not_paid_and_stays_typed(client, mai, typed, status) -> None:
    fill_till(200_000)
    answer = send(client, "/cash-outs", **(a_code() | typed))
    assert (answer.status_code, money(TILL)) == (status, 200_000)
    assert 'role="alert"' in answer.text
    assert all(f'value="{value}"' in answer.text for value in typed.values())


def test_a_till_that_is_too_low_pays_nothing(client, mai) -> None:
    answer = send(client, "/cash-outs", **a_code())
    assert (answer.status_code, "Xin tiếp quỹ" in answer.text) == (409, True)


# Goods for a code


def test_goods_are_given_out_for_the_code_and_the_cash_goes_into_the_till(client, mai) -> None:
    order = fetching.ready_order(kind="post_office")
    path, due = f"/collections/{order.number}", {"cash_collected_vnd": str(order.total_vnd)}
    assert order.number in look(client, "/collections")
    assert "Trần Thu Hà" in look(client, path)
    wrong = send(client, path, code="000000", **due)
    assert (wrong.status_code, "Xin đừng giao hàng" in wrong.text) == (422, True)
    less = send(client, path, code=fetching.code_of(order), cash_collected_vnd="1")
    assert (less.status_code, money(TILL)) == (409, 0)
    found = client.get(f"{AT}/find", query_string={"q": order.number.lower()}, headers=BROWSER)
    assert found.headers["Location"] == AT + path
    told = said(client, send(client, path, code=fetching.code_of(order), **due))
    assert f"✓ Đã đưa hàng của đơn {order.number}." in told
    assert (order_now(order.number).state, money(TILL)) == (OrderState.DELIVERED, order.total_vnd)
    again = said(client, send(client, path, code=fetching.code_of(order), **due))
    assert "đã đưa trước rồi" in again
    assert money(TILL) == order.total_vnd
    assert "Trần Thu Hà" not in look(client, path)
    assert "Chưa có đơn nào chờ lấy" in look(client, "/collections")


def test_another_office_gives_nothing_out(client) -> None:
    order = fetching.ready_order(kind="post_office")
    come(client, a_clerk(HA_NOI_OFFICE))
    path = f"/counter/{HA_NOI_OFFICE}/collections/{order.number}"
    assert client.get(path, headers=BROWSER).status_code == 404
    typed = {"key": "x", "code": fetching.code_of(order)}
    assert client.post(path, data=typed, headers=BROWSER).status_code == 404
    assert order_now(order.number).state == OrderState.PACKED
