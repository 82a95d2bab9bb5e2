"""Nobody takes over who is somebody already: opening, handing over and agreeing need the code of her present phone."""

from uuid import UUID

import pytest

from market import clock
from market.accounts import actions as accounts
from market.accounts import identity
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.db import db, transaction
from market.teams.invariants import audit
from market.teams.models import Household
from tests.support.helping import PAO, PAOS_PHONE, Village, a_village, agrees, asked, newest_code, person, row
from tests.support.village import PRODUCT, a_buyer, a_person, an_officer, an_operator, calling, leaves

OWN_SIM = "0912 555 666"


@pytest.fixture
def village(app) -> Village:
    return a_village()


def hand_over(by, household, code, **given):
    return by.post(f"/shops/{household['shop_id']}/hand-over", {"code": code, **given})


def as_it_was(known: Person) -> None:
    """Her phone and her roles are hers."""
    now = person(known.id)
    assert (now.phone, [(held.role, held.place_code) for held in now.roles]) == (
        known.phone,
        [(held.role, held.place_code) for held in known.roles],
    )


@pytest.mark.parametrize("make", [an_operator, a_buyer, an_officer])
def test_a_household_named_like_somebody_with_her_phone_is_not_she(village: Village, make) -> None:
    known = make()
    household = village.writes_down(name=known.name, phone=known.phone)
    assert household["person_id"] != str(known.id)
    as_it_was(known)
    assert person(household["person_id"]).phone is None


def test_a_team_does_not_become_the_operator(village: Village) -> None:
    operator = an_operator()
    household = village.writes_down(name=operator.name, phone=operator.phone)
    refused = village.member.post(f"/households/{household['id']}/codes", {"purpose": "hand_over", "phone": OWN_SIM})
    assert refused.status_code == 422
    as_it_was(operator)


def test_nor_a_buyer_for_the_code_goes_to_her(village: Village) -> None:
    buyer = a_buyer()
    household = village.writes_down(name=buyer.name, phone=buyer.phone)
    code = asked(village.member, household, purpose="hand_over", phone=OWN_SIM)
    sent = newest_code(household)
    assert (sent.phone, sent.new_phone) == (buyer.phone, "+84912555666")
    assert hand_over(village.member, household, code).status_code == 200
    as_it_was(buyer)


def test_the_phone_of_who_signs_in_is_moved_by_her_own_code(village: Village) -> None:
    household = village.writes_down()
    owner = calling(person(household["person_id"]))
    code = asked(village.officer, household, purpose="hand_over", phone=OWN_SIM)
    assert newest_code(household).phone == PAOS_PHONE
    assert hand_over(village.officer, household, "000000" if code != "000000" else "111111").status_code == 422
    assert person(household["person_id"]).phone == PAOS_PHONE
    assert owner.get("/me").status_code == 200
    assert hand_over(village.officer, household, code).status_code == 200
    assert (person(household["person_id"]).phone, row(household).phone) == ("+84912555666", "+84912555666")
    assert owner.get("/me").status_code == 401


def test_a_code_that_went_elsewhere_before_her_sign_in_is_good_for_nothing(village: Village) -> None:
    household = village.writes_down(phone=None)
    code = asked(village.member, household, purpose="hand_over", phone=OWN_SIM)
    owner = person(household["person_id"])
    transaction(lambda: identity.move_to_phone(person=person(owner.id), phone=PAOS_PHONE, now=clock.now()))
    assert hand_over(village.member, household, code).json["type"] == "wrong-code"
    assert person(owner.id).phone == PAOS_PHONE


def test_a_household_without_phone_takes_one_by_its_code(village: Village) -> None:
    household = village.writes_down(phone=None)
    code = asked(village.member, household, purpose="hand_over", phone=OWN_SIM)
    assert newest_code(household).phone == "+84912555666"
    assert hand_over(village.member, household, code).status_code == 200
    assert person(household["person_id"]).phone == "+84912555666"


def test_one_that_sells_takes_its_first_phone_before_two(village: Village) -> None:
    household = village.writes_down(phone=None)
    owner = household["person_id"]
    transaction(
        lambda: accounts.delegate(person_id=row(household).person_id, role=RoleName.TEAM_MEMBER, now=clock.now())
    )
    code = asked(village.member, household, purpose="hand_over", phone=OWN_SIM)
    assert hand_over(village.member, household, code).json["type"] == "second-hand-needed"
    assert person(owner).phone is None
    code = asked(village.officer, household, purpose="hand_over", phone=OWN_SIM)
    assert hand_over(village.officer, household, code).json["type"] == "second-hand-needed"
    code = asked(village.member, household, purpose="hand_over", phone=OWN_SIM)
    assert hand_over(village.officer, household, code).status_code == 200
    assert person(owner).phone == "+84912555666"


def test_a_shop_passes_to_who_has_the_phone_that_received_the_code(village: Village) -> None:
    buyer = a_person(PAO["name"], phone=PAOS_PHONE)
    household = village.writes_down()
    code = asked(village.member, household, purpose="hand_over")
    assert hand_over(village.member, household, code).status_code == 200
    assert row(household).person_id == buyer.id
    assert calling(buyer).post(f"/shops/{household['shop_id']}/products", PRODUCT).status_code == 201
    assert transaction(lambda: list(audit())) == []


def test_who_agrees_by_the_phone_she_signs_in_with_has_her_shop(village: Village) -> None:
    buyer = a_person(PAO["name"], phone=PAOS_PHONE)
    me = calling(buyer)
    household = village.writes_down()
    agrees(village.member, household)
    assert row(household).person_id == buyer.id
    assert me.post(f"/shops/{household['shop_id']}/products", PRODUCT).status_code == 201
    assert village.member.post(f"/shops/{household['shop_id']}/products", PRODUCT).status_code == 201
    assert len(me.get("/me/acts").json["items"]) == 4
    assert me.delete("/me/consent").status_code == 204
    assert me.get(f"/shops/{household['shop_id']}").json["status"] == "open"
    assert transaction(lambda: list(audit())) == []


def test_a_neighbour_who_agrees_for_another_stays_a_neighbour(village: Village) -> None:
    neighbour = a_person("Lăng Thị Mai", phone=PAOS_PHONE)
    household = village.writes_down()
    agrees(village.member, household)
    assert row(household).person_id != neighbour.id
    as_it_was(neighbour)


def test_not_to_who_has_only_been_named(village: Village) -> None:
    victim = a_buyer()
    household = village.writes_down()
    code = asked(village.member, household, purpose="hand_over", phone=victim.phone)
    assert newest_code(household).phone == PAOS_PHONE
    assert hand_over(village.member, household, code).json["type"] == "phone-in-use"
    as_it_was(victim)
    assert row(household).person_id != victim.id


def test_a_household_that_was_forgotten_is_handed_to_nobody(village: Village) -> None:
    household = village.writes_down()
    assert leaves(calling(person(household["person_id"]))).status_code == 204
    code = asked(village.member, household, purpose="hand_over", phone=OWN_SIM)
    assert hand_over(village.member, household, code).status_code == 404
    assert person(household["person_id"]).phone is None


def test_the_officers_own_phone_is_no_households(village: Village) -> None:
    officer = village.officer.get("/me").json["phone"]
    household = village.writes_down(phone=None)
    asking = {"purpose": "hand_over", "phone": officer}
    assert village.officer.post(f"/households/{household['id']}/codes", asking).status_code == 422
    household = village.writes_down(name="Lý Thị Sao")
    assert village.officer.post(f"/households/{household['id']}/codes", asking).status_code == 422


def test_consent_of_who_signs_in_comes_from_her_phone_not_from_the_contact(village: Village) -> None:
    household = village.writes_down()
    agrees(village.member, household)
    transaction(lambda: _point_elsewhere(household))
    assert village.member.post(f"/households/{household['id']}/codes", {}).status_code == 202
    assert newest_code(household).phone == PAOS_PHONE


def _point_elsewhere(household) -> None:
    """As a file of officials might."""
    db.session.get(Household, UUID(household["id"])).phone = "+84912555666"
