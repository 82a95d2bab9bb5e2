"""The pages of the frame, and those that everybody may see."""

from typing import Any

from tests.browser.page import Page
from tests.browser.phone import Phone
from tests.support.helping import a_village, person, row

PHONE = "0987 654 321"


def a_household_with_a_helper() -> dict[str, Any]:
    return {"me": person(row(a_village().writes_down()).person_id)}


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


PAGES = [
    Page("the first page", "/"),
    Page("the first page of a household", "/", a_household_with_a_helper),
    Page("sign-in", "/sign-in", wrong={"no phone number": sends_phone("12")}),
    Page("sign-in, the code", "/sign-in", then=sends_phone(), wrong={"a wrong code": types_code("1")}),
    Page("the kit", "/kit", in_demo=True),
    Page("what is not there", "/nothing", status=404),
]
