"""A household's orders by hand: accepted by one tap, packed, labelled, refused, and whoever comes late told plainly."""

from __future__ import annotations

import re
from typing import Any

import pytest

from market.orders.models import Order
from tests.support.browsing import BROWSER, come
from tests.support.paying import order as order_now
from tests.support.village import placed_order, seller_of


@pytest.fixture(autouse=True)
def _in_app(app) -> None:
    """Every test needs the application."""


def at(order: Order, step: str = "") -> str:
    return f"/shop/{order.shop_id}/orders/{order.number}{step}"


def sends(client, path: str, **typed: Any):
    return client.post(path, data=typed, headers=BROWSER)


def looks(client, path: str) -> str:
    page = client.get(path, headers=BROWSER)
    assert page.status_code == 200, page.text
    return page.text


def test_an_order_is_accepted_by_one_tap_in_the_list(client) -> None:
    order = placed_order()
    come(client, seller_of(order))
    page = looks(client, f"/shop/{order.shop_id}/orders")
    assert "Chờ nhận (1)" in page
    form = re.search(rf'<form action="({re.escape(at(order))}/acceptance)" method="post"', page)
    assert form
    answer = sends(client, form[1], key="1")
    assert (answer.status_code, answer.headers["Location"]) == (303, at(order, "?done=accepted"))
    assert order_now(order.number).state == "accepted"
    assert "Đã nhận đơn." in looks(client, answer.headers["Location"])
