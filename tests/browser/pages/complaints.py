"""Complaints as each sees them: who complains, the household, the office, the counter."""

from typing import Any

from tests.browser.page import Page
from tests.browser.phone import Phone
from tests.support.complaining import a_complaint, answered
from tests.support.village import (
    a_clerk,
    an_operator,
    buyer_of,
    calling,
    delivered_order,
    seller_of,
    shipped_order,
)

State = dict[str, Any]
MINE, SHOPS, OFFICES = (
    "/complaints/{complaint}",
    "/shop/{shop}/complaints/{complaint}",
    "/office/complaints/{complaint}",
)


def delivered() -> State:
    order = delivered_order()
    return {"me": buyer_of(order), "order": order.number, "shop": order.shop_id, "parcel": order.tracking_number}


def sent() -> State:
    order = delivered_order()
    number = a_complaint(order, words="Ba quả na bị dập, chảy nước. Tôi muốn được trả lại tiền ba quả.")
    return {"me": buyer_of(order), "complaint": number, "shop": order.shop_id, "order": order.number, "by": order}


def answered_one() -> State:
    state = sent()
    answered(state["complaint"])
    return state


def found_wanting() -> State:
    state = answered_one()
    calling(state["me"]).put(f"/complaints/{state['complaint']}/rating", {"rating": "not"})
    return state


def to_the_household() -> State:
    state = sent()
    return state | {"me": seller_of(state["by"])}


def to_the_office() -> State:
    return sent() | {"me": an_operator()}


def to_the_counter() -> State:
    order = delivered_order()
    number = a_complaint(order, kind="not_come", words="Báo đã giao mà tôi chưa nhận được.")
    mai = a_clerk()
    return {"me": mai, "office": next(iter(mai.places("clerk"))), "complaint": number}


def sells() -> State:
    order = shipped_order()
    return {"me": seller_of(order), "shop": order.shop_id, "order": order.number}


def unsaid(phone: Phone) -> None:
    phone.page.click("button[value=other], button[value=conduct]")


def no_reason(phone: Phone) -> None:
    phone.send("form[action$=reopening]")


def no_outcome(phone: Phone) -> None:
    phone.send("form[action$=answer]")


def looks_who(phone: Phone) -> None:
    phone.send("form[action$=reporter]")


def no_phone(phone: Phone) -> None:
    phone.send("form[action*='by-code']")


def asks_code(phone: Phone) -> None:
    phone.type("phone", "0912 345 678")
    phone.send("form[action*='by-code']")


def wrong_code(phone: Phone) -> None:
    phone.type("number", "KN-7Q4M-2KXX")
    phone.type("code", "ABCDEFGHJK")
    phone.send("form[action$=find]")


PAGES = [
    Page("something is wrong", "/complaints/new?order={order}", delivered, wrong={"no words": unsaid}),
    Page("something else is wrong", "/complaints/new", delivered),
    Page("a shop is complained of", "/complaints/new?shop={shop}", delivered),
    Page("by the phone of the order", "/complaints/by-code?number={parcel}", lambda: delivered() | {"me": None},
         wrong={"no phone": no_phone}),
    Page("by the code of the order", "/complaints/by-code?number={parcel}", lambda: delivered() | {"me": None},
         then=asks_code, wrong={"no words": unsaid}),
    Page("a complaint by its code", "/complaints/find", wrong={"wrong code": wrong_code}),
    Page("a complaint that was sent", MINE, sent),
    Page("a complaint that is answered", MINE, answered_one),
    Page("an answer that does not help", MINE, found_wanting, wrong={"no reason": no_reason}),
    Page("what I complain of", "/complaints", sent),
    Page("complaints of a household", "/shop/{shop}/complaints", to_the_household),
    Page("a complaint for a household", SHOPS, to_the_household, wrong={"no outcome": no_outcome}),
    Page("a household complains", "/shop/{shop}/orders/{order}/complaint", sells, wrong={"no words": unsaid}),
    Page("complaints of an office", "/office/complaints?tab=later", to_the_office),
    Page("a complaint for an office", OFFICES, to_the_office, wrong={"no outcome": no_outcome}),
    Page("who sent a complaint", OFFICES, to_the_office, then=looks_who),
    Page("complaints at the counter", "/counter/{office}/complaints", to_the_counter),
    Page("a complaint at the counter", "/counter/{office}/complaints/{complaint}", to_the_counter),
]  # fmt: skip
