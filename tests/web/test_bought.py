"""A buyer's own pages: what was bought, where it is, and what can be done about it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.support.browsing import BROWSER, come
from tests.support.fetching import ready_order
from tests.support.paying import order as order_now
from tests.support.village import (
    accepted_order,
    buyer_of,
    delivered_order,
    lost_order,
    packed_order,
    placed_order,
    returned_order,
    shipped_order,
)


def at(order: Any, step: str = "") -> str:
    return f"/orders/{order.number}{step}"


def looks(client, path: str, status: int = 200) -> str:
    page = client.get(path, headers=BROWSER)
    assert page.status_code == status, page.text
    text: str = page.text
    return text


def led(answer: Any) -> str:
    assert answer.status_code == 303, answer.text
    where: str = answer.headers["Location"]
    return where


def is_as_before(order: Any) -> bool:
    now = order_now(order.number)
    same = ("state", "payment_status", "recipient_name", "recipient_phone", "address_line", "to_commune", "total_vnd")
    return all(getattr(now, name) == getattr(order, name) for name in same) and len(now.history) == len(order.history)


# Looking

SAYS = {
    "placed": (placed_order, "Bạn chưa phải làm gì. Nhà bán nhận đơn trước", "Đã đặt, chờ nhà bán nhận"),
    "accepted": (accepted_order, "Nhà bán đang chuẩn bị hàng", "Nhà bán đang chuẩn bị"),
    "packed": (packed_order, "sắp mang ra bưu điện", "Đã gói, sắp gửi"),
    "shipped": (shipped_order, "Bưu điện đã nhận và sắp chuyển đi. Dự kiến đến từ", "Bưu điện đã nhận"),
    "delivered": (delivered_order, "Xem hàng, rồi bấm", "Đã giao"),
    "returned": (returned_order, "Hàng đã quay về nhà bán", "Đã quay về nhà bán"),
    "lost": (lost_order, "Bưu điện làm mất hàng. Bạn không phải trả gì", "Bưu điện làm mất"),
    "ready": (ready_order, "Đến lấy trước", "Chờ bạn đến lấy"),
}


@pytest.mark.parametrize("state", SAYS)
def test_an_order_says_in_plain_words_what_to_do_and_where_it_is(client, state) -> None:
    make, says, stands = SAYS[state]
    order = make()
    come(client, buyer_of(order))
    assert stands in looks(client, "/orders")
    page = looks(client, at(order))
    print(re.findall(r'class="now">(.*?)<', page))
    assert says in page
    assert stands in page
