"""Joining a team: by a code of one's own phone; and nobody is of a team that she leads."""

from uuid import UUID

import pytest

from market.accounts import actions as accounts
from market.accounts import identity
from market.accounts.rules import RoleName
from market.db import db, transaction
from market.teams.invariants import audit
from market.teams.models import TeamMember
from market.teams.rules import join_code
from tests.support.helping import Village, a_village, person
from tests.support.installation import SECRET
from tests.support.village import (
    CHI_LANG,
    DONG_DINH,
    a_buyer,
    a_team_member,
    an_officer,
    an_operator,
    calling,
    now,
    placed_order,
)

LANG_SON = "20"


@pytest.fixture
def village(app) -> Village:
    return a_village()


def invite(by, village: Village, phone: str, name: str = "Vi Văn Tư"):
    return by.post(f"/teams/{village.team_id}/members", {"phone": phone, "name": name})


def confirm(by, village: Village, invitation: str, code: str | None = None):
    path = f"/teams/{village.team_id}/invitations/{invitation}/confirmation"
    return by.put(path, {"code": code or join_code(SECRET, UUID(invitation))})


def members() -> int:
    return transaction(lambda: db.session.query(TeamMember).count())


def test_who_reads_the_code_off_her_phone_joins(village: Village) -> None:
    asked = invite(village.officer, village, "0912 555 988")
    assert (asked.status_code, asked.json["phone"], asked.json["name"]) == (202, "+84912555988", "Vi Văn Tư")
    assert members() == 1
    joined = confirm(village.officer, village, asked.json["id"])
    assert (joined.status_code, joined.json["name"]) == (200, "Vi Văn Tư")
    assert person(joined.json["id"]).holds(RoleName.TEAM_MEMBER, DONG_DINH)
    assert confirm(village.officer, village, asked.json["id"]).status_code == 422
    assert members() == 2


def test_only_what_was_typed_is_answered_of_whom_one_asks(village: Village) -> None:
    buyer = a_buyer()
    asked = invite(village.officer, village, buyer.phone, "Ai đó").json
    assert (asked["name"], str(buyer.id) in str(asked)) == ("Ai đó", False)
    unknown = invite(village.officer, village, "0912555987", "Ai đó").json
    assert asked.keys() == unknown.keys()
    assert person(buyer.id).name == buyer.name
    assert confirm(village.officer, village, asked["id"]).json["name"] == buyer.name


def test_a_guess_joins_nobody_and_five_are_all(village: Village) -> None:
    buyer = a_buyer()
    asked = invite(village.officer, village, buyer.phone).json["id"]
    right = join_code(SECRET, UUID(asked))
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        assert confirm(village.officer, village, asked, wrong).json["type"] == "wrong-join-code"
    assert confirm(village.officer, village, asked, right).status_code == 422
    assert (members(), person(buyer.id).holds(RoleName.TEAM_MEMBER)) == (1, False)


def test_a_phone_is_asked_so_often_an_hour(village: Village) -> None:
    answers = [invite(village.officer, village, "0912555986").status_code for _ in range(6)]
    assert answers == [202] * 5 + [429]


def test_an_officer_is_not_of_the_team_she_leads(village: Village) -> None:
    me = village.officer.get("/me").json
    placed_order()
    assert invite(village.officer, village, me["phone"]).json["type"] == "leads-there"
    assert village.officer.get("/orders?as=seller").json["items"] == []
    assert not person(me["id"]).holds(RoleName.TEAM_MEMBER)


@pytest.mark.parametrize("make", [an_officer, lambda: an_officer(LANG_SON), an_operator])
def test_nor_does_another_let_a_leader_in(village: Village, make) -> None:
    leader = make()
    asked = invite(village.officer, village, leader.phone).json["id"]
    assert confirm(village.officer, village, asked).json["type"] == "leads-there"
    assert (members(), person(leader.id).holds(RoleName.TEAM_MEMBER)) == (1, False)


def test_an_officer_of_elsewhere_may_help(village: Village) -> None:
    asked = invite(village.officer, village, an_officer("00070").phone).json["id"]
    assert confirm(village.officer, village, asked).status_code == 200


@pytest.mark.parametrize(("role", "place"), [
    (RoleName.OFFICER, CHI_LANG), (RoleName.OFFICER, LANG_SON), (RoleName.OPERATOR, ""),
])  # fmt: skip
def test_nor_is_one_of_a_team_made_its_leader(app, role, place) -> None:
    member = a_team_member(DONG_DINH)
    with pytest.raises(identity.LeadsThere):
        transaction(lambda: accounts.grant(person=person(member.id), role=role, place=place, now=now()))
    assert not person(member.id).holds(role)


def test_the_code_of_one_team_opens_no_other(village: Village) -> None:
    asked = invite(village.officer, village, "0912555985").json["id"]
    made = village.officer.post("/teams", {"name": "Tổ B", "commune_code": CHI_LANG, "villages": ["Lân Bông"]}).json
    other = Village(village.officer, village.member, made["id"])
    assert confirm(village.officer, other, asked).status_code == 404
    assert confirm(calling(an_officer("06427")), village, asked).status_code == 404
    assert confirm(village.member, village, asked).status_code == 403
    assert transaction(lambda: list(audit())) == []
