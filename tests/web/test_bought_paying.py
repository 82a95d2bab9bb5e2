"""What was bought at once is paid: by transfer and by card, and nobody is believed but bank and gateway."""

from __future__ import annotations

import re
from typing import Any

import pytest

from market import clock
from market.payments.cards.reconcile import reconcile
from tests.support.browsing import BROWSER, come, led, looks, sends
from tests.support.paying import A_DAY_LATE, broken, buy, hear, later, operator_upload, states, work
from tests.support.paying import order as order_now
from tests.support.village import a_buyer, a_product, a_shop, an_operator, calling, stock_of

PLACED, AWAITING, OVER = ("placed", "paid"), ("awaiting_payment", "awaiting"), ("cancelled", "cancelled")


@pytest.fixture
def ha(client) -> Any:
    """A buyer, whose browser `client` is."""
    person = a_buyer()
    come(client, person)
    return calling(person)


def pay_in(bought: Any, amount_vnd: int) -> None:
    assert operator_upload(calling(an_operator()), (amount_vnd, bought.json["payment"]["transfer"]["text"])).json


def test_a_transfer_is_shown_asked_for_and_seen_to_come(client, stripe, ha) -> None:
    bought = buy(a_product(), a_product(a_shop()), method="bank_transfer", buyer=ha)
    here, payment = f"/checkouts/{bought.json['id']}", bought.json["payment"]
    page = client.get(here, headers=BROWSER)
    assert page.headers["Refresh"] == "15"
    for told in ("ACB", "257678859", "CHO PHIEN", payment["transfer"]["text"], "Trả trước"):
        assert told in page.text, told
    picture = client.get(f"{here}/qr.png", headers=BROWSER)
    assert (picture.mimetype, picture.data[:4]) == ("image/png", b"\x89PNG")
    still = client.get(f"{here}?still=1", headers=BROWSER)
    assert "Refresh" not in still.headers

    pay_in(bought, payment["amount_vnd"] - 30_000)
    page = client.get(here, headers=BROWSER)
    assert "còn thiếu 30.000 đ" in page.text
    pay_in(bought, 30_000)
    page = client.get(here, headers=BROWSER)
    assert "<title>Đã nhận được tiền" in page.text
    assert "Refresh" not in page.headers
    assert states(bought) == [PLACED, PLACED]


def test_a_card_pays_on_the_page_of_the_gateway(client, stripe, ha) -> None:
    bought = buy(buyer=ha)
    here = f"/checkouts/{bought.json['id']}"
    assert "Trả bằng thẻ" in looks(client, here)
    assert led(sends(client, f"{here}/card")) == f"{here}?done=card"
    page = looks(client, here)
    told = re.search(rf'href="({stripe.address}/pay/cs_\d+)"', page)
    assert told, page
    asked = stripe.of_kind("checkout.session")[-1]["asked"]
    assert (asked["success_url"], asked["cancel_url"]) == (
        f"http://127.0.0.1:8000{here}?back=1",
        f"http://127.0.0.1:8000{here}",
    )
    assert ha.get(here).json["payment"]["pay_at"] == told[1]  # for programs too, and no secret
    page = looks(client, f"{here}?back=1")
    assert "Đang chờ cổng thẻ báo" in page
    assert states(bought) == [AWAITING]

    stripe.pay_on_page()
    assert "Đang chờ cổng thẻ báo" in looks(client, f"{here}?back=1")
    hear(stripe.events[-1])
    work()
    assert states(bought) == [PLACED]
    assert "Đã nhận được tiền" in looks(client, f"{here}?back=1")
    work(later())
    assert (broken(), reconcile(now=clock.now()).differences) == ([], [])


def checked_out(client, stripe, ha) -> tuple[Any, str]:
    """A purchase by card, at the gateway's page."""
    bought = buy(a_product(stock=5), buyer=ha)
    here = f"/checkouts/{bought.json['id']}"
    sends(client, f"{here}/card")
    return bought, here


def test_the_page_is_opened_once_however_often_it_is_asked_for(client, stripe, ha) -> None:
    bought, here = checked_out(client, stripe, ha)
    for _ in range(3):
        assert led(sends(client, f"{here}/card")) == f"{here}?done=card"
    work()
    assert len(stripe.of_kind("checkout.session")) == 1
    (first,) = stripe.of_kind("payment_intent")
    assert first["status"] == "canceled"  # nobody can pay what a client was to pay
    for event in stripe.events:
        hear(event)
    work()
    assert states(bought) == [AWAITING]


def test_what_was_paid_by_the_client_after_all_counts_and_the_page_is_closed(client, stripe, ha) -> None:
    bought, _ = checked_out(client, stripe, ha)
    assert stripe.pay(stripe.intent()["id"])
    hear(stripe.events[-1])
    work()
    assert states(bought) == [PLACED]
    work(later())
    assert stripe.of_kind("checkout.session")[0]["status"] == "expired"
    assert broken() == []


def test_what_is_paid_twice_goes_back_once(client, stripe, ha) -> None:
    bought, _ = checked_out(client, stripe, ha)
    stripe.pay(stripe.intent()["id"])
    stripe.pay_on_page()
    for event in stripe.events:
        hear(event)
    work()
    assert states(bought) == [PLACED]
    assert [refund["amount"] for refund in stripe.of_kind("refund")] == [bought.json["total_vnd"]]
    work(later())
    assert broken() == []


def test_a_card_that_is_declined_or_a_page_left_offers_another_try_and_another_way(client, stripe, ha) -> None:
    bought, here = checked_out(client, stripe, ha)
    page = looks(client, f"{here}?back=1")
    assert "thử lại, hoặc trả cách khác" in page
    assert "Trả cách khác" in page
    good = order_now(bought.json["orders"][0]["number"]).lines[0].product_id
    assert stock_of(good) == 4
    assert led(sends(client, f"{here}/otherwise")) == "/basket?done=again"
    assert states(bought) == [OVER]
    assert stock_of(good) == 5
    assert "Na Chi Lăng" in looks(client, "/basket?done=again")
    work()
    assert stripe.of_kind("checkout.session")[0]["status"] == "expired"
    assert led(sends(client, f"{here}/otherwise")) == f"{here}?done=past"
    assert "Mua lại" in looks(client, here)
    assert broken() == []


def test_a_card_that_pays_while_it_is_called_off_gets_all_of_it_back(client, stripe, ha) -> None:
    bought, here = checked_out(client, stripe, ha)
    sends(client, f"{here}/otherwise")
    stripe.pay_on_page()
    hear(stripe.events[-1])
    work()
    assert states(bought) == [("cancelled", "refunded")]
    assert [refund["amount"] for refund in stripe.of_kind("refund")] == [bought.json["total_vnd"]]
    assert broken() == []


def test_the_gateway_is_asked_where_its_word_was_lost(client, stripe, ha) -> None:
    bought, here = checked_out(client, stripe, ha)
    assert led(sends(client, f"{here}/card/look")) == f"{here}?done=asked"
    assert states(bought) == [AWAITING]
    stripe.pay_on_page()
    assert led(sends(client, f"{here}/card/look")) == f"{here}?done=asked"
    assert states(bought) == [PLACED]
    hear(stripe.events[-1])  # late, and once more
    work()
    assert led(sends(client, f"{here}/card/look")) == f"{here}?done=past"
    assert led(sends(client, f"{here}/card")) == f"{here}?done=past"
    assert broken() == []


@pytest.mark.parametrize("how", ["before", "after", "500"])
def test_a_gateway_that_does_not_answer_is_said_and_may_be_asked_again(client, stripe, ha, how) -> None:
    bought = buy(buyer=ha)
    here = f"/checkouts/{bought.json['id']}"
    stripe.fail("POST /v1/checkout/sessions", how, times=3)
    refused = sends(client, f"{here}/card")
    assert refused.status_code == 503
    assert "Cổng thẻ đang không trả lời" in refused.text
    assert states(bought) == [AWAITING]
    stripe.answered.clear()
    assert led(sends(client, f"{here}/card")) == f"{here}?done=card"
    stripe.pay_on_page()
    hear(stripe.events[-1])
    work()
    assert states(bought) == [PLACED]


def test_who_leaves_the_page_until_the_time_is_over_has_bought_nothing(client, stripe, ha) -> None:
    bought, here = checked_out(client, stripe, ha)
    work(later())
    assert states(bought) == [OVER]
    assert stripe.of_kind("checkout.session")[0]["status"] == "expired"
    page = looks(client, f"{here}?back=1")
    assert "Hết giờ trả tiền" in page
    assert f"/orders/{bought.json['orders'][0]['number']}/again" in page
    assert "pay/cs_" not in page


def test_a_page_that_is_paid_in_the_last_instant_is_looked_at_before_it_ends(client, stripe, ha) -> None:
    bought, _ = checked_out(client, stripe, ha)
    stripe.pay_on_page()
    work(later())
    assert states(bought) == [PLACED]
    assert broken() == []


def test_money_back_goes_to_the_card_that_paid_on_the_page(client, stripe, ha) -> None:
    bought, _ = checked_out(client, stripe, ha)
    paid = stripe.pay_on_page()
    hear(stripe.events[-1])
    work()
    number = bought.json["orders"][0]["number"]
    sends(client, f"/orders/{number}/cancellation")
    assert "đang về thẻ" in looks(client, f"/orders/{number}")
    work()
    assert [refund["payment_intent"] for refund in stripe.of_kind("refund")] == [paid["id"]]
    assert "đã về thẻ" in looks(client, f"/orders/{number}")
    assert broken() == []


def test_an_address_that_no_browser_should_open_is_not_taken(client, stripe, ha, monkeypatch) -> None:
    bought = buy(buyer=ha)
    monkeypatch.setattr(type(stripe), "address", property(lambda _: "javascript:alert(1)//"))
    refused = sends(client, f"/checkouts/{bought.json['id']}/card")
    assert refused.status_code == 503
    assert "javascript:alert" not in refused.text


def test_a_transfer_that_comes_too_late_is_told_on_its_way_back(client, stripe, ha) -> None:
    good = a_product(stock=1)
    bought = buy(good, method="bank_transfer", buyer=ha)
    here = f"/checkouts/{bought.json['id']}"
    work(later(A_DAY_LATE))
    assert "Hết giờ trả tiền" in looks(client, here)
    pay_in(bought, 50_000)
    page = looks(client, here)
    assert "50.000 đ bạn đã chuyển đang chờ trả lại" in page
    assert f"/me/bank?next={here}" in page
    looks(client, f"{here}/qr.png", 404)


def test_a_part_that_came_counts_for_the_api_as_well(client, stripe, ha) -> None:
    bought = buy(method="bank_transfer", buyer=ha)
    pay_in(bought, 20_000)
    now = ha.get(f"/checkouts/{bought.json['id']}").json["payment"]
    assert now["amount_vnd"] == bought.json["total_vnd"] - 20_000


def test_cash_needs_nothing_but_patience(client, ha) -> None:
    bought = buy(method="cod", buyer=ha)
    page = client.get(f"/checkouts/{bought.json['id']}?done=ordered", headers=BROWSER)
    assert "Đã đặt hàng." in page.text
    assert "Refresh" not in page.headers
    for step in ("card", "card/look", "otherwise"):
        assert led(sends(client, f"/checkouts/{bought.json['id']}/{step}")).endswith("done=past")
