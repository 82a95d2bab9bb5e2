"""A household that was written down wrongly is put right by its team, until it speaks for itself; nothing else is."""

from uuid import UUID

import pytest
from sqlalchemy import select

from market import clock
from market.accounts import actions as accounts
from market.accounts.models import Person, SignInCode
from market.accounts.rules import one_time_code
from market.catalog.models import Product, Shop
from market.db import db, transaction
from market.outbox import OutboxEntry
from market.teams.invariants import audit
from market.teams.models import ConsentCode, Household, PaperConsent
from market.teams.rules import consent_code
from tests.support.helping import (
    PAO,
    PAOS_PHONE,
    a_village,
    agrees,
    asked,
    newest_code,
    person,
    row,
    sent_paper,
)
from tests.support.importing import send, table, work
from tests.support.installation import SECRET
from tests.support.texting import code_sent
from tests.support.village import (
    PRODUCT,
    a_buyer,
    a_person,
    a_product,
    a_team_member,
    an_officer,
    an_operator,
    calling,
    guest,
    leaves,
)

RIGHT = "+84912555011"


@pytest.fixture
def village(app):
    return a_village()


def messages(home) -> str:
    file = home / "sms.jsonl"
    return file.read_text(encoding="utf-8") if file.exists() else ""


def correct(by, household, **changes):
    return by.patch(f"/households/{household['id']}", changes, headers={"If-Match": "*"})


def new_phone(by, household, phone=RIGHT, **changes):
    return correct(by, household, phone=phone, code=asked(by, household, purpose="correction", phone=phone), **changes)


def written(household) -> tuple:
    kept = row(household)
    return kept.name, kept.phone, kept.village, person(kept.person_id).phone, person(kept.person_id).name


def test_a_mistyped_phone_is_put_right_by_a_code_to_the_right_one(village, home) -> None:
    household, before = village.writes_down(), len(messages(home))
    village.member.post(f"/households/{household['id']}/codes", {"purpose": "correction", "phone": RIGHT})
    code = code_sent(home)
    answer = correct(village.member, household, phone=RIGHT, code=code)
    assert (answer.status_code, answer.json["phone"], answer.json["version"]) == (200, RIGHT, 2)
    assert written(household) == (PAO["name"], RIGHT, "Đồng Đĩnh", RIGHT, PAO["name"])
    assert RIGHT in messages(home)[before:]
    agrees(village.member, household)
    assert newest_code(household).phone == RIGHT
    assert [act["act"] for act in village.member.get(f"/households/{household['id']}/acts").json["items"]][2:4] == [
        "correct_household",
        "ask_correction_code",
    ]
    assert list(transaction(lambda: list(audit()))) == []


def test_what_waited_for_the_wrong_phone_is_not_sent_and_opens_nothing(village, home) -> None:
    household, before = village.writes_down(), len(messages(home))
    village.member.post(f"/households/{household['id']}/codes", {})
    consent = consent_code(SECRET, newest_code(household).id)
    right = asked(village.member, household, purpose="correction", phone=RIGHT)
    assert correct(village.member, household, phone=RIGHT, code=right).status_code == 200
    work()
    assert PAOS_PHONE not in messages(home)[before:]
    given = village.member.put(f"/households/{household['id']}/consent", {"code": consent})
    assert given.json["type"] == "wrong-code"
    assert row(household).signed_in_at is None


def test_the_stranger_who_has_the_wrong_phone_signs_in_as_herself(village) -> None:
    household = village.writes_down()
    assert new_phone(village.member, household).status_code == 200
    code = transaction(lambda: accounts.issue_code(phone=PAOS_PHONE, now=clock.now()))
    answer = guest().post("/tokens", {"phone": PAOS_PHONE, "code": one_time_code(SECRET, code.id)})
    assert answer.json["person"]["id"] != household["person_id"]
    assert transaction(lambda: db.session.get(Shop, UUID(household["shop_id"])).status) == "prepared"


def test_only_by_the_code_of_that_very_phone(village) -> None:
    household = village.writes_down()
    code = asked(village.member, household, purpose="correction", phone=RIGHT)
    before = written(household)
    assert correct(village.member, household, phone="0912555012", code=code).json["type"] == "wrong-code"
    other = asked(village.member, household)  # a consent code is another's word
    assert correct(village.member, household, phone=PAOS_PHONE, code=other).json["type"] == "wrong-code"
    assert correct(village.member, household, phone=RIGHT, code="000000").json["type"] == "wrong-code"
    for broken in ({"phone": RIGHT}, {"code": code}, {}, {"phone": None, "code": code}, {"commune_code": "00070"}):
        assert correct(village.member, household, **broken).status_code == 422
    asking = village.member.post(f"/households/{household['id']}/codes", {"purpose": "correction"})
    assert list(asking.json["errors"]) == ["phone"]
    assert written(household) == before


def test_not_to_a_phone_of_the_team_or_its_leaders(village) -> None:
    household = village.writes_down()
    for phone in (village.member.get("/me").json["phone"], village.officer.get("/me").json["phone"]):
        asking = {"purpose": "correction", "phone": phone}
        assert village.member.post(f"/households/{household['id']}/codes", asking).status_code == 422


def test_a_phone_that_is_somebodys_becomes_a_contact_and_ties_nobody(village) -> None:
    household, neighbour = village.writes_down(), a_person("Lý Thị Sao", phone=RIGHT)
    assert new_phone(village.member, household).status_code == 200
    assert written(household)[1:4:2] == (RIGHT, None)
    assert person(neighbour.id).phone == RIGHT
    assert calling(neighbour).get("/me").json["name"] == "Lý Thị Sao"


def test_who_has_signed_in_or_answered_a_code_is_corrected_by_nobody(village) -> None:
    agreed, signed_in = village.writes_down(), village.writes_down(name="Lý Thị Sao", phone="0912555003")
    agrees(village.member, agreed)
    calling(person(signed_in["person_id"]))
    for household in (agreed, signed_in):
        before = written(household)
        code = asked(village.member, household, purpose="correction", phone=RIGHT)
        for by in (village.member, village.officer, calling(an_operator())):
            assert correct(by, household, phone=RIGHT, code=code).json["type"] == "household-speaks"
            assert correct(by, household, name="Nông Văn Gian").json["type"] == "household-speaks"
            assert by.delete(f"/households/{household['id']}").json["type"] == "household-speaks"
        assert written(household) == before
        owner = calling(person(household["person_id"]))
        assert correct(owner, household, name="Gì cũng được").status_code == 403


def test_once_a_paper_speaks_for_it_its_phone_takes_two_and_its_name_stays(village) -> None:
    household = village.writes_down()
    paper = sent_paper(village.member, household)
    village.officer.put(f"/paper-consents/{paper}/decision", {"agreed": True})
    before = written(household)
    assert correct(village.member, household, name="Nông Văn Gian").json["type"] == "household-speaks"
    assert village.officer.delete(f"/households/{household['id']}").json["type"] == "household-speaks"
    code = asked(village.member, household, purpose="correction", phone=RIGHT)
    assert correct(village.member, household, phone=RIGHT, code=code).json["type"] == "second-hand-needed"
    assert written(household) == before
    assert correct(village.officer, household, phone=RIGHT, code=code).status_code == 200
    assert written(household)[1:4:2] == (RIGHT, RIGHT)


def test_a_name_and_a_village_are_put_right_and_the_shop_with_them(village) -> None:
    household = village.writes_down()
    answer = correct(village.member, household, name="Nông Thị Pảo", village="Quán Thanh")
    assert (answer.json["name"], answer.json["village"]) == ("Nông Thị Pảo", "Quán Thanh")
    shop = transaction(lambda: db.session.get(Shop, UUID(household["shop_id"]), populate_existing=True))
    assert (shop.name, shop.village_slug, shop.status) == ("Nhà Nông Thị Pảo", "quan-thanh", "prepared")
    assert correct(village.member, household, village="Làng Ngũa").json["type"] == "not-your-village"
    assert written(household)[2] == "Quán Thanh"


def test_two_edits_of_one_writing_are_not_both_made(village) -> None:
    household = village.writes_down()
    path, first = f"/households/{household['id']}", {"If-Match": str(household["version"])}
    assert village.member.patch(path, {"name": "Nông Thị Pảo"}, headers=first).status_code == 200
    assert village.member.patch(path, {"name": "Nông Thị Pao"}, headers=first).status_code == 412
    assert village.member.patch(path, {"name": "Nông Thị Pao"}).status_code == 428
    assert row(household).name == "Nông Thị Pảo"


def test_not_into_a_household_that_is_written_down_already(village) -> None:
    village.writes_down(phone=RIGHT)
    twin = village.writes_down()
    assert new_phone(village.member, twin).json["type"] == "household-known"
    assert row(twin).phone == PAOS_PHONE


def test_a_household_that_should_not_be_there_is_gone_and_may_be_written_down_anew(village) -> None:
    household = village.writes_down()
    sent_paper(village.member, household)
    asked(village.member, household)
    path = f"/households/{household['id']}"
    assert village.member.delete(path).status_code == 204
    assert [village.member.delete(path).status_code, village.member.get(path).status_code] == [404, 404]
    assert village.member.get(f"/teams/{village.team_id}/households").json["items"] == []
    kept = transaction(lambda: [db.session.query(model).count() for model in (Household, Shop, ConsentCode)])
    assert kept == [0, 0, 0]
    assert transaction(lambda: db.session.query(PaperConsent).count()) == 0
    gone = transaction(lambda: db.session.get(Person, UUID(household["person_id"]), populate_existing=True))
    assert (gone.name, gone.phone) == ("", None)
    work()
    failed = select(OutboxEntry.topic).where(OutboxEntry.attempts > 0, OutboxEntry.done_at.is_(None))
    assert transaction(lambda: db.session.scalars(failed).all()) == []
    assert village.writes_down()["id"] != household["id"]


def test_a_household_with_goods_stays(village) -> None:
    household = village.writes_down()
    a_product(transaction(lambda: db.session.get(Shop, UUID(household["shop_id"]))))
    assert village.member.delete(f"/households/{household['id']}").json["type"] == "household-in-use"
    assert written(household)[0] == PAO["name"]


def test_strangers_correct_nothing(village) -> None:
    household = village.writes_down()
    before = written(household)
    for who in (a_buyer(), an_officer("00070")):
        assert correct(calling(who), household, name="Ai đó").status_code == 404
        assert calling(who).delete(f"/households/{household['id']}").status_code == 404
    assert written(household) == before


def test_the_file_that_brought_it_sent_again_neither_doubles_nor_undoes_a_correction(village) -> None:
    officer, file = calling(an_officer("20")), table("A1;Nông Thị Páo;0912555001;Đồng Đĩnh;Chi Lăng")
    send(officer, file)
    (household,) = village.member.get(f"/teams/{village.team_id}/households").json["items"]
    assert new_phone(village.member, household).status_code == 200
    send(officer, file + "\n", name="lai.csv")
    (again,) = village.member.get(f"/teams/{village.team_id}/households").json["items"]
    assert (again["id"], again["phone"]) == (household["id"], RIGHT)
    assert village.member.delete(f"/households/{household['id']}").status_code == 204
    send(officer, file + "\n\n", name="nua.csv")
    (anew,) = village.member.get(f"/teams/{village.team_id}/households").json["items"]
    assert (anew["id"] != household["id"], anew["phone"]) == (True, PAOS_PHONE)


def test_who_is_forgotten_leaves_no_code_of_a_correction(village) -> None:
    household = village.writes_down()
    owner = calling(person(household["person_id"]))
    asked(village.member, household, purpose="correction", phone=RIGHT)
    assert leaves(owner).status_code == 204
    left = (
        transaction(lambda: list(db.session.scalars(select(ConsentCode.phone)))),
        transaction(lambda: list(db.session.scalars(select(SignInCode.phone)))),
    )
    assert RIGHT not in left[0] and PAOS_PHONE not in left[1]


def test_before_it_agrees_a_team_is_told_so_and_a_stranger_that_there_is_nothing(village) -> None:
    household = village.writes_down()
    path, tag = f"/shops/{household['shop_id']}", {"If-Match": "*"}
    good = a_product(transaction(lambda: db.session.get(Shop, UUID(household["shop_id"]))))
    for by, status in (
        (village.member, 409),
        (calling(a_buyer()), 404),
        (calling(a_team_member("06463/xa-khac")), 404),
    ):
        tried = [by.post(f"{path}/products", PRODUCT), by.patch(path, {"about": "Na"}, headers=tag)]
        tried += [by.put(f"{path}/pause", {}), by.patch(f"/products/{good.id}", {"price_vnd": 1_000}, headers=tag)]
        tried += [by.post(f"{path}/cash-outs", {"amount_vnd": 50_000})]
        assert [answer.status_code for answer in tried] == [status] * 5
        assert {answer.json["type"] for answer in tried} == {"household-not-agreed" if status == 409 else "not-found"}
    assert len(transaction(lambda: db.session.scalars(select(Product.id)).all())) == 1
    agrees(village.member, household)
    assert village.member.post(f"{path}/products", PRODUCT).status_code == 201
