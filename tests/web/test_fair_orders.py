"""What is bought at a fair says so on card, basket, checkout, order and tracking page: which fair, from which day."""

from __future__ import annotations

import re
from typing import Any

import pytest

from market import clock
from market.db import db, transaction
from market.fairs.models import Fair
from market.orders.models import Order
from market.web.store import cards
from tests.support.browsing import come
from tests.support.buying import goes_to, look, puts, said
from tests.support.counting import statements
from tests.support.fair_rows import fair_row, stand_row
from tests.support.fairs import a_stand, fair_order, open_fair
from tests.support.village import a_buyer, a_product, packed_order


def day_of(fair: Fair) -> str:
    return f"{fair.ships_from.day}/{fair.ships_from.month}"


def both(client: Any) -> Fair:
    """In the basket: a good of any day, and its part that is sold at a fair."""
    fair, parent = fair_row(), a_product()
    good = stand_row(fair, parent)
    puts(client, parent)
    puts(client, good)
    goes_to(client)
    return fair


@pytest.mark.parametrize("path", ["/basket", "/checkout"])
def test_two_orders_of_one_shop_are_told_apart(client, path) -> None:
    fair = both(client)
    page = look(client, path)
    assert page.count("Na nhà bà Lan") >= 2
    assert page.count(f"Phiên na Chi Lăng: giao từ {day_of(fair)}") == 1
    assert page.count("Hàng thường, gửi ngay") == 1
    assert page.count("Hủy được đến") == 1


def test_the_basket_leads_back_to_the_fair(client) -> None:
    both(client)
    page = look(client)
    assert 'href="/fairs/na-chi-lang"' in page
    assert "Hàng của phiên đi riêng một đơn" in page


def test_a_basket_without_a_fair_says_and_asks_nothing_of_one(client) -> None:
    puts(client, a_product())
    with statements() as sent:
        page = look(client)
    assert "Phiên" not in re.sub(r"Chợ Phiên", "", page)
    assert len(sent) == 3, sent


def test_goods_of_a_fair_alone_need_no_telling_apart(client) -> None:
    puts(client, stand_row(fair_row()))
    assert "Hàng thường" not in look(client)


def test_an_order_that_is_gathered_says_until_when_it_may_be_left(client) -> None:
    me, fair = a_buyer(), open_fair()
    order = fair_order(a_stand(fair), buyer=me)
    come(client, me)
    page = look(client, f"/orders/{order.number}")
    assert f"giao từ {day_of(fair)}. Đổi ý thì hủy trước lúc ấy, không mất gì." in said(page)
    assert f"Phiên na Chi Lăng: giao từ {day_of(fair)}" in page
    assert "Hủy được đến" in page
    assert f"/orders/{order.number}/cancellation" in page
    assert "Đã đặt, phiên đang gom đơn" in look(client, "/orders")
    assert "Giao từ" in look(client, f"/checkouts/{order.checkout_id}")


def test_one_that_the_fair_took_on_says_the_day_and_no_more_of_leaving(client) -> None:
    me, fair = a_buyer(), open_fair()
    order = fair_order(a_stand(fair), buyer=me)
    transaction(lambda: setattr(db.session.get_one(Order, order.id), "state", "accepted"))
    come(client, me)
    page = look(client, f"/orders/{order.number}")
    assert "Nhà bán đang chuẩn bị hàng" in said(page)
    assert f"giao từ {day_of(fair)}" in page
    assert "Hủy được đến" not in page


def test_whoever_follows_the_parcel_sees_from_which_day_it_is_sent(client) -> None:
    order = packed_order()
    assert "giao từ" not in look(client, f"/t/{order.tracking_number}")
    fair = fair_row()

    def of_fair() -> None:
        found = db.session.get_one(Order, order.id)
        found.fair_slug, found.ship_on = fair.slug, fair.ships_from

    transaction(of_fair)
    assert f"{day_of(fair)}." in look(client, f"/t/{order.tracking_number}")


@pytest.mark.parametrize(
    ("opens", "closes", "told"),
    [
        (-1, 1, "Đặt trước ở phiên chợ, giao từ 15/8"),
        (1, 2, "Sắp mở ở phiên chợ, giao từ 15/8"),
        (-2, -1, "Phiên chợ đã đóng"),
    ],
)
@pytest.mark.parametrize("written", [False, True])
def test_a_card_says_whether_its_fair_is_on(opens, closes, told, written) -> None:
    days = {name: clock.ago(clock.now(), days=-n) for name, n in (("opens_at", opens), ("closes_at", closes))}
    sale: dict[str, Any] = {**days, "ships_on": clock.now().date().replace(month=8, day=15)}
    if written:
        sale = {name: value.isoformat().replace("+00:00", "Z") for name, value in sale.items()}
    assert cards.at_fair(sale) == told
    assert cards.at_fair(None) is None
