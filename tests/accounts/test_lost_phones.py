"""A lost phone: two operators and three days, in which the old phone is told and may say no."""

from datetime import timedelta

import pytest

from market import clock
from market.accounts import identity
from market.accounts.lost_phones import flows
from market.accounts.lost_phones.models import PhoneChange
from market.accounts.lost_phones.rules import CHANGE_STATES
from market.db import db, transaction
from market.teams.models import ConsentCode, TeamInvitation
from tests.support.helping import a_village, asked, person, row
from tests.support.village import a_buyer, a_person, an_officer, an_operator, calling, leaves

NEW = "+84912555099"
OVER = timedelta(days=3, minutes=1)


def ask(by, phone, new_phone=NEW):
    return by.post("/phone-changes", {"phone": phone, "new_phone": new_phone, "reason": "Mất máy"})


def agree(by, change):
    return by.put(f"/phone-changes/{change}/approval")


def wait(how_long=OVER) -> int:
    return flows.carry_out_due(now=clock.now() + how_long)


def agreed(phone) -> str:
    change: str = ask(calling(an_operator()), phone).json["id"]
    assert agree(calling(an_operator()), change).json["state"] == "agreed"
    return change


def state(change) -> str:
    return transaction(lambda: db.session.scalars(db.select(PhoneChange.state)).one())


@pytest.fixture
def buyer(app):
    return a_buyer()


def test_after_three_days_she_signs_in_with_the_new_phone_and_nobody_with_the_old(buyer) -> None:
    signed_in = calling(buyer)
    change = agreed(buyer.phone)
    assert wait(timedelta(days=2, hours=23)) == 0
    assert (person(buyer.id).phone, signed_in.get("/me").status_code) == (buyer.phone, 200)
    assert wait() == 1
    assert (person(buyer.id).phone, state(change)) == (NEW, "done")
    assert signed_in.get("/me").status_code == 401
    assert wait() == 0


def test_the_old_phone_says_no(buyer) -> None:
    change = agreed(buyer.phone)
    owner = calling(buyer)
    assert [mine["id"] for mine in owner.get("/phone-changes").json["items"]] == [change]
    assert owner.put(f"/phone-changes/{change}/refusal").json["state"] == "refused"
    assert wait() == 0
    assert person(buyer.id).phone == buyer.phone
    assert agree(calling(an_operator()), change).status_code == 409


def test_one_operator_alone_moves_nobody(buyer) -> None:
    operator = calling(an_operator())
    change = ask(operator, buyer.phone).json["id"]
    assert agree(operator, change).json["type"] == "second-operator-needed"
    assert wait() == 0
    assert person(buyer.id).phone == buyer.phone


def test_nor_an_operator_herself(app) -> None:
    operator = an_operator()
    assert ask(calling(operator), operator.phone).json["type"] == "second-operator-needed"
    change = ask(calling(an_operator()), operator.phone).json["id"]
    assert agree(calling(operator), change).json["type"] == "second-operator-needed"
    assert state(change) == "asked"


@pytest.mark.parametrize("who", [a_buyer, an_officer])
def test_nobody_else_asks_agrees_or_sees(buyer, who) -> None:
    stranger = calling(who())
    assert ask(stranger, buyer.phone).status_code == 403
    change = ask(calling(an_operator()), buyer.phone).json["id"]
    assert agree(stranger, change).status_code == 403
    assert stranger.put(f"/phone-changes/{change}/refusal").status_code == 404
    assert stranger.get("/phone-changes").json["items"] == []
    assert state(change) == "asked"


def test_not_to_anothers_phone_nor_twice_at_once(buyer) -> None:
    operator, other = calling(an_operator()), a_buyer()
    assert ask(operator, buyer.phone, other.phone).json["type"] == "phone-in-use"
    assert ask(operator, "0912555098").status_code == 404
    assert ask(operator, buyer.phone).status_code == 201
    assert ask(operator, buyer.phone, "0912555097").json["type"] == "phone-change-open"


def test_not_to_a_phone_that_somebody_has_taken_meanwhile(buyer) -> None:
    change = agreed(buyer.phone)
    a_person("Ai đó", phone=NEW)
    wait()
    assert (person(buyer.id).phone, state(change)) == (buyer.phone, "refused")


def test_not_after_she_has_moved_by_her_own_code(app) -> None:
    village = a_village()
    household = village.writes_down()
    owner = person(household["person_id"])
    change = agreed(owner.phone)
    transaction(lambda: identity.move_to_phone(person=person(owner.id), phone="+84912555096", now=clock.now()))
    wait()
    assert (person(owner.id).phone, state(change)) == ("+84912555096", "refused")


def test_a_household_is_reached_by_its_new_phone(app) -> None:
    village = a_village()
    household = village.writes_down()
    agreed(household["phone"])
    wait()
    assert row(household).phone == NEW


def test_who_is_forgotten_moves_nowhere(buyer) -> None:
    change = agreed(buyer.phone)
    assert leaves(calling(buyer)).status_code == 204
    assert wait() == 0
    kept = transaction(lambda: db.session.scalars(db.select(PhoneChange)).one())
    assert (kept.former, kept.phone, kept.reason, state(change)) == (None, None, "", "refused")


def test_no_code_nor_invitation_keeps_the_phone_of_who_is_forgotten(app) -> None:
    village = a_village()
    household = village.writes_down()
    asked(village.member, household, purpose="hand_over", phone=NEW)
    village.officer.post(f"/teams/{village.team_id}/members", {"phone": household["phone"], "name": "Páo"})
    assert leaves(calling(person(household["person_id"]))).status_code == 204
    kept = transaction(lambda: [db.session.query(model).count() for model in (ConsentCode, TeamInvitation)])
    assert kept == [0, 0]


def test_every_state_is_reached() -> None:
    assert CHANGE_STATES.unreachable() == set()
