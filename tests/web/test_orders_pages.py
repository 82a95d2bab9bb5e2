"""A household's orders by hand: accepted by one tap, packed, labelled, refused, and whoever comes late told plainly."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from market import clock
from market.db import db, transaction
from market.orders.models import Order
from market.orders.proposals.models import Proposal
from tests.support.browsing import BROWSER, come, sends
from tests.support.counting import statements
from tests.support.fetching import code_of, fetched_order, made_ready, ready_order
from tests.support.paying import order as order_now
from tests.support.proposing import code_for, fewer, paid_by_bank, two_boxes, two_goods
from tests.support.village import (
    CHI_LANG,
    a_household,
    a_person,
    a_product,
    a_shop,
    a_team_member,
    accepted_order,
    an_operator,
    buyer_of,
    calling,
    delivered_order,
    packed_order,
    placed_order,
    returned_order,
    seller_of,
    shipped_order,
    stock_of,
)


def at(order: Any, step: str = "") -> str:
    return f"/shop/{order.shop_id}/orders/{order.number}{step}"


def looks(client, path: str, status: int = 200) -> str:
    page = client.get(path, headers=BROWSER)
    assert page.status_code == status, page.text
    return page.text


def led(answer: Any) -> str:
    assert answer.status_code == 303, answer.text
    where: str = answer.headers["Location"]
    return where


# Accept, pack, label


def test_an_order_is_accepted_by_one_tap_in_the_list_and_goes_on_to_its_label(client) -> None:
    order = placed_order()
    come(client, seller_of(order))
    page = looks(client, f"/shop/{order.shop_id}/orders")
    assert "Chờ nhận (1)" in page
    assert "Bạn được 128.050 đ" in page
    assert "còn 2 ngày" in page
    assert f'<form action="{at(order)}/acceptance" method="post"' in page
    assert led(sends(client, at(order, "/acceptance"))) == at(order, "?done=accepted")
    page = looks(client, at(order, "?done=accepted"))
    assert "Đã nhận đơn." in page
    assert led(sends(client, at(order, "/packing"))) == at(order, "?done=packed")
    packed = order_now(order.number)
    assert packed.state == "packed"
    page = looks(client, at(order))
    assert "mang ra Bưu điện xã Chi Lăng" in page
    assert str(packed.tracking_number) in page
    pdf = client.get(at(order, "/label"), headers=BROWSER)
    assert (pdf.mimetype, pdf.data[:4], pdf.headers["Cache-Control"]) == (
        "application/pdf",
        b"%PDF",
        "private, no-store",
    )
    html = client.get(at(order, "/label?format=html"), headers=BROWSER)
    assert str(packed.tracking_number) in html.text
    assert "style-src 'unsafe-inline'" in html.headers["Content-Security-Policy"]


def test_whoever_taps_twice_or_in_a_stale_tab_is_told_how_it_stands(client) -> None:
    order = placed_order()
    come(client, seller_of(order))
    first = sends(client, at(order, "/acceptance"), key="a")
    assert led(sends(client, at(order, "/acceptance"), key="a")) == led(first)
    assert led(sends(client, at(order, "/acceptance"), key="b")) == at(order, "?done=already")
    page = looks(client, at(order, "?done=already"))
    told = re.search(r'role="status"><p>✓ (.*?)</p>', page)
    assert told
    assert re.fullmatch(r"Đã nhận lúc \d+ giờ \d\d, (thứ \w+|Chủ nhật) \d+/\d+", told[1])
    assert 'role="alert"' not in page
    moves = [move.target for move in order_now(order.number).history]
    assert moves == ["placed", "accepted"]


LATE = {
    "acceptance": (packed_order, {}),
    "packing": (shipped_order, {}),
    "cancellation": (shipped_order, {"why": "sold-out"}),
    "collection": (delivered_order, {"code": "123456"}),
    "return-receipt": (shipped_order, {"restock": "true"}),
    "proposal": (packed_order, {"left-1": "1"}),
}


@pytest.mark.parametrize("step", LATE)
def test_what_is_past_is_no_error_and_changes_nothing(client, step) -> None:
    make, typed = LATE[step]
    order = make()
    come(client, seller_of(order))
    before = [order.state, len(order.history)]
    assert led(sends(client, at(order, f"/{step}"), **typed)) == at(order, "?done=already")
    assert "lúc" in looks(client, at(order, "?done=already"))
    after = order_now(order.number)
    assert [after.state, len(after.history)] == before


def test_the_forms_of_one_page_are_each_sent_once_though_they_share_its_key(client) -> None:
    good = a_product()
    one, two = placed_order(product=good), placed_order(product=good)
    come(client, seller_of(one))
    assert led(sends(client, at(one, "/acceptance"), key="of-this-page")) == at(one, "?done=accepted")
    assert led(sends(client, at(two, "/acceptance"), key="of-this-page")) == at(two, "?done=accepted")


def test_fresh_goods_are_packed_by_the_day_on_which_they_were_picked(client) -> None:
    order = accepted_order(product=a_product(shelf_life_days=1))
    come(client, seller_of(order))
    page = looks(client, at(order))
    days = re.findall(r'name="harvested_on" value="(\d{4}-\d\d-\d\d)"', page)
    today = clock.local_day(clock.now())
    assert days == [str(today), str(today - timedelta(days=1))]  # what keeps one day is not older
    late = sends(client, at(order, "/packing"), harvested_on=str(today - timedelta(days=5)))
    assert late.status_code == 422
    assert "đã quá 1 ngày" in late.text
    assert "<details open>" in late.text
    assert order_now(order.number).state == "accepted"
    assert sends(client, at(order, "/packing"), harvested_on="hôm qua").status_code == 422
    assert led(sends(client, at(order, "/packing"), harvested_on=days[1])).endswith("done=packed")
    assert str(order_now(order.number).harvested_on) == days[1]


# Refuse and change


def test_a_refusal_has_a_reason_of_the_list_that_the_buyer_is_told(client) -> None:
    order = placed_order()
    come(client, seller_of(order))
    before = stock_of(order.lines[0].product_id)
    nothing = sends(client, at(order, "/cancellation"))
    assert nothing.status_code == 422
    assert "Xin chọn một lý do" in nothing.text
    assert order_now(order.number).state == "placed"
    assert led(sends(client, at(order, "/cancellation"), why="not-ripe", reason="mưa to")).endswith("cancelled")
    ended = order_now(order.number)
    assert (ended.state, ended.history[-1].note) == ("cancelled", "Chưa thu hoạch được: mưa to")
    assert stock_of(order.lines[0].product_id) == before + 2
    page = looks(client, at(order))
    assert "Xin đừng gửi hàng" in page
    assert "Bạn được" not in page


@pytest.mark.parametrize("typed", [{"why": "nonsense"}, {"reason": " "}, {"why": "", "reason": "x" * 501}])
def test_a_refusal_without_words_that_can_be_told_is_shown_again(client, typed) -> None:
    order = placed_order()
    come(client, seller_of(order))
    assert sends(client, at(order, "/cancellation"), **typed).status_code == 422
    assert order_now(order.number).state == "placed"


def test_a_long_reason_fits_the_history(client) -> None:
    order = placed_order()
    come(client, seller_of(order))
    led(sends(client, at(order, "/cancellation"), why="sold-out", reason="ê" * 500))
    assert len(order_now(order.number).history[-1].note) == 500


def test_the_buyer_is_asked_for_fewer_and_says_yes_by_a_code_read_aloud(client) -> None:
    order = two_goods()
    come(client, seller_of(order))
    asked = {"left-1": "0", "left-2": "1", "restock": "yes", "note": "Chưa chín"}
    assert led(sends(client, at(order, "/proposal"), **asked)) == at(order, "?done=asked")
    proposal = transaction(lambda: db.session.scalars(select(Proposal)).one())
    assert [(line.ordered, line.quantity) for line in proposal.lines] == [(1, 0)]
    page = looks(client, at(order))
    assert "Na Chi Lăng: 1 còn 0" in page
    wrong = sends(client, at(order, "/proposal/acceptance"), id=str(proposal.id), code="000000")
    assert wrong.status_code == 422
    assert len(order_now(order.number).lines) == 2
    code = code_for({"id": str(proposal.id)})
    typed = {"id": str(proposal.id), "code": f"{code[:3]} {code[3:]}"}
    assert led(sends(client, at(order, "/proposal/acceptance"), **typed)) == at(order, "?done=agreed")
    assert [line.name for line in order_now(order.number).lines] == ["Trà Mẫu Sơn"]
    assert "Khách đã sửa hoặc trả lời" in looks(client, at(order))


BAD_CHANGES: dict[str, dict[str, str]] = {
    "nothing": {},
    "more": {"left-1": "3"},
    "no number": {"left-1": "một"},
    "huge": {"left-1": "9" * 400},
    "negative": {"left-1": "-1"},
    "a day gone by": {"ship_on": "2020-01-01"},
    "no day": {"ship_on": "mai"},
    "a day without end": {"ship_on": "9999-12-31"},
    "long words": {"left-1": "1", "note": "x" * 501},
}


@pytest.mark.parametrize("name", BAD_CHANGES)
def test_a_change_that_cannot_be_is_shown_again_with_what_was_typed(client, name) -> None:
    order = placed_order()
    come(client, seller_of(order))
    answer = sends(client, at(order, "/proposal"), **BAD_CHANGES[name])
    assert answer.status_code == 422, name
    assert "Hỏi khách" in answer.text
    for field, typed in BAD_CHANGES[name].items():
        assert typed in answer.text
        assert f'id="{field}"' in answer.text
    assert transaction(lambda: db.session.scalars(select(Proposal)).all()) == []


def test_leaving_everything_out_is_no_change_but_a_refusal(client) -> None:
    order = placed_order()
    come(client, seller_of(order))
    answer = sends(client, at(order, "/proposal"), **{"left-1": "0"})
    assert (answer.status_code, "Xin hủy đơn" in answer.text) == (409, True)


# Fetched, returned, held


def test_what_is_fetched_is_handed_over_for_the_code_and_its_cash_is_hers(client) -> None:
    order = ready_order()
    come(client, seller_of(order))
    page = looks(client, at(order))
    assert "Nhận 130.000 đ tiền mặt" in page
    for wrong in ("000000", "12", "", "chưa có"):
        assert sends(client, at(order, "/collection"), code=wrong).status_code == 422
    assert order_now(order.number).state == "packed"
    code = code_of(order)
    assert led(sends(client, at(order, "/collection"), code=f" {code[:3]} {code[3:]} ")) == at(
        order, "?done=handed-over"
    )
    after = order_now(order.number)
    assert (after.state, after.payment_status) == ("delivered", "collected")
    slip = client.get(at(order, "/label?format=html"), headers=BROWSER)
    assert "ĐẾN LẤY HÀNG" in slip.text


def test_what_is_fetched_at_a_post_office_is_brought_there_and_not_handed_over_by_her(client) -> None:
    order = made_ready(fetched_order(kind="post_office"))
    come(client, seller_of(order))
    page = looks(client, at(order))
    assert "Mang hàng ra Bưu điện xã Chi Lăng" in page
    assert 'name="code"' not in page
    assert sends(client, at(order, "/collection"), code=code_of(order)).status_code == 403
    assert "mang ra bưu cục" in looks(client, f"/shop/{order.shop_id}")


@pytest.mark.parametrize(("good", "more"), [("true", 2), ("false", 0)])
def test_goods_that_came_back_are_taken_and_sold_again_or_not(client, good, more) -> None:
    order = returned_order()
    come(client, seller_of(order))
    before = stock_of(order.lines[0].product_id)
    assert "1 đơn hàng trả về" in looks(client, f"/shop/{order.shop_id}")
    assert sends(client, at(order, "/return-receipt"), restock="maybe").status_code == 422
    assert led(sends(client, at(order, "/return-receipt"), restock=good)) == at(order, "?done=back")
    assert stock_of(order.lines[0].product_id) == before + more
    assert led(sends(client, at(order, "/return-receipt"), restock="true")) == at(order, "?done=already")
    assert stock_of(order.lines[0].product_id) == before + more


def test_a_held_order_is_told_plainly_and_stays(client) -> None:
    order = placed_order()
    calling(an_operator()).put(f"/shops/{order.shop_id}/suspension", {"reason": "Hàng giả"})
    come(client, seller_of(order))
    page = looks(client, f"/shop/{order.shop_id}")
    assert "Gian hàng bị tạm ngừng: Hàng giả" in page
    assert "1 đơn chờ xem xét" in page
    page = looks(client, at(order))
    assert "đơn chờ người quản trị" in page
    assert "/acceptance" not in page
    assert sends(client, at(order, "/acceptance")).status_code == 409
    assert order_now(order.number).state == "placed"


def test_what_nobody_has_paid_asks_nothing_of_the_household(client, stripe) -> None:
    unpaid = two_boxes("bank_transfer")
    come(client, seller_of(unpaid))
    assert "Chờ nhận (0)" in looks(client, f"/shop/{unpaid.shop_id}/orders")
    assert "Bạn chưa phải làm gì" in looks(client, at(unpaid))
    assert led(sends(client, at(unpaid, "/acceptance"))) == at(unpaid, "?done=already")
    assert paid_by_bank(unpaid).state == "placed"
    assert "Khách đã trả tiền rồi (" in looks(client, at(unpaid))


# Lists


def test_orders_lie_in_the_tabs_people_know_and_are_found_by_name_number_and_phone(client) -> None:
    good = a_product(name="Na Chi Lăng")
    made = {make.__name__: make(product=good) for make in (placed_order, accepted_order, packed_order, delivered_order)}
    one = made["packed_order"]
    come(client, seller_of(one))
    orders = f"/shop/{one.shop_id}/orders"
    page = looks(client, orders)
    for tab in ("Chờ nhận (1)", "Chờ gói (1)", "Đang giao (1)", "Xong (1)"):
        assert tab in page
    for tab, name in (("pack", "accepted_order"), ("sent", "packed_order"), ("done", "delivered_order")):
        page = looks(client, f"{orders}?in={tab}")
        assert [number for number in (order.number for order in made.values()) if number in page] == [made[name].number]
    for sought, many in ((one.number, 1), ("na chi lang", 4), ("0912 345 678", 4), ("trần thu", 4), ("mật ong", 0)):
        page = looks(client, f"{orders}?q={sought.replace(' ', '+')}")
        assert page.count('<article class="card">') == many, sought


def test_a_long_list_goes_on_page_by_page(client) -> None:
    good = a_product(stock=200)
    orders = [placed_order(product=good) for _ in range(22)]
    come(client, seller_of(orders[0]))
    path, seen = f"/shop/{orders[0].shop_id}/orders", []
    page = looks(client, path)
    seen += re.findall(r"/orders/(CP-[A-Z0-9-]+)/acceptance", page)
    more = dict(re.findall(r'<input type="hidden" name="(cursor|in)" value="([^"]*)"', page))
    page = looks(client, f"{path}?in={more['in']}&cursor={more['cursor']}")
    seen += re.findall(r"/orders/(CP-[A-Z0-9-]+)/acceptance", page)
    assert sorted(seen) == sorted(order.number for order in orders)
    assert 'name="cursor"' not in page


@pytest.mark.parametrize("asked", ["in=nothing", "q=%20", "q=!!!", "in=late", "q=" + "a" * 80])
def test_whatever_a_list_is_asked_for_it_answers(client, asked) -> None:
    order = placed_order()
    come(client, seller_of(order))
    looks(client, f"/shop/{order.shop_id}/orders?{asked}")


@pytest.mark.parametrize("asked", ["cursor=x", "cursor=bnVsbA", "q=" + "a" * 81, "q=a%00b", "cursor=" + "x" * 500])
def test_what_nobody_asks_for_is_refused_by_a_page(client, asked) -> None:
    order = placed_order()
    come(client, seller_of(order))
    assert client.get(f"/shop/{order.shop_id}/orders?{asked}", headers=BROWSER).status_code == 422


# The day


def test_the_day_says_what_is_to_do_and_leads_there_by_one_tap(client) -> None:
    good = a_product(name="Mật ong bạc hà", stock=7)
    for make in (placed_order, accepted_order, packed_order):
        order = make(product=good)
    late = accepted_order(product=a_product(good.shop), hours_ago=1)
    transaction(lambda: setattr(db.session.get(Order, late.id), "timer_step", 1))
    come(client, seller_of(order))
    page = looks(client, f"/shop/{order.shop_id}")
    assert "Có 1 đơn mới." in page
    assert "Mật ong bạc hà còn 1 hộp" in page
    assert "Đang về" in page
    for name, word in (("late", "1 đơn đã trễ"), ("ready", "2 đơn chờ gói"), ("bring", "1 đơn mang ra bưu cục")):
        assert word in page
        listed = looks(client, f"/shop/{order.shop_id}/orders?in={name}")
        assert listed.count('<article class="card">') == int(word[0])


def test_a_day_with_nothing_to_do_says_so_and_what_sells(client) -> None:
    order = delivered_order()
    come(client, seller_of(order))
    page = looks(client, f"/shop/{order.shop_id}")
    assert "Hôm nay chưa có việc gì phải làm." in page
    assert "Na Chi Lăng: 2 gói trong 3 tháng" in page


def test_what_the_buyer_changed_is_shown_until_it_is_packed(client) -> None:
    order = two_boxes()
    assert fewer(order).status_code == 200
    come(client, seller_of(order))
    assert "1 đơn chờ khách trả lời" in looks(client, f"/shop/{order.shop_id}")
    proposal = transaction(lambda: db.session.scalars(select(Proposal)).one())
    code = code_for({"id": str(proposal.id)})
    sends(client, at(order, "/proposal/acceptance"), id=str(proposal.id), code=code)
    assert "1 đơn khách đã sửa" in looks(client, f"/shop/{order.shop_id}")


# Whose


def test_a_team_does_the_same_on_behalf_and_is_told_for_whom(client) -> None:
    order = placed_order()
    come(client, a_team_member())
    assert "Bạn đang làm thay Hoàng Thị Lan" in looks(client, f"/shop/{order.shop_id}/orders")
    assert led(sends(client, at(order, "/acceptance"))) == at(order, "?done=accepted")
    assert order_now(order.number).history[-1].by == "team_member"
    assert "Tổ công nghệ số nhận đơn" in looks(client, at(order))


def test_an_order_is_found_below_its_own_shop_only(client) -> None:
    lan = a_household()
    one, two = a_shop(lan), a_shop(lan, name="Hồi")
    order = placed_order(product=a_product(one))
    come(client, lan)
    for path in (f"/shop/{two.id}/orders/{order.number}", f"/shop/{one.id}/orders/CP-AAAA-AAAA"):
        looks(client, path, 404)
        assert sends(client, f"{path}/acceptance").status_code == 404
    looks(client, f"/shop/{one.id}/orders/nothing", 404)
    assert order_now(order.number).state == "placed"


def test_the_buyer_of_an_order_sees_no_page_of_the_shop(client) -> None:
    order = placed_order()
    come(client, buyer_of(order))
    looks(client, at(order), 404)
    assert sends(client, at(order, "/cancellation"), why="sold-out").status_code == 404
    assert order_now(order.number).state == "placed"


# A shop of one's own


def test_a_shop_is_opened_by_four_fields(client) -> None:
    come(client, a_person(""))
    assert "Mở gian hàng" in looks(client, "/shop")
    page = looks(client, "/shop/new?place=chi+lang")
    assert f'href="/shop/new?commune_code={CHI_LANG}"' in page
    page = looks(client, f"/shop/new?commune_code={CHI_LANG}")
    assert "Xã Chi Lăng" in page
    typed = {"commune_code": CHI_LANG, "name": "Na nhà Sao", "village": "Làng Mới"}
    nameless = sends(client, "/shop/new", **typed)
    assert (nameless.status_code, "Xin ghi tên của bạn" in nameless.text) == (422, True)
    assert 'value="Na nhà Sao"' in nameless.text
    where = led(sends(client, "/shop/new", **typed, owner_name="Lý Thị Sao"))
    assert re.fullmatch(r"/shop/[0-9a-f-]{36}\?done=opened", where)
    page = looks(client, where)
    assert "Gian hàng đã mở" in page
    assert UUID(where[6:42])


def test_a_village_that_nobody_named_is_asked_for_once_more(client) -> None:
    a_shop()
    come(client, a_person("Lý Thị Sao"))
    typed = {"commune_code": CHI_LANG, "name": "Na nhà Sao", "village": "Đồng Đĩnh Trên"}
    asked = sends(client, "/shop/new", **typed)
    assert asked.status_code == 422
    assert "Có phải: Đồng Đĩnh?" in asked.text
    assert "/api/" not in asked.text
    assert 'name="new_village"' in asked.text
    led(sends(client, "/shop/new", **typed, new_village="true"))


@pytest.mark.parametrize("place", ["", "zzzz", "a" * 300, "06463", "%"])
def test_a_commune_is_sought_by_whatever_is_typed(client, place) -> None:
    come(client, a_person("Lý Thị Sao"))
    page = client.get("/shop/new", query_string={"place": place}, headers=BROWSER)
    assert page.status_code == 200


@pytest.mark.parametrize("typed", [{}, {"commune_code": "99999", "name": "Na", "village": "X"}, {"name": "?"}])
def test_a_shop_that_cannot_be_is_not_opened(client, typed) -> None:
    come(client, a_person("Lý Thị Sao"))
    assert sends(client, "/shop/new", **typed).status_code == 422
    assert "Bạn chưa có gian hàng" in looks(client, "/shop")


def test_who_has_three_shops_opens_no_fourth(client) -> None:
    lan = a_household()
    for name in ("Na", "Hồi", "Trà"):
        a_shop(lan, name=f"{name} nhà bà Lan")
    come(client, lan)
    assert "/shop/new" not in looks(client, "/shop")
    typed = {"commune_code": CHI_LANG, "name": "Mật ong", "village": "Đồng Đĩnh"}
    assert led(sends(client, "/shop/new", **typed)) == "/shop/new"
    assert "Bạn đã có đủ 3 gian hàng" in looks(client, "/shop/new")


def test_a_longer_list_takes_no_statement_more(client) -> None:
    good = a_product()
    orders = [placed_order(product=good)]
    come(client, seller_of(orders[0]))
    shop = f"/shop/{orders[0].shop_id}"
    pages = (shop, f"{shop}/orders")
    few = [many(client, path) for path in pages]
    orders += [placed_order(product=good) for _ in range(5)]
    assert [many(client, path) for path in pages] == few
    assert max(few) <= 30


def many(client, path: str) -> int:
    """How many statements a page takes."""
    with statements() as sent:
        looks(client, path)
    return len(sent)
