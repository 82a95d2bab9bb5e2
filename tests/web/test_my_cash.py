"""What was given back in cash waits for its buyer, and is fetched by a code."""

from __future__ import annotations

import re

from market.payments.ledger.accounts import Kind
from tests.support.browsing import BROWSER, come, sends
from tests.support.paying import broken, held
from tests.support.village import a_buyer, buyer_of, calling, delivered_order, seller_of
from tests.web.test_bought import led, looks


def given_back():
    order = delivered_order()
    calling(seller_of(order)).post(f"/orders/{order.number}/refunds", {"amount_vnd": 32_500})
    return order


def test_the_code_is_asked_for_from_the_order_and_shown(client) -> None:
    order = given_back()
    come(client, buyer_of(order))
    assert 'href="/me/cash"' in looks(client, f"/orders/{order.number}")
    assert "32.500 đ" in looks(client, "/me/cash")
    assert led(sends(client, "/me/cash")) == "/me/cash?done=code"
    page = looks(client, "/me/cash?done=code")
    first = re.findall(r'class="code">(\d{4} \d{4})<', page)
    assert len(first) == 1
    assert led(sends(client, "/me/cash")) == "/me/cash?done=already"
    one = re.findall(r'action="(/me/cash/[^"]+)/reissue"', page)[0]
    assert led(sends(client, f"{one}/reissue")) == "/me/cash?done=resent"
    assert first[0] not in looks(client, "/me/cash")
    assert led(sends(client, f"{one}/cancellation")) == "/me/cash?done=called-back"
    assert led(sends(client, f"{one}/cancellation")) == "/me/cash?done=already"
    assert led(sends(client, f"{one}/reissue")) == "/me/cash?done=already"
    assert held(Kind.PERSON, str(order.buyer_id)) == 32_500
    assert broken() == []


def test_who_has_none_is_told_so_and_nobody_elses_slip_is_there(client) -> None:
    order = given_back()
    come(client, buyer_of(order))
    sends(client, "/me/cash")
    one = re.findall(r'action="(/me/cash/[^"]+)/reissue"', looks(client, "/me/cash"))[0]
    come(client, a_buyer())
    assert "Không có tiền mặt nào chờ bạn" in looks(client, "/me/cash")
    assert led(sends(client, "/me/cash")) == "/me/cash?done=already"
    for step in ("reissue", "cancellation"):
        assert client.post(f"{one}/{step}", data={"key": step}, headers=BROWSER).status_code == 404
