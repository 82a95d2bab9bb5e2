"""A picture is no consent: an officer looks at it, every phone of the household hears of it, and no means no."""

import json
from uuid import UUID

import pytest
from sqlalchemy import func, select

from market import clock
from market.accounts import queries as accounts
from market.accounts.rules import RoleName
from market.db import db, transaction
from market.outbox import drain
from market.teams.invariants import audit
from market.teams.models import Consent, PaperConsent
from market.wiring.jobs import JOBS
from tests.support.helping import PAOS_PHONE, Village, a_village, agrees, asked, person, row, send_paper, sent_paper
from tests.support.village import (
    CHI_LANG,
    a_buyer,
    a_household,
    a_person,
    a_shop,
    a_team_member,
    an_officer,
    an_operator,
    calling,
)


@pytest.fixture
def village(app) -> Village:
    return a_village()


def decide(by, paper: str, agreed: bool = True):
    return by.put(f"/paper-consents/{paper}/decision", {"agreed": agreed})


def consents() -> int:
    return transaction(lambda: db.session.scalar(select(func.count()).select_from(Consent)))


def test_a_paper_counts_once_an_officer_has_looked(village: Village) -> None:
    household = village.writes_down()
    paper = sent_paper(village.member, household)
    assert consents() == 0
    assert [waiting["id"] for waiting in village.officer.get("/paper-consents").json["items"]] == [paper]
    assert village.officer.get(f"/paper-consents/{paper}/photo").mimetype == "image/webp"
    assert decide(village.officer, paper).json["state"] == "agreed"
    assert village.member.get(f"/households/{household['id']}").json["consent"]["method"] == "paper"
    assert village.member.get(f"/households/{household['id']}/consent/paper").mimetype == "image/webp"
    assert decide(village.officer, paper).status_code == 200
    assert consents() == 1
    assert transaction(lambda: list(audit())) == []


def test_an_officer_who_doubts_leaves_it_as_it_was(village: Village) -> None:
    household = village.writes_down()
    paper = sent_paper(village.member, household)
    assert decide(village.officer, paper, agreed=False).json["state"] == "refused"
    assert decide(village.officer, paper).status_code == 409
    assert consents() == 0
    assert sent_paper(village.member, household) != paper


@pytest.mark.parametrize(("who", "answer"), [
    (lambda v: v.member, 403),
    (lambda v: calling(an_officer("06427")), 404),
    (lambda v: calling(a_buyer()), 403),
])  # fmt: skip
def test_nobody_else_decides(village: Village, who, answer) -> None:
    paper = sent_paper(village.member, village.writes_down())
    assert decide(who(village), paper).status_code == answer
    assert consents() == 0


def test_nor_who_has_sent_it(village: Village) -> None:
    paper = sent_paper(village.officer, village.writes_down())
    assert decide(village.officer, paper).json["type"] == "second-hand-needed"
    assert consents() == 0
    assert decide(calling(an_officer()), paper).status_code == 200


def test_an_operator_who_sent_it_does_not_either(village: Village) -> None:
    operator = calling(an_operator())
    paper = sent_paper(operator, village.writes_down())
    assert decide(operator, paper).json["type"] == "second-hand-needed"


def test_every_known_phone_hears_of_it_and_may_refuse(village: Village, home) -> None:
    (home / "sms.jsonl").unlink(missing_ok=True)
    household = village.writes_down()
    paper = sent_paper(village.member, household)
    later = clock.now()
    while drain(JOBS, clock=lambda: clock.ago(later, days=-1)):
        pass
    told = [json.loads(line) for line in (home / "sms.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [message["to"] for message in told] == [PAOS_PHONE]
    owner = calling(person(household["person_id"]))
    assert [mine["id"] for mine in owner.get("/paper-consents").json["items"]] == [paper]
    assert owner.put(f"/paper-consents/{paper}/refusal").json["state"] == "refused"
    assert decide(village.officer, paper).status_code == 409
    assert send_paper(village.member, household).json["type"] == "paper-not-enough"
    assert consents() == 0


def test_a_refusal_ends_what_an_officer_had_let_pass(village: Village) -> None:
    household = village.writes_down()
    paper = sent_paper(village.member, household)
    decide(village.officer, paper)
    owner = calling(person(household["person_id"]))
    assert owner.put(f"/paper-consents/{paper}/refusal").status_code == 200
    assert village.member.get(f"/households/{household['id']}").json["consent"] is None
    assert not transaction(lambda: accounts.has_delegated(UUID(household["person_id"]), RoleName.TEAM_MEMBER))


def test_only_the_household_refuses(village: Village) -> None:
    paper = sent_paper(village.member, village.writes_down())
    assert village.officer.put(f"/paper-consents/{paper}/refusal").status_code == 403
    assert village.member.put(f"/paper-consents/{paper}/refusal").status_code == 404


def test_what_was_withdrawn_no_paper_brings_back(village: Village) -> None:
    household = village.writes_down()
    agrees(village.member, household)
    owner = calling(person(household["person_id"]))
    assert owner.delete("/me/consent").status_code == 204
    assert send_paper(village.member, household).json["type"] == "paper-not-enough"
    assert send_paper(village.officer, household).json["type"] == "paper-not-enough"
    assert village.member.get(f"/households/{household['id']}").json["consent"] is None
    agrees(village.member, household)


def test_a_paper_that_waited_while_she_signed_in_is_too_late(village: Village) -> None:
    household = village.writes_down()
    paper = sent_paper(village.member, household)
    calling(person(household["person_id"]))
    assert decide(village.officer, paper).json["type"] == "paper-not-enough"
    assert transaction(lambda: db.session.get(PaperConsent, UUID(paper)).state) == "waiting"
    assert consents() == 0


def test_nor_one_that_waited_while_she_agreed_and_thought_better_of_it(village: Village) -> None:
    household = village.writes_down()
    paper = sent_paper(village.member, household)
    agrees(village.member, household)
    assert village.officer.delete(f"/households/{household['id']}/consent").status_code == 204
    assert decide(village.officer, paper).json["type"] == "paper-not-enough"


def test_no_paper_for_the_phone_of_who_signs_in(village: Village) -> None:
    seller = a_household()
    a_shop(seller, team_may_act=False)
    calling(seller)
    household = village.writes_down(name=seller.name, phone=seller.phone)
    assert send_paper(village.member, household).json["type"] == "paper-not-enough"
    other = village.writes_down(name="Lý Thị Sao", phone=seller.phone)
    assert send_paper(village.member, other).json["type"] == "paper-not-enough"
    assert consents() == 0


def test_the_team_does_not_withdraw_for_her(village: Village) -> None:
    household = village.writes_down()
    agrees(village.member, household)
    assert village.member.delete(f"/households/{household['id']}/consent").status_code == 403
    assert calling(a_team_member(CHI_LANG)).delete(f"/households/{household['id']}/consent").status_code == 403
    assert row(household)
    assert village.member.get(f"/households/{household['id']}").json["consent"]["method"] == "code"


def test_nor_does_an_officer_for_who_signs_in(village: Village) -> None:
    household = village.writes_down()
    agrees(village.member, household)
    path = f"/households/{household['id']}/consent"
    code = asked(village.member, household, purpose="hand_over")
    assert village.member.post(f"/shops/{household['shop_id']}/hand-over", {"code": code}).status_code == 200
    assert village.officer.delete(path).status_code == 403
    assert village.member.get(f"/households/{household['id']}").json["consent"]["method"] == "code"
    assert calling(person(row(household).person_id)).delete(path).status_code == 204


def test_a_neighbours_phone_may_refuse_too(village: Village) -> None:
    neighbour = a_person("Lăng Thị Mai", phone=PAOS_PHONE)
    household = village.writes_down()
    paper = sent_paper(village.member, household)
    assert calling(neighbour).put(f"/paper-consents/{paper}/refusal").status_code == 200
    assert send_paper(village.member, household).json["type"] == "paper-not-enough"


def test_a_picture_of_nothing_is_no_paper(village: Village) -> None:
    path = f"/households/{village.writes_down()['id']}/consent/paper"
    refused = village.member.put(path, data=b"no picture", content_type="image/jpeg")
    assert refused.json["type"] == "not-a-picture"
    assert calling(a_buyer()).get(path).status_code == 404
