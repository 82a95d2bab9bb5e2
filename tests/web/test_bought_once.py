"""A checkout's form is one purchase: tapped again and again, in two tabs, with its answer lost, or dead half-way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Semaphore
from typing import Any

import pytest
from flask.testing import FlaskClient

from market.db import db
from market.orders import flows
from tests.support.browsing import BROWSER, come
from tests.support.buying import (
    TO,
    a_full_basket,
    asks_for_code,
    basket_of,
    changes,
    form_of,
    goes_to,
    look,
    orders,
    places,
    puts,
)
from tests.support.texting import code_sent
from tests.support.village import a_buyer, a_person, a_product, stock_of


def at_once(client: FlaskClient, form: dict[str, str], times: int) -> list[Any]:
    """The answers to so many taps, each by a browser that knows nothing yet of the others' answers."""
    cookies = "; ".join(f"{name}={client.get_cookie(name).value}" for name in ("basket", "to"))
    app = client.application
    db.session.rollback()

    def tap(_: int) -> Any:
        with app.app_context():
            bare, answer = app.test_client(use_cookies=False), None
            while answer is None or answer.status_code == 409:
                # Only half the threads wait for the first tap: who is told to try again does, by the same form.
                assert answer is None or f'name="key" value="{form["key"]}"' in answer.text
                answer = bare.post("/checkout", data=form, headers=BROWSER | {"Cookie": cookies})
            return answer

    with ThreadPoolExecutor(8) as taps:
        return list(taps.map(tap, range(times)))


def test_what_sells_out_within_the_last_tap_takes_nothing(client, home, monkeypatch) -> None:
    """Between our look and the taking of the stock."""
    na, honey = a_full_basket(client)
    buy = flows.buy

    def too_late(**given: Any) -> Any:
        changes(honey, stock=0)
        return buy(**given)

    monkeypatch.setattr(flows, "buy", too_late)
    come(client, a_buyer())
    refused = places(client, form_of(look(client, "/checkout"), **TO))
    assert (refused.status_code, orders(), stock_of(na.id)) == (409, [], 60)
    assert "Mật ong chỉ còn 0" in refused.text


def test_a_hundred_taps_are_one_order_and_each_signs_in(client, home) -> None:
    na, _ = a_full_basket(client)
    form = asks_for_code(client) | {"code": code_sent(home)}
    answers = at_once(client, form, 100)
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert (len(orders()), stock_of(na.id)) == (2, 58)
    # A browser hears the last answer only: it, too, is signed in by it, and its basket is empty.
    for answer in answers:
        told = [kept.partition("=")[0] for kept in answer.headers.getlist("Set-Cookie")]
        assert sorted(told) == ["basket", "cho"]


def test_going_back_and_sending_it_again_leads_to_the_same_purchase(client, home) -> None:
    a_full_basket(client)
    form = asks_for_code(client) | {"code": code_sent(home)}
    basket = client.get_cookie("basket").value
    first = places(client, form)
    client.set_cookie("basket", basket)  # as a second tab, or a browser that has lost the answer, still has it
    again = places(client, form)
    assert again.status_code == 303
    assert again.headers["Location"] == first.headers["Location"].partition("?")[0]
    assert len(orders()) == 2


def test_a_second_tab_with_a_key_of_its_own_finds_the_basket_empty(client) -> None:
    a_full_basket(client)
    come(client, a_buyer())
    tabs = [form_of(look(client, "/checkout"), **TO) for _ in range(2)]
    assert places(client, tabs[0]).status_code == 303
    late = places(client, tabs[1])
    assert (late.status_code, "chưa đặt gì" in late.text, len(orders())) == (409, True, 2)


def test_a_session_that_ended_in_the_middle_asks_and_loses_nothing(client) -> None:
    a_full_basket(client)
    come(client, a_buyer())
    form = form_of(look(client, "/checkout"), **TO)
    client.delete_cookie("cho")
    ended = places(client, form)
    assert (ended.status_code, orders()) == (401, [])
    assert 'name="kept:address_line" value="12 Hàng Bài"' in ended.text
    assert len(basket_of(client).lines) == 2


@pytest.mark.parametrize("key", ["", "x", "x" * 300, "\x00"])
def test_a_forged_key_breaks_nothing(client, key) -> None:
    a_full_basket(client)
    come(client, a_buyer())
    answer = places(client, form_of(look(client, "/checkout"), **TO), key=key)
    assert answer.status_code in (303, 422)


def test_another_buyers_purchase_is_not_mine_by_its_key(client) -> None:
    (na, _) = a_full_basket(client)
    come(client, a_buyer())
    form = form_of(look(client, "/checkout"), **TO)
    basket = client.get_cookie("basket").value
    assert places(client, form).status_code == 303
    come(client, a_person("Người khác"))
    client.set_cookie("basket", basket)
    assert places(client, form).status_code == 409  # the key of a purchase is one purchase's
    assert (len(orders()), stock_of(na.id)) == (2, 58)


@pytest.mark.parametrize("method", ["bank_transfer", "card"])
def test_what_is_paid_before_waits_for_its_money_and_is_bought_once(client, home, stripe, method) -> None:
    """By card the flow commits between two calls: whoever taps meanwhile waits, and has the same answer."""
    (na, _) = a_full_basket(client)
    page = look(client, "/checkout")
    assert "Chuyển khoản" in page
    form = asks_for_code(client, payment_method=method) | {"code": code_sent(home)}
    answers = at_once(client, form, 12)
    assert {answer.status_code for answer in answers} == {303}
    assert {order.state for order in orders()} == {"awaiting_payment"}
    assert (len(orders()), stock_of(na.id)) == (2, 58)


@pytest.mark.parametrize("known", [False, True])
def test_a_purchase_that_died_half_way_is_gone_on_with_though_its_code_is_spent(
    client, home, stripe, monkeypatch, known
) -> None:
    """The last pack was taken, the code was spent, and the gateway had not been asked yet."""
    na = a_product(stock=1)
    puts(client, na)
    goes_to(client)
    if known:
        come(client, a_buyer())
        form = form_of(look(client, "/checkout"), **TO, payment_method="card")
    else:
        form = asks_for_code(client, payment_method="card") | {"code": code_sent(home)}
    with monkeypatch.context() as dying:
        dying.setattr(flows.charges, "open_or_give_up", lambda *given, **more: 1 // 0)
        assert places(client, form).status_code == 500
    (order,) = orders()
    assert stock_of(na.id) == 0
    again = places(client, form)
    assert (again.status_code, again.headers["Location"]) == (303, f"/checkouts/{order.checkout_id}?done=ordered")
    assert [one.number for one in orders()] == [order.number]
    assert client.get(f"/checkouts/{order.checkout_id}").status_code == 200
    assert basket_of(client).lines == {}


def test_who_finds_no_place_to_wait_gets_the_form_again_under_its_own_key(client, stripe, monkeypatch) -> None:
    """While the gateway is asked, the same form comes again, and half the threads wait already."""
    a_full_basket(client)
    come(client, a_buyer())
    form = form_of(look(client, "/checkout"), **TO, payment_method="card")
    sent = "; ".join(f"{name}={client.get_cookie(name).value}" for name in ("basket", "to", "cho"))
    opens, late = flows.charges.open_or_give_up, []

    def asks_the_gateway(*given: Any, **more: Any) -> None:
        with client.application.app_context():
            bare = client.application.test_client(use_cookies=False)
            late.append(bare.post("/checkout", data=form, headers=BROWSER | {"Cookie": sent}))
        opens(*given, **more)

    monkeypatch.setattr(flows.charges, "open_or_give_up", asks_the_gateway)
    monkeypatch.setattr(client.application, "waiting", Semaphore(0))
    assert places(client, form).status_code == 303
    (refused,) = late
    assert (refused.status_code, "còn đang xử lý" in refused.text) == (409, True)
    assert f'name="key" value="{form["key"]}"' in refused.text
    monkeypatch.undo()
    client.set_cookie("basket", sent.split("; ")[0].partition("=")[2])  # of the browser that heard only the refusal
    assert places(client, form).status_code == 303
    assert len(orders()) == 2
