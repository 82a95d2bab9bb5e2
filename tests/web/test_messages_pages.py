"""Pages of messages: one address for both sides, written, read, reported, blocked; phones hidden."""

from __future__ import annotations

import io
from typing import Any

from market import phones
from tests.support.browsing import come, led, looks, sends
from tests.support.helping import a_picture
from tests.support.village import (
    a_buyer,
    a_team_member,
    an_officer,
    buyer_of,
    calling,
    placed_order,
    seller_of,
)
from tests.support.writing import heard_reports, texts, thread, written


def at(order: Any, step: str = "") -> str:
    return f"/m/{order.number}{step}"


def test_from_the_orders_page_to_an_answer(client) -> None:
    order = placed_order()
    come(client, buyer_of(order))
    assert "Nhắn nhà bán" in looks(client, f"/orders/{order.number}")
    assert "viết vào ô" in looks(client, at(order))
    assert led(sends(client, at(order), text=" Na chín\nchưa ạ? ")) == f"{at(order)}?done=sent"
    assert "Xin chờ bên kia trả lời" in looks(client, at(order))

    come(client, seller_of(order))
    assert "Khách nhắn bạn: 1 tin mới" in looks(client, f"/shop/{order.shop_id}/orders/{order.number}")
    page = looks(client, at(order))
    assert "Khách nhắn bạn. Đọc, rồi trả lời ở dưới." in page
    assert "Na chín\nchưa ạ?" in page
    sends(client, at(order), text="Mai chín")
    inbox = looks(client, "/messages?as=seller")
    assert "Không có tin mới" in inbox
    assert "Bạn: Mai chín" in inbox

    come(client, buyer_of(order))
    assert "Nhà bán nhắn bạn. Đọc" in looks(client, at(order))
    sends(client, at(order, "/seen"), message_no="2")
    assert thread(order, buyer_of(order))["unread"] == 0
    assert texts(order, buyer_of(order)) == ["Na chín\nchưa ạ?", "Mai chín"]


def test_what_is_no_message_leaves_the_words_in_the_field(client) -> None:
    order = placed_order()
    come(client, buyer_of(order))
    answer = sends(client, at(order), text="x" * 501)
    assert answer.status_code == 422
    assert "x" * 501 in answer.text
    assert "Phải dài từ 1 đến 500 ký tự." in answer.text
    assert texts(order, buyer_of(order)) == []


def test_html_is_shown_as_words_and_a_phone_is_hidden_until_both_agree(client) -> None:
    order = placed_order()
    written(order, "<b>Gọi</b> 0912 345 678")
    for reader in (buyer_of(order), seller_of(order)):
        come(client, reader)
        assert f"&lt;b&gt;Gọi&lt;/b&gt; {phones.HIDDEN}" in looks(client, at(order))
        assert led(sends(client, at(order, "/phones"))) == f"{at(order)}?done=agreed"
    assert "Gọi&lt;/b&gt; 0912 345 678" in looks(client, at(order))
    sends(client, at(order, "/phones/end"))
    assert "0912 345 678" not in looks(client, at(order))


def test_a_photo_is_sent_by_a_second_form_and_seen_by_both(client) -> None:
    order = placed_order()
    come(client, buyer_of(order))
    sends(client, at(order), text="Quả bị dập")
    assert "Thêm ảnh vào tin vừa gửi" in looks(client, at(order))
    none = client.post(at(order, "/1/photo"), data={"key": "khóa-0"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert (none.status_code, "Chọn một tấm" in none.text or "ảnh" in none.text) == (422, True)
    photo = {"taken": (io.BytesIO(a_picture()), "na.jpg"), "key": "khóa-1"}
    sent = client.post(at(order, "/1/photo"), data=photo, headers={"Sec-Fetch-Site": "same-origin"})
    assert led(sent) == f"{at(order)}?done=photo"
    come(client, seller_of(order))
    assert "/1/photo?size=small" in looks(client, at(order))
    picture = client.get(at(order, "/1/photo?size=small"))
    assert (picture.status_code, picture.mimetype) == (200, "image/webp")
    come(client, an_officer())
    assert client.get(at(order, "/1/photo?size=small")).status_code == 403


def test_a_message_is_reported_once_in_two_taps_and_a_few_words(client, monkeypatch) -> None:
    order, heard = placed_order(), heard_reports(monkeypatch)
    written(order, "Lời không hay")
    come(client, seller_of(order))
    assert f"{at(order)}/1/report" in looks(client, at(order))
    assert "Lời không hay" in looks(client, at(order, "/1/report"))
    assert sends(client, at(order, "/1/report")).status_code == 422
    for _ in range(2):
        assert led(sends(client, at(order, "/1/report"), reason="Xúc phạm")) == f"{at(order)}?done=reported"
    assert [one[1:] for one in heard] == [(1, "household", order.seller_id, "Xúc phạm")]
    assert "Bạn đã báo tin này" in looks(client, at(order))
    assert led(client.get(at(order, "/1/report"))) == f"{at(order)}?done=reported"


def test_a_stale_tab_is_told_that_the_other_side_has_blocked(client) -> None:
    order = placed_order()
    written(order)
    come(client, seller_of(order))
    assert led(sends(client, at(order, "/block"))) == f"{at(order)}?done=blocked"
    come(client, buyer_of(order))
    late = sends(client, at(order), text="Alô?")
    assert late.status_code == 409
    assert "Một bên đã chặn tin nhắn của đơn này" in late.text
    come(client, seller_of(order))
    sends(client, at(order, "/block/end"))
    assert thread(order, buyer_of(order))["can_write"]


def test_the_team_writes_for_the_household_and_strangers_find_nothing(client) -> None:
    order = placed_order()
    come(client, a_team_member())
    page = looks(client, at(order))
    assert "Hoàng Thị Lan" in page, "for whom one acts"
    sends(client, at(order), text="Tổ nhắn hộ bà")
    come(client, buyer_of(order))
    assert "Tổ công nghệ số, thay nhà bán" in looks(client, at(order))
    acts = calling(seller_of(order)).get("/me/acts").json["items"]
    assert [act["act"] for act in acts] == ["write_order_message"]
    come(client, a_buyer())
    assert client.get(at(order)).status_code == 404
    assert sends(client, at(order), text="Chào").status_code == 404
