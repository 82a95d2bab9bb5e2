"""Herself: who helps her, her phones, what protects her account, what she is told, how she leaves."""

from typing import Any

from tests.browser.page import Page
from tests.browser.phone import Phone
from tests.support.helping import a_village, agrees, person, row, sent_paper
from tests.support.village import a_person, a_shop_with_money, an_operator, calling, owner_of, placed_order, seller_of


def a_helped_household() -> dict[str, Any]:
    """It agreed, a paper was sent in its name, and somebody asks to move it to another phone."""
    village = a_village()
    household = village.writes_down()
    sent_paper(village.member, household)
    agrees(village.member, household)
    lost = {"phone": household["phone"], "new_phone": "0912 000 999", "reason": "Mất máy"}
    assert calling(an_operator()).post("/phone-changes", lost).status_code == 201
    return {"me": person(row(household).person_id)}


def somebody() -> dict[str, Any]:
    return {"me": a_person("Trần Thu Hà")}


def whom_money_keeps() -> dict[str, Any]:
    return {"me": owner_of(a_shop_with_money())}


def who_was_told() -> dict[str, Any]:
    return {"me": seller_of(placed_order())}


def fills(**typed: str) -> Any:
    def send(phone: Phone) -> None:
        for name, value in typed.items():
            phone.type(name, value)
        phone.send()

    return send


def bank(phone: Phone) -> None:
    phone.page.select_option("#bank_bin", "970405")
    fills(number="8400 2051 23456", holder="TRAN THU HA")(phone)


PAGES = [
    Page("my account", "/me", a_helped_household),
    Page("who helps me", "/me/helpers", a_helped_household),
    Page("who helps me, nobody", "/me/helpers", somebody),
    Page("what was done in my name", "/me/acts", a_helped_household),
    Page("my phones", "/me/phones", a_helped_household),
    Page("another number", "/me/phone", somebody, wrong={"no number": fills(phone="12")}),
    Page(
        "another number, the codes",
        "/me/phone",
        somebody,
        then=fills(phone="0912 000 222"),
        wrong={"wrong": fills(code="1", new_code="2")},
    ),
    Page("my name", "/me/name", somebody, wrong={"no name": fills(name="")}),
    Page("my password", "/me/password", somebody, wrong={"too common": fills(password="12345678")}),
    Page("my bank account", "/me/bank", somebody, wrong={"nothing": fills(number="1", holder="")}),
    Page("my bank account, the code", "/me/bank", somebody, then=bank, wrong={"a wrong code": fills(code="123")}),
    Page("my identity card", "/me/identity", somebody, wrong={"too short": fills(id_number="12")}),
    Page("my identity card, to forget", "/me/identity/forgetting", somebody),
    Page("what I am told", "/me/notices", who_was_told),
    Page("my data", "/me/leaving", somebody),
    Page("my data, money keeps me", "/me/leaving", whom_money_keeps),
]
