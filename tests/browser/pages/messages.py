"""Messages about an order, to its buyer and to its household; and one that is reported."""

from collections.abc import Callable
from typing import Any

from tests.browser.page import Page
from tests.browser.phone import Phone
from tests.support.helping import a_picture
from tests.support.village import a_buyer, a_team_member, buyer_of, calling, placed_order, seller_of
from tests.support.writing import written

THREAD = "/m/{number}"
State = dict[str, Any]
_LONG = "Bác ơi, cháu cần hai hộp na trước thứ Bảy để làm giỗ, quả vừa tay thôi ạ, đừng chín quá nhé. " * 5


def talked(as_buyer: bool = True, helped: bool = False) -> State:
    """Both wrote, also a phone number; the buyer's last words are unread."""
    order = placed_order()
    number = written(order, "Quả này bị dập, bác xem giúp. Gọi cháu 0912 345 678")
    path = f"/orders/{order.number}/messages/{number}/photo"
    assert calling(buyer_of(order)).put(path, data=a_picture(), content_type="image/jpeg").status_code == 200
    written(order, "Cháu yên tâm, mai bác hái quả khác.", by=seller_of(order))
    written(order, _LONG[:500])
    me = a_team_member() if helped else buyer_of(order) if as_buyer else seller_of(order)
    return {"me": me, "number": order.number}


def silent() -> State:
    order = placed_order()
    return {"me": buyer_of(order), "number": order.number}


def blocked() -> State:
    state = talked(as_buyer=False)
    assert calling(state["me"]).put(f"/orders/{state['number']}/messages/block").status_code == 200
    return state


def sends(form: str) -> Callable[[Phone], None]:
    return lambda phone: phone.send(form)


def no_photo(phone: Phone) -> None:
    phone.page.locator("main summary").first.tap()
    phone.send("details form")


PAGES = [
    Page("nobody wrote to me", "/messages", lambda: {"me": a_buyer()}),
    Page("who wrote to me", "/messages", talked),
    Page("who wrote to my shop", "/messages?as=seller", lambda: talked(as_buyer=False)),
    Page(
        "nothing written of my order yet",
        THREAD,
        silent,
        wrong={"no words": sends("form[action^='/m/']")},
    ),
    Page(
        "messages of an order that I bought",
        THREAD,
        talked,
        wrong={"no photo": no_photo},
    ),
    Page("messages of an order that I sell", THREAD, lambda: talked(as_buyer=False)),
    Page("messages of an order that I help with", THREAD, lambda: talked(helped=True)),
    Page("messages that are blocked", THREAD, blocked),
    Page(
        "reporting a message",
        THREAD + "/1/report",
        lambda: talked(as_buyer=False),
        wrong={"no reason": sends("form[action$=report]")},
    ),
]
