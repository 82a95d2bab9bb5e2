"""What a buyer has bought: paying for it, each order in its state, and what can be done about one."""

from collections.abc import Callable
from typing import Any

from flask import current_app

from market import clock
from market.db import transaction
from market.fairs.seasons.actions import ask
from market.fairs.seasons.rules import link_word
from market.orders.models import Order
from tests.browser.page import Page
from tests.browser.phone import Phone
from tests.support.fetching import ready_order
from tests.support.paying import A_DAY_LATE, buy, later, order, work
from tests.support.proposing import fewer, paid_by_bank, two_boxes, two_goods
from tests.support.village import (
    a_buyer,
    a_product,
    a_shop,
    buyer_of,
    calling,
    delivered_order,
    lost_order,
    packed_order,
    placed_order,
    seller_of,
    shipped_order,
)

CHECKOUT, ORDER = "/checkouts/{checkout}", "/orders/{number}"
State = dict[str, Any]


def of(bought: Order | Any) -> State:
    return {"me": buyer_of(bought), "checkout": bought.checkout_id, "number": bought.number}


def an(make: Callable[..., Order], **given: Any) -> Callable[[], State]:
    return lambda: of(make(**given))


def a_season_link() -> State:
    bought = delivered_order()
    wish = transaction(lambda: ask(order=bought, now=clock.now()))
    return {"word": link_word(current_app.config["MARKET"].secret_key, wish.id)}


def part_paid() -> State:
    return of(paid_by_bank(two_boxes(method="bank_transfer"), 50_000))


def paid() -> State:
    return of(paid_by_bank(two_boxes(method="bank_transfer")))


def called_off_with_money_on_its_way() -> State:
    bought = paid_by_bank(two_boxes(method="bank_transfer"))
    assert calling(buyer_of(bought)).put(f"/orders/{bought.number}/cancellation", {}).status_code == 200
    return of(bought)


def run_out() -> State:
    bought = two_boxes(method="bank_transfer")
    work(later(A_DAY_LATE))
    return of(order(bought.number))


def asked_for_less() -> State:
    bought = two_goods()
    assert fewer(bought, 0).status_code == 200
    return of(bought)


def two_shops_paid_at_the_door() -> State:
    bought = buy(a_product(), a_product(a_shop(name="Hồi nhà bà Lan")), method="cod", buyer=calling(a_buyer()))
    return of(order(bought.json["orders"][0]["number"]))


def all_kinds() -> State:
    me, good = a_buyer(), a_product(name="Na Chi Lăng loại một, hái trong ngày", stock=90)
    for make in (placed_order, packed_order, shipped_order, delivered_order):
        bought = make(product=good, buyer=me)
    return of(bought)


def given_back_in_cash() -> State:
    bought = delivered_order()
    answer = calling(seller_of(bought)).post(f"/orders/{bought.number}/refunds", {"amount_vnd": 32_500})
    assert answer.status_code == 201
    return of(bought)


def sold() -> State:
    bought = delivered_order()
    return {"me": seller_of(bought), "shop": bought.shop_id, "number": bought.number}


def nothing_bought() -> State:
    return {"me": a_buyer()}


def types(**typed: str) -> Callable[[Phone], None]:
    def send(phone: Phone) -> None:
        for name, value in typed.items():
            phone.type(name, value)
        phone.send("main form")

    return send


PAGES = [
    Page("a purchase to be paid by bank", CHECKOUT, an(two_boxes, method="bank_transfer"), needs="stripe"),
    Page("a purchase paid in part", CHECKOUT, part_paid, needs="stripe"),
    Page("a purchase to be paid by card", CHECKOUT, an(two_boxes, method="card"), needs="stripe"),
    Page(
        "a purchase at the gateway's page",
        CHECKOUT + "?back=1",
        an(two_boxes, method="card"),
        then=lambda phone: phone.send("main form"),
        needs="stripe",
    ),
    Page("a purchase that is paid", CHECKOUT, paid, needs="stripe"),
    Page("a purchase whose time is over", CHECKOUT, run_out, needs="stripe"),
    Page("a purchase of two shops", CHECKOUT, two_shops_paid_at_the_door),
    Page("what I have bought", "/orders", all_kinds),
    Page("nothing bought yet", "/orders", nothing_bought),
    Page("my order that waits for its money", ORDER, an(two_boxes, method="bank_transfer"), needs="stripe"),
    Page("my order just placed", ORDER, an(placed_order)),
    Page("my order on its way", ORDER, an(shipped_order)),
    Page("my order delivered", ORDER, an(delivered_order)),
    Page("my order called off, money on its way", ORDER, called_off_with_money_on_its_way, needs="stripe"),
    Page("my order lost by the post", ORDER, an(lost_order)),
    Page("my order to be fetched", ORDER, lambda: of(ready_order())),
    Page("my order whose household asks", ORDER, asked_for_less),
    Page("calling my order off", ORDER + "/cancellation", an(placed_order)),
    Page(
        "putting my order right",
        ORDER + "/correction",
        an(placed_order),
        wrong={"no phone": types(phone="12")},
    ),
    Page("another commune for my order", ORDER + "/correction?place=chi+lang", an(placed_order)),
    Page("no cash for me", "/me/refunds", nothing_bought),
    Page("cash for me", "/me/refunds", given_back_in_cash),
    Page("the code for my cash", "/me/refunds", given_back_in_cash, then=lambda phone: phone.send("main form")),
    Page("money to give back", "/shop/{shop}/orders/{number}/refund", sold, wrong={"nothing typed": types()}),
    Page("the next season of my order", ORDER + "/season", an(delivered_order)),
    Page("the link of a season", "/s/{word}", a_season_link),
    Page("my order once more", ORDER + "/again", an(delivered_order)),
]
