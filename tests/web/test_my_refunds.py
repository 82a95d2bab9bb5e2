"""What was given back in cash waits for its buyer, and is fetched by a code."""

from __future__ import annotations

import re

from market.payments.ledger.accounts import Kind
from tests.support.browsing import BROWSER, come, led, looks, sends
from tests.support.paying import broken, held
from tests.support.village import a_buyer, buyer_of, calling, delivered_order, seller_of


def given_back():
    order = delivered_order()
    calling(seller_of(order)).post(f"/orders/{order.number}/refunds", {"amount_vnd": 32_500})
    return order


def test_the_code_is_asked_for_from_the_order_and_shown(client) -> None:
    order = given_back()
    come(client, buyer_of(order))
    assert 'href="/me/refunds"' in looks(client, f"/orders/{order.number}")
    assert "32.500 đ" in looks(client, "/me/refunds")
    assert led(sends(client, "/me/refunds")) == "/me/refunds?done=code"
    page = looks(client, "/me/refunds?done=code")
    first = re.findall(r'class="code">(\d{4} \d{4})<', page)
    assert len(first) == 1
    assert led(sends(client, "/me/refunds")) == "/me/refunds?done=already"
    one = re.findall(r'action="(/me/refunds/[^"]+)/reissue"', page)[0]
    assert led(sends(client, f"{one}/reissue")) == "/me/refunds?done=resent"
    assert first[0] not in looks(client, "/me/refunds")
    assert led(sends(client, f"{one}/cancellation")) == "/me/refunds?done=called-back"
    assert led(sends(client, f"{one}/cancellation")) == "/me/refunds?done=already"
    assert led(sends(client, f"{one}/reissue")) == "/me/refunds?done=already"
    assert held(Kind.PERSON, str(order.buyer_id)) == 32_500
    assert broken() == []


def test_who_has_none_is_told_so_and_nobody_elses_slip_is_there(client) -> None:
    order = given_back()
    come(client, buyer_of(order))
    sends(client, "/me/refunds")
    one = re.findall(r'action="(/me/refunds/[^"]+)/reissue"', looks(client, "/me/refunds"))[0]
    come(client, a_buyer())
    assert "Không có tiền mặt nào chờ bạn" in looks(client, "/me/refunds")
    assert led(sends(client, "/me/refunds")) == "/me/refunds?done=already"
    for step in ("reissue", "cancellation"):
        assert client.post(f"{one}/{step}", data={"key": step}, headers=BROWSER).status_code == 404
