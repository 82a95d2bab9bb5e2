"""Fairs of a household and of an officer: with stands, while a stand is taken, when all is picked, and with nothing."""

from __future__ import annotations

from typing import Any

from tests.browser.page import Page
from tests.browser.phone import Phone
from tests.support.fairs import a_fair, a_stand, fair_order, good_of, open_fair, stand_now
from tests.support.gathering import picked_order
from tests.support.village import a_product, a_shop, a_team_member, an_officer, owner_of

State = dict[str, Any]
FAIR = "/shop/{shop}/fairs/{fair}"


def invited() -> State:
    """A fair is open; she has goods and no stand."""
    fair, shop = open_fair(), a_shop()
    good = a_product(shop, name="Na Chi Lăng loại một, hái trong ngày")
    return {"me": owner_of(shop), "shop": shop.id, "fair": fair.slug, "good": good.id}


def a_stand_with_orders() -> State:
    known = invited()
    fair = open_fair(name="Phiên na Chi Lăng cuối mùa", minimum_packs=None)
    shop = a_shop()
    stand = a_stand(fair, a_product(shop))
    a_stand(fair)
    fair_order(stand, packs=3)
    return known | {"me": owner_of(shop), "shop": shop.id, "fair": fair.slug, "stand": stand_now(stand).product_id}


def picking() -> State:
    known = a_stand_with_orders()
    fair = open_fair(name="Phiên na sớm")
    shop = a_shop()
    good = good_of(a_stand(fair, a_product(shop)))
    picked_order(good, 3)
    picked_order(good, 2)
    return known | {"me": owner_of(shop), "shop": shop.id, "fair": fair.slug}


def no_fair() -> State:
    shop = a_shop()
    return {"me": owner_of(shop), "shop": shop.id}


def by_team() -> State:
    return invited() | {"me": a_team_member()}


def an_officers_fair() -> State:
    return a_stand_with_orders() | {"me": an_officer()}


def a_planned_fair() -> State:
    return {"me": an_officer(), "fair": a_fair().slug}


def no_fair_here() -> State:
    return {"me": an_officer()}


def no_day(phone: Phone) -> None:
    phone.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    phone.send("form[action$=day]")


def no_price(phone: Phone) -> None:
    phone.type("price_vnd", "rẻ")
    phone.send("form:has([name=price_vnd])")


def another_price(phone: Phone) -> None:
    phone.type("price_vnd", "900.000")
    phone.send("form:has([name=price_vnd])")


def no_name(phone: Phone) -> None:
    phone.send("form[action*='fairs/new']")


def no_reason(phone: Phone) -> None:
    phone.tap("Hủy phiên", within="details:has(form[action$=calling-off])")
    phone.send("form[action$=calling-off]")


def no_day_of_sending(phone: Phone) -> None:
    phone.tap("Sửa tên, ngày, mức tối thiểu")
    phone.type("ships_from", "")
    phone.send("form[action$=changes]")


PAGES = [
    Page("fairs of a household", "/shop/{shop}/fairs", invited),
    Page("no fair of a household", "/shop/{shop}/fairs", no_fair),
    Page("a fair to join", FAIR, invited),
    Page("a fair to join by the team", FAIR, by_team),
    Page("how many packs", FAIR + "/new/{good}", invited),
    Page("a stand to take", FAIR + "/new/{good}?packs=30", invited, wrong={"no price": no_price}),
    Page("a stand to take by the team", FAIR + "/new/{good}?packs=30", by_team, wrong={"its code": another_price}),
    Page("a stand with orders", FAIR, a_stand_with_orders, wrong={"no day": no_day}),
    Page("what to pick", FAIR + "/picking", picking),
    Page("nothing to pick", FAIR + "/picking", invited),
    Page("today with a fair", "/shop/{shop}", picking),
    Page("an officer's fairs", "/office/fairs", an_officers_fair),
    Page("no officer's fair", "/office/fairs", no_fair_here),
    Page("a new fair", "/office/fairs/new", no_fair_here, wrong={"no name": no_name}),
    Page("an officer's fair", "/office/fairs/{fair}", an_officers_fair, wrong={"no reason": no_reason}),
    Page("an officer's planned fair", "/office/fairs/{fair}", a_planned_fair, wrong={"no day": no_day_of_sending}),
]
