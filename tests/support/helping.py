"""A team at work in the village: made by its officer, joined by a member, with one household written down."""

import io
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PIL import Image
from sqlalchemy import select

from market import clock
from market.accounts import queries as accounts
from market.accounts.models import Person
from market.db import db, transaction
from market.teams.actions import teams
from market.teams.models import ConsentCode, Household, Team
from market.teams.rules import consent_code
from tests.support.installation import SECRET
from tests.support.village import CHI_LANG, Answer, Caller, a_person, an_officer, calling

TEAM = {"name": "Tổ Đồng Đĩnh", "commune_code": CHI_LANG, "villages": ["Đồng Đĩnh", "Quán Thanh"]}
PAO = {"name": "Nông Thị Páo", "phone": "0912 555 001", "commune_code": CHI_LANG, "village": "Đồng Đĩnh"}
PAOS_PHONE = "+84912555001"


@dataclass
class Village:
    """The officer, the member and the team, as they call."""

    officer: Caller
    member: Caller
    team_id: str

    def writes_down(self, **fields: Any) -> dict[str, Any]:
        made: Answer = self.member.post(f"/teams/{self.team_id}/households", PAO | fields)
        assert made.status_code == 201, made.json
        written: dict[str, Any] = made.json
        return written


def a_village() -> Village:
    officer = calling(an_officer())
    made = officer.post("/teams", TEAM).json["id"]
    member = a_person("Vi Văn Tuấn", phone="+84912555999")
    join(made, member)
    return Village(officer, calling(member), made)


def join(team_id: str, person: Person) -> None:
    """The person is of the team, as one whose phone has received its code."""

    def add() -> None:
        team, member = db.session.get(Team, UUID(team_id)), accounts.person(person.id)
        assert team is not None
        assert member is not None
        teams.add_member(team=team, person=member, now=clock.now())

    transaction(add)


def newest_code(household: dict[str, Any]) -> ConsentCode:
    wanted = select(ConsentCode).filter_by(household_id=UUID(household["id"])).order_by(ConsentCode.id.desc())
    return transaction(lambda: db.session.scalars(wanted.limit(1)).one())


def asked(by: Caller, household: dict[str, Any], **what: Any) -> str:
    """Have a code sent, and read it off the phone that received it."""
    answer = by.post(f"/households/{household['id']}/codes", what)
    assert answer.status_code == 202, answer.json
    return consent_code(SECRET, newest_code(household).id)


def agrees(by: Caller, household: dict[str, Any]) -> None:
    answer = by.put(f"/households/{household['id']}/consent", json={"code": asked(by, household)})
    assert answer.status_code == 200, answer.json


def a_picture(colour: str = "grey") -> bytes:
    """A picture of 50 × 50."""
    drawn = io.BytesIO()
    Image.new("RGB", (50, 50), colour).save(drawn, "JPEG")
    return drawn.getvalue()


def send_paper(by: Caller, household: dict[str, Any]) -> Answer:
    path = f"/households/{household['id']}/consent/paper"
    return by.put(path, data=a_picture(), content_type="image/jpeg")


def sent_paper(by: Caller, household: dict[str, Any]) -> str:
    answer = send_paper(by, household)
    assert (answer.status_code, answer.json["state"]) == (202, "waiting"), answer.json
    paper: str = answer.json["id"]
    return paper


def row(household: dict[str, Any]) -> Household:
    found = transaction(lambda: db.session.get(Household, UUID(household["id"]), populate_existing=True))
    assert found is not None
    return found


def person(person_id: UUID | str) -> Person:
    found = transaction(lambda: db.session.get(Person, UUID(str(person_id)), populate_existing=True))
    assert found is not None
    return found
