"""A complaint's pages: sent in two presses, answered, rated, opened again; each on their own pages."""

from __future__ import annotations

import re
from typing import Any

from tests.support.browsing import come, led, looks, sends
from tests.support.village import buyer_of, delivered_order


def sent(client, order: Any, **typed: str) -> str:
    answer = sends(client, f"/complaints/new?order={order.number}", {"words": "Ba quả dập", "kind": "spoilt"} | typed)
    return led(answer)


def test_something_is_wrong_with_an_order_and_is_said_in_two_presses(client) -> None:
    order = delivered_order()
    come(client, buyer_of(order))
    assert f'href="/complaints/new?order={order.number}"' in looks(client, f"/orders/{order.number}").text
    page = looks(client, f"/complaints/new?order={order.number}")
    assert re.findall(r'name="kind" value="(\w+)"', page.text)[:2] == ["not_come", "spoilt"]
    path = sent(client, order)
    assert re.fullmatch(r"/complaints/KN-\w{4}-\w{4}\?done=sent", path)
    page = looks(client, path).text
    assert "Ba quả dập" in page
