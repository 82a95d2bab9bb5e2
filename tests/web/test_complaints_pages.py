"""A complaint's pages: sent in two presses, answered, rated, opened again; each on their own pages."""

from __future__ import annotations

import re
from typing import Any

from tests.support.browsing import come, led, looks, sends
from tests.support.complaining import a_complaint, answered, complaint
from tests.support.village import an_officer, an_operator, buyer_of, delivered_order, seller_of

SPOILT = {"words": "Ba quả dập", "kind": "spoilt"}
SORRY = {"outcome": "explained", "words": "Xin lỗi bác, lần sau gói kỹ hơn"}


def sent(client, order: Any, **typed: str) -> str:
    """The number of what was sent by the order's page."""
    path = led(sends(client, f"/complaints/new?order={order.number}", **SPOILT | typed))
    found = re.fullmatch(r"/complaints/(KN-\w{4}-\w{4})\?done=sent", path)
    assert found, path
    return found[1]


def test_something_is_wrong_with_an_order_and_is_said_in_two_presses(client) -> None:
    order = delivered_order()
    come(client, buyer_of(order))
    assert f'href="/complaints/new?order={order.number}"' in looks(client, f"/orders/{order.number}")
    page = looks(client, f"/complaints/new?order={order.number}")
    assert re.findall(r'name="kind" value="(\w+)"', page)[:2] == ["not_come", "spoilt"]
    number = sent(client, order)
    assert "Ba quả dập" in looks(client, f"/complaints/{number}?done=sent")
    assert number in looks(client, "/complaints")
    assert f"/complaints/{number}" in looks(client, f"/orders/{order.number}")


def test_the_household_is_led_there_from_today_and_answers(client) -> None:
    order = delivered_order()
    number = a_complaint(order)
    come(client, seller_of(order))
    assert f"/shop/{order.shop_id}/complaints" in looks(client, f"/shop/{order.shop_id}")
    assert led(client.get(f"/complaints/{number}", headers={"Accept": "text/html"})).startswith(f"/shop/{order.shop_id}")
    path = f"/shop/{order.shop_id}/complaints/{number}"
    assert "Đọc người gửi nói gì" in looks(client, path)
    assert led(sends(client, path + "/answer", **SORRY)) == f"{path}?done=answered"
    assert "Đã trả lời. Người gửi nói lại được" in looks(client, path)
    assert complaint(number).outcome == "explained"


def test_who_is_not_content_opens_it_again_and_the_province_answers(client) -> None:
    order = delivered_order()
    number = a_complaint(order)
    answered(number)
    come(client, buyer_of(order))
    path = f"/complaints/{number}"
    print(looks(client, path).partition('<main')[2]); assert 'name="rating" value="not"' in looks(client, path)
    assert led(sends(client, path + "/rating", rating="not")) == f"{path}?done=not-content"
    assert "Viết vì sao bạn chưa hài lòng" in looks(client, path)
    assert led(sends(client, path + "/reopening", reason="Tôi chưa nhận được tiền")) == f"{path}?done=reopened"
    assert complaint(number).state == "escalated"
    assert "Mở lại" not in looks(client, path).partition("<h2")[0]


def test_an_office_sees_the_late_first_and_takes_passes_merges_and_refuses(client) -> None:
    order = delivered_order()
    number = a_complaint(order, kind="conduct")
    come(client, an_operator())
    assert number in looks(client, "/office/complaints?tab=later")
    path = f"/office/complaints/{number}"
    page = looks(client, path)
    assert "Người gửi (chỉ cán bộ thấy)" in page
    assert led(sends(client, path + "/taking")) == f"{path}?done=taken"
    assert led(sends(client, path + "/passing", to="province", note="xin xem giúp")) == f"{path}?done=passed"
    assert "xin xem giúp" in looks(client, path)
    assert led(sends(client, path + "/refusal", reason="settled", words="")) == f"{path}?done=refused"
    assert complaint(number).refusal == "settled"
    come(client, an_officer())
    looks(client, "/office/complaints")
