"""What is offered for goods that are not there, by the link of the message and on the order's page."""

from collections.abc import Callable
from typing import Any

from tests.browser.page import Page
from tests.browser.phone import Phone
from tests.support.fairs import open_fair
from tests.support.shortages import a_stand, closed, code_for, ordered, short
from tests.support.village import buyer_of

State = dict[str, Any]


def asked() -> State:
    """A buyer of two packs, of which her household has none; another has as good ones."""
    fair = open_fair()
    mine, _ = a_stand(fair, packs=5), a_stand(fair, packs=4, price_vnd=50_000)
    (order,) = ordered(mine, 2)
    closed(fair)
    short(fair, mine, 0)
    return {"number": order.number, "code": code_for(order), "me": None, "order": order}


def signed_in() -> State:
    state = asked()
    return state | {"me": buyer_of(state["order"])}


def presses(button: str) -> Callable[[Phone], None]:
    def act(phone: Phone) -> None:
        form = f"form[action$='{button}']"
        if phone.page.query_selector(form) is not None:  # answered once, her order looks so from then on
            phone.send(form)

    return act


PAGES = [
    Page("what is offered instead", "/o/{number}/{code}", asked),
    Page("anothers goods taken", "/o/{number}/{code}", asked, then=presses("/taking")),
    Page("the money instead", "/o/{number}/{code}", asked, then=presses("/money")),
    Page("a wrong link of what is offered", "/o/{number}/AAAAAAAAAA", asked, status=404),
    Page("an order that is short", "/orders/{number}", signed_in),
]
