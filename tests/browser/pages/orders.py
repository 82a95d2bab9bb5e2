"""A household's day, its orders in every state, and a shop of one's own."""

from collections.abc import Callable
from typing import Any

from market.orders.models import Order
from tests.browser.page import Page
from tests.browser.phone import Phone
from tests.support.fetching import ready_order
from tests.support.proposing import fewer, two_goods
from tests.support.village import (
    a_household,
    a_person,
    a_product,
    a_shop,
    a_team_member,
    accepted_order,
    delivered_order,
    owner_of,
    packed_order,
    placed_order,
    returned_order,
    seller_of,
    shipped_order,
)

ORDERS = "/shop/{shop}/orders"
ORDER = ORDERS + "/{number}"
State = dict[str, Any]


def of(order: Order | Any) -> State:
    return {"me": seller_of(order), "shop": order.shop_id, "number": order.number}


def an(order: Callable[..., Order], **given: Any) -> Callable[[], State]:
    """An order in the state that its factory names."""
    return lambda: of(order(**given))


def fresh(order: Callable[..., Order]) -> Callable[[], State]:
    return lambda: of(order(product=a_product(shelf_life_days=4)))


def a_full_day() -> State:
    """Orders at every step, goods that end, and money that comes."""
    shop = a_shop()
    good = a_product(shop, name="Na Chi Lăng loại một, hái trong ngày", stock=60)
    a_product(shop, name="Mật ong bạc hà", stock=2)
    for make in (placed_order, placed_order, accepted_order, packed_order, delivered_order, returned_order):
        order = make(product=good)
    return of(order)


def a_team_on_behalf() -> State:
    return of(placed_order()) | {"me": a_team_member()}


def asked_for_less() -> State:
    order = two_goods()
    assert fewer(order, 0).status_code == 200
    return of(order)


def nothing_to_do() -> State:
    shop = a_shop()
    return {"me": owner_of(shop), "shop": shop.id}


def two_shops() -> State:
    lan = a_household()
    a_shop(lan)
    a_shop(lan, name="Hồi nhà bà Lan")
    return {"me": lan}


def whoever() -> State:
    return {"me": a_person("")}


def types(form: str = "main form", **typed: str) -> Callable[[Phone], None]:
    def send(phone: Phone) -> None:
        for name, value in typed.items():
            phone.type(name, value)
        phone.send(form)

    return send


PAGES = [
    Page("a household's full day", "/shop/{shop}", a_full_day),
    Page("a team's day for a household", "/shop/{shop}", a_team_on_behalf),
    Page("a day with nothing to do", "/shop/{shop}", nothing_to_do),
    Page("the orders of a shop", ORDERS, a_full_day),
    Page("orders that are sought", ORDERS + "?q=mat+ong", nothing_to_do),
    Page("an order to accept", ORDER, an(placed_order)),
    Page(
        "an order of fresh goods to pack",
        ORDER,
        fresh(accepted_order),
        wrong={"picked too long ago": lambda phone: _picked(phone, "2020-01-01")},
    ),
    Page("a packed order", ORDER, an(packed_order)),
    Page(
        "an order that waits for its buyer",
        ORDER,
        lambda: of(ready_order()),
        wrong={"a wrong code": types(code="000000"), "no code": types(code="12")},
    ),
    Page("an order on its way", ORDER, an(shipped_order)),
    Page("an order that came back", ORDER, an(returned_order)),
    Page(
        "an order whose buyer is asked",
        ORDER,
        asked_for_less,
        wrong={"not the buyer's code": types(".note form", code="000000")},
    ),
    Page("a refusal", ORDER + "/cancellation", an(placed_order), wrong={"no reason": types()}),
    Page(
        "a change",
        ORDER + "/proposal",
        an(placed_order),
        wrong={"more than ordered": types(**{"left-1": "9"}), "nothing": types()},
    ),
    Page("one's shops", "/shop", two_shops),
    Page("a shop's commune", "/shop/new?place=chi+lang", whoever),
    Page("a shop of one's own", "/shop/new?commune_code=06463", whoever, wrong={"nothing typed": types()}),
]


def _picked(phone: Phone, day: str) -> None:
    phone.tap("Hái ngày khác" if phone.language == "vi" else "Picked on another day")
    phone.page.fill("#harvested_on", day)
    phone.send("main details form")
