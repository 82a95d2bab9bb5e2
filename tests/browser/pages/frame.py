"""The pages of the frame, and those that everybody may see."""

from typing import Any

from flask import current_app

from market.accounts.rules import RoleName
from tests.browser.page import Page
from tests.browser.phone import Phone
from tests.support.helping import a_village, person, row
from tests.support.texting import code_sent
from tests.support.village import CHI_LANG, a_person, a_product, placed_order, shipped_order

PHONE = "0987 654 321"


def a_household_with_a_helper() -> dict[str, Any]:
    return {"me": person(row(a_village().writes_down()).person_id)}


def an_officer_with_orders() -> dict[str, Any]:
    placed_order(a_product(), hours_ago=30)
    return {"me": a_person("Chu Văn Bình", (RoleName.OFFICER, CHI_LANG))}


def a_parcel_on_its_way() -> dict[str, Any]:
    return {"number": shipped_order().tracking_number}


def sends_phone(number: str = PHONE) -> Any:
    def send(phone: Phone) -> None:
        phone.type("phone", number)
        phone.send()

    return send


def types_code(code: str) -> Any:
    def send(phone: Phone) -> None:
        phone.type("code", code)
        phone.send()

    return send


def comes_back_to_what_was_typed(phone: Phone) -> None:
    """As after a session that ended within a form."""
    phone.page.evaluate("""() => document.querySelector('main form').insertAdjacentHTML('beforeend',
      '<input type="hidden" name="kept:name" value="Na dai">')""")
    phone.type("phone", PHONE)
    phone.send()
    phone.type("code", code_sent(current_app.config["MARKET"].home))
    phone.send()


PAGES = [
    Page("the first page", "/"),
    Page("the first page of a household", "/", a_household_with_a_helper),
    Page("the first page of an officer", "/", an_officer_with_orders),
    Page("sign-in", "/sign-in", wrong={"no phone number": sends_phone("12")}),
    Page("sign-in, the code", "/sign-in", then=sends_phone(), wrong={"a wrong code": types_code("1")}),
    Page("signed in again, within a form", "/sign-in", then=comes_back_to_what_was_typed),
    Page("the kit", "/kit", in_demo=True),
    Page("what is not there", "/nothing", status=404),
    Page("figures", "/figures"),
    Page("figures of an officer", "/figures", an_officer_with_orders),
    Page("figures of a place that is none", "/figures?place=x", status=422),
    Page("the open data", "/figures/open-data"),
    Page("a number to follow", "/t"),
    Page("a parcel that is followed", "/t/{number}", a_parcel_on_its_way),
    Page("a wrong number", "/t/CA000000014VN", status=404),
]
