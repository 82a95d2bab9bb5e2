"""A buyer's own pages: what was bought, where it is, and what can be done about it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import update

from market.catalog.models import Product
from market.db import db, transaction
from tests.support.browsing import BROWSER, come, led, looks, sends
from tests.support.counting import statements
from tests.support.fetching import a_point, code_of, fetched_order, ready_order
from tests.support.paying import order as order_now
from tests.support.proposing import as_it_is, fewer, paid_by_bank, two_boxes, two_goods
from tests.support.village import (
    a_buyer,
    a_product,
    a_shop,
    accepted_order,
    an_operator,
    buyer_of,
    delivered_order,
    lost_order,
    packed_order,
    placed_order,
    returned_order,
    seller_of,
    shipped_order,
    stock_of,
)


def at(order: Any, step: str = "") -> str:
    return f"/orders/{order.number}{step}"


def is_as_before(order: Any) -> bool:
    now = order_now(order.number)
    same = ("state", "payment_status", "recipient_name", "recipient_phone", "address_line", "to_commune", "total_vnd")
    return all(getattr(now, name) == getattr(order, name) for name in same) and len(now.history) == len(order.history)


# Looking

SAYS: dict[str, tuple[Any, str, str]] = {
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
    assert says in page
    assert stands in page


def test_a_list_is_paged_newest_first_and_its_statements_do_not_grow(client) -> None:
    me, good = a_buyer(), a_product(stock=90)
    numbers = [placed_order(product=good, buyer=me).number for _ in range(3)]
    come(client, me)
    with statements() as few:
        page = looks(client, "/orders")
    assert [page.index(number) for number in reversed(numbers)] == sorted(page.index(number) for number in numbers)
    numbers += [placed_order(product=good, buyer=me).number for _ in range(20)]
    with statements() as many:
        page = looks(client, "/orders")
    assert len(many) <= len(few)
    assert numbers[0] not in page
    cursor = re.findall(r'name="cursor" value="(.*?)"', page)[0]
    assert numbers[0] in looks(client, f"/orders?cursor={cursor}")
    assert numbers[1] in looks(client, f"/orders?q={numbers[1]}")
    assert "Không có đơn nào như vậy" in looks(client, "/orders?q=mat+ong")
    assert looks(client, "/orders?cursor=xyz", 422)


def test_what_i_did_not_buy_is_not_there(client) -> None:
    order = placed_order()
    for who in (seller_of(order), an_operator(), a_buyer(), seller_of(placed_order())):
        come(client, who)
        for step in ("", "/again", "/cancellation", "/correction"):
            looks(client, at(order, step), 404)
        for step in ("/receipt", "/cancellation", "/correction", "/again", "/proposal/refusal"):
            assert sends(client, at(order, step)).status_code == 404, step
        assert order.number not in looks(client, "/orders")
        looks(client, f"/checkouts/{order.checkout_id}", 404)
        assert sends(client, f"/checkouts/{order.checkout_id}/otherwise").status_code == 404
    assert is_as_before(order)


def test_the_households_phone_stands_there_only_if_it_lets_buyers_see_it(client) -> None:
    order = delivered_order(product=a_product(a_shop(shows_contact=True)))
    come(client, buyer_of(order))
    assert f'href="tel:{seller_of(order).phone}"' in looks(client, at(order))
    hidden = delivered_order()
    come(client, buyer_of(hidden))
    page = looks(client, at(hidden))
    assert str(seller_of(hidden).phone) not in page
    assert "Nhà bán không để số điện thoại" in page
    assert "sau đó đơn tự xong" in page


# Moving


def test_an_order_is_called_off_before_it_is_packed_with_its_reason_and_the_stock_is_back(client) -> None:
    order = accepted_order()
    come(client, buyer_of(order))
    left = stock_of(order.lines[0].product_id)
    assert "Đặt nhầm" in looks(client, at(order, "/cancellation"))
    told = sends(client, at(order, "/cancellation"), why="mistake", reason="đặt hai lần", key="a")
    assert led(told) == at(order, "?done=cancelled")
    assert led(sends(client, at(order, "/cancellation"), why="mistake", reason="đặt hai lần", key="a")) == led(told)
    now = order_now(order.number)
    assert (now.state, now.history[-1].note) == ("cancelled", "Đặt nhầm: đặt hai lần")
    assert stock_of(order.lines[0].product_id) == left + 2
    assert "Đã hủy đơn." in looks(client, at(order, "?done=cancelled"))


def test_a_reason_that_is_none_of_ours_is_no_reason(client) -> None:
    order = placed_order()
    come(client, buyer_of(order))
    assert led(sends(client, at(order, "/cancellation"), why="<script>")) == at(order, "?done=cancelled")
    assert order_now(order.number).history[-1].note == ""


PAST = {
    "cancellation": (shipped_order, {}),
    "correction": (packed_order, {"name": "Ai đó", "version": "3"}),
    "receipt": (shipped_order, {}),
}


@pytest.mark.parametrize("step", PAST)
def test_what_is_past_is_no_error_and_changes_nothing(client, step) -> None:
    make, typed = PAST[step]
    order = make()
    come(client, buyer_of(order))
    assert led(sends(client, at(order, f"/{step}"), **typed)) == at(order, "?done=already")
    page = looks(client, at(order, "?done=already"))
    assert re.search(r'role="status"><p>✓ [^<]+ giờ \d\d, ', page)
    assert is_as_before(order)


def test_receiver_and_address_are_put_right_and_the_household_is_told(client) -> None:
    order = placed_order()
    come(client, buyer_of(order))
    page = looks(client, at(order, "/correction"))
    version = re.findall(r'name="version" value="(\d+)"', page)[0]
    typed = {"name": "Trần Thu Hà", "phone": "0912 345 679", "address_line": "12 Hàng Bài", "commune_code": "00070"}
    assert led(sends(client, at(order, "/correction"), version=version, **typed)) == at(order, "?done=corrected")
    assert order_now(order.number).recipient_phone == "+84912345679"
    stale = sends(client, at(order, "/correction"), version=version, **typed | {"phone": "0912 345 670"})
    assert stale.status_code == 412
    assert order_now(order.number).recipient_phone == "+84912345679"
    again = sends(client, at(order, "/correction"), version="2", **typed)
    assert led(again) == at(order, "?done=same")


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"phone": "12"}, 422),
        ({"commune_code": "99999"}, 422),
        ({"commune_code": "06463"}, 409),  # another fee
        ({"collect_at": "nowhere"}, 422),
        ({"collect_at": "0190f6b4-7c1e-7d2a-9a55-3f6f0c1d2e3f"}, 409),
        ({"name": "x" * 200}, 422),
    ],
)
def test_a_correction_that_cannot_be_is_said_and_changes_nothing(client, typed, status) -> None:
    order = placed_order()
    come(client, buyer_of(order))
    answer = sends(client, at(order, "/correction"), version="1", **typed)
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    assert is_as_before(order)


def test_a_commune_is_found_by_its_name(client) -> None:
    order = placed_order()
    come(client, buyer_of(order))
    assert "Gõ tên xã" in looks(client, at(order, "/correction?place="))
    assert "/correction?commune_code=06463" in looks(client, at(order, "/correction?place=chi+lang"))
    assert "Không có xã nào tên như vậy" in looks(client, at(order, "/correction?place=zzzz"))
    page = looks(client, at(order, "/correction?commune_code=06463"))
    assert 'name="commune_code" value="06463"' in page
    assert 'name="commune_code" value="00070"' in looks(client, at(order, "/correction?commune_code=kein"))


def test_what_is_fetched_may_be_fetched_elsewhere(client) -> None:
    order = fetched_order()
    good = db.session.get(Product, order.lines[0].product_id)
    other = a_point(good, "market")
    come(client, buyer_of(order))
    assert other in looks(client, at(order, "/correction"))
    version = len(order.history)
    assert led(sends(client, at(order, "/correction"), version=str(version), collect_at=other)).endswith("corrected")
    assert str(order_now(order.number).collect_at) == other


@pytest.mark.parametrize("answer", ["acceptance", "refusal"])
def test_the_household_is_answered_by_one_tap(client, answer) -> None:
    order = two_goods()
    proposal = fewer(order, 0).json
    come(client, buyer_of(order))
    page = looks(client, at(order))
    assert "Nhà bán xin đổi đơn" in page
    assert "Na Chi Lăng: 1 còn 0" in page
    done = {"acceptance": "agreed", "refusal": "declined"}[answer]
    step = at(order, f"/proposal/{answer}")
    assert led(sends(client, step, id=proposal["id"])) == at(order, f"?done={done}")
    assert len(as_it_is(order.number).lines) == (1 if answer == "acceptance" else 2)
    assert led(sends(client, step, id=proposal["id"])) == at(order, "?done=already")
    assert sends(client, step, id="x").status_code == 422
    other = fewer(two_goods(), 0).json
    assert sends(client, step, id=other["id"]).status_code == 404


def test_that_it_has_come_is_said_once_and_finishes_it(client) -> None:
    order = delivered_order()
    come(client, buyer_of(order))
    assert led(sends(client, at(order, "/receipt"))) == at(order, "?done=received")
    assert order_now(order.number).state == "completed"
    assert led(sends(client, at(order, "/receipt"))) == at(order, "?done=already")


def test_what_waits_shows_its_code_and_is_not_received_before_its_cash_is_paid(client) -> None:
    order = ready_order()
    come(client, buyer_of(order))
    code = code_of(order)
    assert f"{code[:3]} {code[3:]}" in looks(client, at(order))
    refused = sends(client, at(order, "/receipt"))
    assert refused.status_code == 409
    assert "đọc mã nhận hàng" in refused.text
    assert is_as_before(order)


# The money


def test_money_on_its_way_back_is_followed(client, stripe) -> None:
    order = paid_by_bank(two_boxes(method="bank_transfer"))
    come(client, buyer_of(order))
    assert "chúng tôi trả lại đủ" in looks(client, at(order, "/cancellation"))
    sends(client, at(order, "/cancellation"))
    page = looks(client, at(order))
    assert "Tiền đang trên đường về bạn." in page
    assert "170.000 đ: đi trong lần chuyển tới" in page
    assert f"/me/bank?next={at(order)}" in page


# Again


def test_an_order_is_bought_again_by_two_taps(client) -> None:
    order = delivered_order()
    come(client, buyer_of(order))
    page = looks(client, at(order, "/again"))
    assert "Như lần trước" in page
    assert led(sends(client, at(order, "/again"))) == "/basket?done=again"
    basket = looks(client, "/basket?done=again")
    assert "Na Chi Lăng" in basket
    assert "130.000 đ" in basket
    assert led(sends(client, at(order, "/again"))) == "/basket?done=again"
    assert "130.000 đ" in looks(client, "/basket")  # not four


def test_what_is_otherwise_is_said_and_what_is_gone_stays_out(client) -> None:
    order = delivered_order()
    come(client, buyer_of(order))
    which = Product.id == order.lines[0].product_id
    transaction(lambda: db.session.execute(update(Product).where(which).values(price_vnd=70_000)))
    assert "Giá trước 65.000 đ, nay 70.000 đ." in looks(client, at(order, "/again"))
    transaction(lambda: db.session.execute(update(Product).where(which).values(stock=1)))
    page = looks(client, at(order, "/again"))
    assert "Chỉ còn 1, lần trước mua 2." in page
    assert "Không món nào còn bán như trước" in page
    assert led(sends(client, at(order, "/again"))) == "/basket?done=again"
    assert "Giỏ chưa có gì" in looks(client, "/basket")


ODD = ["\x00", "%", "x" * 5000, "🥭", "-1", "' OR 1=1 --", "null", "٣", "06463\x00"]


@pytest.mark.parametrize("odd", ODD)
def test_nothing_that_is_sent_breaks_a_page(client, odd) -> None:
    order = placed_order()
    come(client, buyer_of(order))
    where = f"/checkouts/{order.checkout_id}"
    for path, name in (
        ("/orders", "q"), ("/orders", "cursor"), (at(order), "done"), (at(order, "/correction"), "place"),
        (at(order, "/correction"), "commune_code"), (where, "back"), (where, "still"), (where, "via"),
    ):  # fmt: skip
        assert client.get(path, query_string=[(name, odd), (name, odd)], headers=BROWSER).status_code < 500, path
    typed = dict.fromkeys(("name", "phone", "address_line", "commune_code", "collect_at", "version", "id"), odd)
    for step in ("/correction", "/proposal/acceptance", "/proposal/refusal"):
        assert 400 <= sends(client, at(order, step), **typed).status_code < 500, step
    assert client.post(at(order, "/cancellation"), data={"key": odd}, headers=BROWSER).status_code < 500
    assert client.get(f"/orders/{odd}", headers=BROWSER).status_code in (400, 404)


def test_a_forged_basket_is_an_empty_one_when_an_order_is_bought_again(client) -> None:
    order = delivered_order()
    come(client, buyer_of(order))
    client.set_cookie("basket", "AAAA.forged")
    assert led(sends(client, at(order, "/again"))) == "/basket?done=again"
    assert "Na Chi Lăng" in looks(client, "/basket")


def test_a_full_basket_takes_no_more_and_says_so(client) -> None:
    me, shop = a_buyer(), a_shop()
    come(client, me)
    for _ in range(30):
        assert sends(client, "/basket", product_id=str(a_product(shop).id), quantity=1).status_code == 303
    order = delivered_order(buyer=me)
    refused = sends(client, at(order, "/again"))
    assert refused.status_code in (409, 422)
    assert "Giỏ chứa nhiều nhất 30 món" in refused.text
