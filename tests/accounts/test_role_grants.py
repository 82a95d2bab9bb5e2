"""Roles: given by one operator, or by two where they give power; taken away at once; she is told, and reads why."""

import pytest
from sqlalchemy import select

from market import clock
from market.accounts.models import Role
from market.accounts.role_grants.models import RoleGrant
from market.accounts.role_grants.places import require_place
from market.accounts.role_grants.rules import GRANT_STATES
from market.accounts.rules import RoleName
from market.db import db, transaction
from market.errors import InvalidInput
from market.outbox import OutboxEntry
from tests.support.helping import a_village, person
from tests.support.village import (
    CHI_LANG,
    CHI_LANG_OFFICE,
    DONG_DINH,
    a_buyer,
    a_clerk,
    a_courier,
    a_product,
    a_shop,
    an_officer,
    an_operator,
    calling,
    leaves,
    owner_of,
)

WHY = "Nhận việc từ 1/12"


@pytest.fixture
def operator(app):
    return calling(an_operator())


@pytest.fixture
def mai(app):
    return a_buyer()


def give(by, person, role, place="", **given):
    return by.post(f"/people/{person.id}/roles", {"role": role, "place": place, "reason": WHY} | given)


def take(by, person, role, place="", **given):
    return by.delete(f"/people/{person.id}/roles/{role}", query_string={"place": place, "reason": WHY} | given)


def held(person) -> set[tuple[str, str]]:
    rows = select(Role.role, Role.place_code).where(Role.person_id == person.id, Role.role != "buyer")
    return {(role, place) for role, place in transaction(lambda: db.session.execute(rows).all())}


def told(person) -> list[tuple[str, str]]:
    """What waits to be said to her: the notice, and of which duty."""
    rows = select(OutboxEntry.payload).where(OutboxEntry.topic == "notice").order_by(OutboxEntry.id)
    payloads = transaction(lambda: db.session.scalars(rows).all())
    mine = [payload for payload in payloads if payload["person_id"] == str(person.id)]
    return [(payload["notice"], payload["words"].get("role", {}).get("vi", "")) for payload in mine]


def test_a_clerk_is_made_and_unmade_and_told_so(operator, mai) -> None:
    made = give(operator, mai, "clerk", CHI_LANG_OFFICE)
    assert (made.status_code, made.json["state"]) == (201, "done")
    assert operator.get(made.headers["Location"]).json == made.json
    her = calling(mai)
    assert her.get(f"/post-offices/{CHI_LANG_OFFICE}/till").status_code == 200
    assert take(operator, mai, "clerk", CHI_LANG_OFFICE).status_code == 204
    assert her.get(f"/post-offices/{CHI_LANG_OFFICE}/till").status_code == 403
    assert [notice for notice, _ in told(mai)] == ["role_given", "role_taken"]
    assert told(mai)[0][1].startswith("nhân viên Bưu")
    assert [(act["act"], act["reason"]) for act in her.get("/me/acts").json["items"]] == [
        ("take_role", WHY),
        ("give_role", WHY),
    ]


@pytest.mark.parametrize(("role", "place"), [("officer", CHI_LANG), ("officer", "20"), ("operator", "")])
def test_power_is_given_by_two(operator, mai, role, place) -> None:
    asked = give(operator, mai, role, place)
    assert (asked.status_code, asked.json["state"]) == (201, "asked")
    address = f"/role-grants/{asked.json['id']}"
    assert operator.put(f"{address}/approval").json["type"] == "second-operator-needed"
    assert (held(mai), told(mai)) == (set(), [])
    assert operator.get("/role-grants?state=asked").json["items"] == [asked.json]
    second = calling(an_operator())
    for _ in range(2):  # again changes nothing
        assert second.put(f"{address}/approval").json["state"] == "done"
    assert held(mai) == {(role, place)}
    assert [notice for notice, _ in told(mai)] == ["role_given"]
    assert second.put(f"{address}/refusal").json["type"] == "wrong-state"
    assert [act["act"] for act in calling(mai).get("/me/acts").json["items"]][-2:] == ["agree_to_grant", "give_role"]


def test_what_a_second_operator_refuses_is_not_given_and_may_be_asked_anew(operator, mai) -> None:
    first = give(operator, mai, "operator").json["id"]
    assert give(calling(an_operator()), mai, "operator").json["type"] == "role-grant-open"
    for _ in range(2):
        assert operator.put(f"/role-grants/{first}/refusal").json["state"] == "refused"
    assert calling(an_operator()).put(f"/role-grants/{first}/approval").json["type"] == "wrong-state"
    assert held(mai) == set()
    assert give(operator, mai, "operator").status_code == 201


def test_nobody_gives_or_agrees_to_a_role_of_her_own(app) -> None:
    me, other = an_operator(), an_operator()
    assert give(calling(me), me, "clerk", CHI_LANG_OFFICE).json["type"] == "second-operator-needed"
    grant = give(calling(other), me, "officer", CHI_LANG).json["id"]
    assert calling(me).put(f"/role-grants/{grant}/approval").json["type"] == "second-operator-needed"
    assert held(me) == {("operator", "")}


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("clerk", "NOPE"),
        ("clerk", ""),
        ("courier", CHI_LANG),
        ("officer", "99999"),
        ("officer", "00"),
        ("officer", DONG_DINH),
        ("operator", CHI_LANG),
    ],
)
def test_a_place_that_is_not_is_refused_by_name(operator, mai, role, place) -> None:
    answer = give(operator, mai, role, place)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["place"])
    assert (place in str(answer.json["errors"])) == (role != "operator")
    assert held(mai) == set()
    assert transaction(lambda: db.session.query(RoleGrant).count()) == 0


@pytest.mark.parametrize(
    ("role", "place"),
    [("team_member", "06463/nowhere"), ("team_member", "99999"), ("seller", "0190f6b4-7c1e-7d2a-9a55-3f6f0c1d2e3f")],
)
def test_nor_is_a_place_believed_that_a_command_names(app, role, place) -> None:
    a_shop()  # the village is named by it
    assert require_place(RoleName.TEAM_MEMBER, DONG_DINH, now=clock.now()) == "Đồng Đĩnh"
    with pytest.raises(InvalidInput) as refused:
        require_place(RoleName(role), place, now=clock.now())
    assert place in refused.value.errors["place"][0].en


@pytest.mark.parametrize("role", ["buyer", "seller", "team_member", "king"])
def test_what_comes_with_a_shop_or_a_team_is_not_given(operator, mai, role) -> None:
    assert give(operator, mai, role, DONG_DINH).status_code == 422
    assert held(mai) == set()


def test_what_comes_with_a_shop_or_a_team_is_not_taken_either(operator) -> None:
    shop, village = a_product().shop, a_village()
    assert take(operator, owner_of(shop), "seller", str(shop.id)).json["type"] == "role-elsewhere"
    (member,) = village.officer.get(f"/teams/{village.team_id}").json["members"]
    path = f"/people/{member['id']}/roles/team_member"
    assert operator.delete(path, query_string={"place": DONG_DINH, "reason": WHY}).json["type"] == "role-elsewhere"
    assert operator.delete(path, query_string={"reason": WHY}).status_code == 404
    assert operator.delete(f"/people/{member['id']}/roles/king", query_string={"reason": WHY}).status_code == 404


def test_one_operator_always_remains(app) -> None:
    me, other = an_operator(), an_operator()
    third = calling(an_operator())
    assert take(calling(other), other, "operator").status_code == 204  # given up, and written down
    assert [act["act"] for act in third.get("/acts").json["items"]] == ["take_role"]
    assert take(calling(me), person(third.get("/me").json["id"]), "operator").status_code == 204
    assert take(calling(me), me, "operator").json["type"] == "last-operator"
    assert held(me) == {("operator", "")}


def test_a_role_held_is_not_given_again_nor_a_team_member_made_her_own_officer(operator) -> None:
    clerk, village = a_clerk(), a_village()
    assert give(operator, clerk, "clerk", CHI_LANG_OFFICE).json["type"] == "role-held"
    (member,) = village.officer.get(f"/teams/{village.team_id}").json["members"]
    path = f"/people/{member['id']}/roles"
    grant = operator.post(path, {"role": "officer", "place": CHI_LANG, "reason": WHY})
    assert calling(an_operator()).put(f"/role-grants/{grant.json['id']}/approval").json["type"] == "leads-there"
    assert operator.get(f"/role-grants/{grant.json['id']}").json["state"] == "asked"


def test_who_is_forgotten_is_given_nothing(operator, mai) -> None:
    grant = give(operator, mai, "operator").json["id"]
    assert leaves(calling(mai)).status_code == 204
    assert calling(an_operator()).put(f"/role-grants/{grant}/approval").json["type"] == "wrong-state"
    assert operator.get(f"/role-grants/{grant}").json["reason"] == ""
    assert give(operator, mai, "clerk", CHI_LANG_OFFICE).status_code == 404
    assert take(operator, mai, "buyer").status_code == 404
    assert operator.delete(f"/people/{mai.id}/tokens?reason=abc").status_code == 404


def test_roles_are_listed_by_place_and_role_page_by_page(operator) -> None:
    clerks, courier = {str(a_clerk().id) for _ in range(3)}, a_courier()
    first = operator.get("/roles", query_string={"place": CHI_LANG_OFFICE, "role": "clerk", "limit": 2}).json
    rest = {"place": CHI_LANG_OFFICE, "role": "clerk", "cursor": first["next"]}
    items = first["items"] + operator.get("/roles", query_string=rest).json["items"]
    assert [one["person_id"] for one in items] == sorted(clerks)
    assert {one["name"] for one in items} == {"Lương Thị Mai"}
    here = operator.get("/roles", query_string={"place": CHI_LANG_OFFICE}).json["items"]
    assert [one["role"] for one in here] == ["clerk"] * 3 + ["courier"]
    assert here[-1]["person_id"] == str(courier.id)
    walked, cursor = [], None
    while True:
        page = operator.get("/roles", query_string={"limit": 1} | ({"cursor": cursor} if cursor else {})).json
        walked += page["items"]
        cursor = page["next"]
        if cursor is None:
            break
    assert walked == operator.get("/roles?limit=100").json["items"]
    assert operator.get("/roles", query_string={"cursor": "WzEsMl0"}).status_code == 422


@pytest.mark.parametrize("who", [a_buyer, a_clerk, an_officer])
def test_nobody_else_gives_takes_or_sees_roles(app, mai, who) -> None:
    stranger, clerk = calling(who()), a_clerk()
    assert give(stranger, mai, "clerk", CHI_LANG_OFFICE).status_code == 403
    assert take(stranger, clerk, "clerk", CHI_LANG_OFFICE).status_code == 403
    for path in ("/roles", "/role-grants"):
        assert stranger.get(path).status_code == 403
    assert (held(mai), held(clerk)) == (set(), {("clerk", CHI_LANG_OFFICE)})


def test_a_lost_phone_is_signed_out_everywhere_and_told(operator, mai) -> None:
    one, two = calling(mai), calling(mai)
    path = f"/people/{mai.id}/tokens"
    assert operator.delete(path).status_code == 422
    assert one.get("/me").status_code == 200
    assert operator.delete(path, query_string={"reason": "Mất máy"}).status_code == 204
    assert [each.get("/me").status_code for each in (one, two)] == [401, 401]
    assert told(mai) == [("sessions_ended", "")]
    (act,) = calling(mai).get("/me/acts").json["items"]
    assert (act["act"], act["reason"]) == ("end_sessions", "Mất máy")
    assert calling(a_buyer()).delete(path, query_string={"reason": "Mất máy"}).status_code == 403


def test_every_state_is_reached() -> None:
    assert GRANT_STATES.unreachable() == set()
