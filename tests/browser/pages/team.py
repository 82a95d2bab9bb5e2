"""A team's households, what is done for one of them, the team itself, and lists from files."""

from typing import Any
from uuid import UUID

from market.catalog.models import Shop
from market.db import db, transaction
from tests.browser.page import Page
from tests.browser.phone import Phone
from tests.support.helping import Village, a_village, agrees, asked, person, sent_paper
from tests.support.importing import begin, held_rows, send, table
from tests.support.village import Caller, a_product, placed_order

GOOD = "H1;Triệu Thị Mới;0912555888;Đồng Đĩnh;Chi Lăng"
BAD = "H2;Hoàng Thị Sai;0912;Làng Lạ;Chi Lăng"
ASKED = "H3;Triệu Thị Mới;0912555889;Đồng Đĩnh;Chi Lăng"
ONE = "/team/households/{household}"


def known(village: Village, by: Caller | None = None, **more: Any) -> dict[str, Any]:
    me = (by or village.member).get("/me").json["id"]
    return {"me": person(me), "team": village.team_id, **more}


def a_team_alone() -> dict[str, Any]:
    return known(a_village())


def a_team_that_is_needed() -> dict[str, Any]:
    """One with orders, one that agreed and sells nothing, one whose paper waits, one that never agreed."""
    village = a_village()
    busy = village.writes_down(name="Nông Thị Bận", phone="0912 555 013")
    idle = village.writes_down(name="Lý Thị Yên", phone="0912 555 010")
    paper = village.writes_down(name="Hà Thị Giấy", phone=None)
    never = village.writes_down(name="Vi Thị Chưa", phone="0912 555 011")
    for household in (busy, idle):
        agrees(village.member, household)
    sent_paper(village.member, paper)
    good = a_product(transaction(lambda: db.session.get(Shop, UUID(busy["shop_id"]))))
    placed_order(good)
    placed_order(good)
    ids = {"busy": busy["id"], "paper": paper["id"], "never": never["id"], "good": good.id}
    return known(village, **ids, household=busy["id"])


def one_to_agree() -> dict[str, Any]:
    village = a_village()
    return known(village, household=village.writes_down()["id"])


def one_without_phone() -> dict[str, Any]:
    village = a_village()
    return known(village, household=village.writes_down(phone=None)["id"])


def one_with_a_code(purpose: str = "consent", **more: Any) -> Any:
    def sent() -> dict[str, Any]:
        village = a_village()
        household = village.writes_down()
        asked(village.member, household, purpose=purpose, **more)
        return known(village, household=household["id"])

    return sent


def one_written_twice() -> dict[str, Any]:
    village = a_village()
    village.writes_down(phone="0912 555 002")
    return known(village, household=village.writes_down()["id"])


def an_officer_of_one_that_agreed() -> dict[str, Any]:
    village = a_village()
    household = village.writes_down()
    agrees(village.member, household)
    me = village.member.get("/me").json["id"]
    return known(village, village.officer, household=household["id"], person=me)


def somebody_asked_to_join() -> dict[str, Any]:
    village = a_village()
    to = {"phone": "0912555777", "name": "Hoàng Văn Hợi"}
    invited = village.officer.post(f"/teams/{village.team_id}/members", to).json["id"]
    return known(village, village.officer, invitation=invited)


def a_list_that_runs() -> dict[str, Any]:
    village = a_village()
    return known(village, file=begin(village.member, table(GOOD)).json["id"])


def a_list_with_held_rows() -> dict[str, Any]:
    village = a_village()
    import_ = send(village.member, table(GOOD, BAD, ASKED))
    first, second = held_rows(village.member, import_)
    return known(village, file=import_["id"], row=first["row_no"], asks=second["row_no"], taken=2)


def a_list_that_was_unreadable() -> dict[str, Any]:
    village = a_village()
    return known(village, file=send(village.member, b"PK\x03\x04 broken")["id"])


def types(form: str, **typed: str) -> Any:
    def send_it(phone: Phone) -> None:
        for name, value in typed.items():
            phone.type(name, value)
        phone.send(f"main form[action$='{form}']" if form else "main form")

    return send_it


def _sends_no_photo(phone: Phone) -> None:
    phone.page.locator("summary").first.tap()  # the way by paper is folded in where there is a phone
    types("paper")(phone)


PAGES = [
    Page("a team's households", "/team/{team}", a_team_that_is_needed),
    Page("a team without households", "/team/{team}", a_team_alone),
    Page("no team", "/team", lambda: {"me": person(a_village().writes_down()["person_id"])}),
    Page("teams of a place", "/team", an_officer_of_one_that_agreed),
    Page("a household to open", "/team/{team}/households/new", one_to_agree, wrong={
        "no name": types("new"), "one known already": lambda phone: _known_already(phone)}),
    Page("a household that agreed", ONE, a_team_that_is_needed),
    Page("a household written twice", ONE, one_written_twice),
    Page("a household as its officer sees it", ONE, an_officer_of_one_that_agreed),
    Page("what was done for a household", f"{ONE}/acts", a_team_that_is_needed),
    Page("consent to ask for", f"{ONE}/consent", one_to_agree, wrong={"no photo": _sends_no_photo}),
    Page("consent without a phone", f"{ONE}/consent", one_without_phone),
    Page("consent by code", f"{ONE}/consent", one_with_a_code(), wrong={"a wrong code": types("consent", code="1")}),
    Page("a shop to hand over", f"{ONE}/hand-over", a_team_that_is_needed, wrong={
        "no phone number": types("codes", phone="12")}),
    Page("a shop handed over by code", f"{ONE}/hand-over", one_with_a_code("hand_over"), wrong={
        "no code": types("hand-over")}),
    Page("a household to correct", f"{ONE}/correction", one_to_agree, wrong={
        "nothing changed": types("correction"), "no phone number": types("codes", phone="12")}),
    Page("a phone to correct by code", f"{ONE}/correction", one_with_a_code("correction", phone="0912555002")),
    Page("a household that agreed, to take away", f"{ONE}/removal", a_team_that_is_needed, wrong={
        "it speaks for itself": types("removal")}),
    Page("consent to take back", f"{ONE}/withdrawal", an_officer_of_one_that_agreed),
    Page("a code for a price", f"{ONE}/codes?purpose=price&subject={{good}}&amount_vnd=150000", a_team_that_is_needed),
    Page("a team's members", "/team/{team}/crew", a_team_that_is_needed),
    Page("a team as its officer sees it", "/team/{team}/crew", an_officer_of_one_that_agreed, wrong={
        "no name": types("members"), "no villages": lambda phone: _no_villages(phone)}),
    Page("a member to let go", "/team/{team}/crew/members/{person}/leaving", an_officer_of_one_that_agreed),
    Page("a code to join", "/team/{team}/crew/invitations/{invitation}", somebody_asked_to_join, wrong={
        "a wrong code": types("", code="1")}),
    Page("a team to make", "/team/new", an_officer_of_one_that_agreed, wrong={"nothing": types("new")}),
    Page("lists", "/team/files", a_list_with_held_rows),
    Page("a list to send", "/team/files/new", a_team_alone, wrong={"no file": types("new")}),
    Page("a list that runs", "/team/files/{file}", a_list_that_runs),
    Page("a list with held rows", "/team/files/{file}", a_list_with_held_rows),
    Page("an unreadable list", "/team/files/{file}", a_list_that_was_unreadable),
    Page("a held row", "/team/files/{file}/rows/{row}", a_list_with_held_rows),
    Page("a held row that is asked about", "/team/files/{file}/rows/{asks}", a_list_with_held_rows),
    Page("a list to take back", "/team/files/{file}/undoing", a_list_with_held_rows),
]  # fmt: skip


def _known_already(phone: Phone) -> None:
    phone.type("name", "nông thị páo")
    phone.type("phone", "0912555001")
    phone.choose("village", "Đồng Đĩnh")
    phone.send("form[action$=new]")


def _no_villages(phone: Phone) -> None:
    phone.page.locator("details").evaluate("one => one.open = true")
    phone.type("villages", "")
    phone.send("form[action$=villages]")
