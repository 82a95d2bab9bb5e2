"""Sessions can be seen and ended; what protects an account changes by a fresh code only, and ends the others."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from market import clock
from market.accounts import rules
from market.accounts.models import Person, Token
from market.accounts.passwords import is_common
from market.db import db, transaction
from market.payments.identities.models import Identity
from market.payments.payouts.models import PayoutAccount
from tests.support.village import Answer, Caller, a_buyer, a_household, a_person, calling, fresh_code, guest

BANK = {"bank_bin": "970405", "number": "8400205123456", "holder": "HOANG THI LAN"}
NUMBER, PASSWORD = {"id_number": "020180001234"}, {"password": "na chi lang ngon"}


def new_password(me: Caller, code: dict[str, str]) -> Answer:
    return me.patch("/me", PASSWORD | code, headers={"If-Match": "*"})


def new_account(me: Caller, code: dict[str, str]) -> Answer:
    return me.put("/me/payout-account", BANK | code)


def new_identity(me: Caller, code: dict[str, str]) -> Answer:
    return me.put("/me/identity", NUMBER | code)


def no_identity(me: Caller, code: dict[str, str]) -> Answer:
    return me.delete("/me/identity", query_string=code)


SECURED: list[Callable[[Caller, dict[str, str]], Answer]] = [new_password, new_account, new_identity, no_identity]


def kept(person: Person) -> tuple[Any, ...]:
    """What protects the person, as it stands."""
    db.session.rollback()
    sealed = select(Identity.sealed_number), select(PayoutAccount.sealed), select(Person.password_hash)
    wanted = (sealed[0], sealed[1], sealed[2].where(Person.id == person.id))
    return tuple(db.session.scalars(each).all() for each in wanted)


def works(caller: Caller) -> bool:
    return caller.get("/me").status_code == 200


def later(monkeypatch, **span: float) -> None:
    then = clock.ago(clock.now(), **{unit: -number for unit, number in span.items()})
    monkeypatch.setattr(clock, "now", lambda: then)


# A stolen token


@pytest.mark.parametrize("change", SECURED)
@pytest.mark.parametrize("how", ["none", "wrong", "another's", "used", "old"])
def test_a_token_alone_changes_nothing_that_protects_the_account(app, monkeypatch, change, how) -> None:
    person = a_household()
    owner, thief = calling(person), calling(person)
    new_identity(owner, fresh_code(owner))
    thief = calling(person)
    code = {} if how == "none" else fresh_code(calling(a_buyer()) if how == "another's" else owner)
    if how == "wrong":
        code = {"code": "000000" if code["code"] != "000000" else "111111"}
    elif how == "used":
        assert guest().post("/tokens", {"phone": person.phone} | code).status_code == 201
    elif how == "old":
        later(monkeypatch, minutes=6)
    before = kept(person)
    refused = change(thief, code)
    assert (refused.status_code, refused.json["type"]) == (403, "fresh-code-needed")
    assert (kept(person), works(owner), len(before[0])) == (before, True, 1)


def test_the_code_is_guessed_no_more_often_than_at_signing_in(app) -> None:
    me = calling(a_household())
    answers = [new_password(me, {"code": f"{n:06d}"}).status_code for n in range(12)]
    assert answers == [403] * 10 + [429] * 2


@pytest.mark.parametrize("change", SECURED)
def test_a_change_ends_all_other_sessions_and_no_one_elses(app, change) -> None:
    person, other = a_household(), calling(a_buyer())
    me, *others = [calling(person) for _ in range(3)]
    assert change(me, fresh_code(me)).status_code in (200, 204)
    assert [works(caller) for caller in (me, *others, other)] == [True, False, False, True]


def test_a_name_needs_no_code_and_ends_nothing(app) -> None:
    person = a_household()
    me, other = calling(person), calling(person)
    assert me.patch("/me", {"name": "Hoàng Thị Lan Anh"}, headers={"If-Match": "*"}).status_code == 200
    assert works(other)


# Seeing and ending them


def test_a_person_sees_her_sessions_and_nobody_elses(app) -> None:
    person = a_household()
    me, _, _ = calling(person), calling(person), calling(a_buyer())
    items = me.get("/me/sessions").json["items"]
    assert sorted(item["current"] for item in items) == [False, True]
    assert {item["scope"] for item in items} == {"api"}
    hashes = transaction(lambda: db.session.scalars(select(Token.token_hash)).all())
    assert not [token_hash for token_hash in hashes if token_hash in str(items)]


def test_one_session_is_ended_and_the_others_go_on(app) -> None:
    person = a_household()
    me, lost = calling(person), calling(person)
    session = next(item["id"] for item in me.get("/me/sessions").json["items"] if not item["current"])
    assert [me.delete(f"/me/sessions/{session}").status_code for _ in range(2)] == [204, 204]
    assert (works(lost), works(me), len(me.get("/me/sessions").json["items"])) == (False, True, 1)


def test_nobody_ends_anothers_session(app) -> None:
    victim = calling(a_household())
    session = victim.get("/me/sessions").json["items"][0]["id"]
    assert calling(a_buyer()).delete(f"/me/sessions/{session}").status_code == 404
    assert guest().delete(f"/me/sessions/{session}").status_code == 401
    assert works(victim)


def test_signing_out_everywhere_ends_all_and_only_ones_own(app) -> None:
    person = a_household()
    mine, other = [calling(person) for _ in range(3)], calling(a_buyer())
    assert mine[0].delete("/me/sessions").status_code == 204
    assert [works(caller) for caller in (*mine, other)] == [False, False, False, True]


# Idle


def test_thirty_idle_days_end_a_session_and_use_keeps_it(app, monkeypatch) -> None:
    idle, used = calling(a_household()), calling(a_buyer())
    for _ in range(2):
        later(monkeypatch, days=16)
        assert works(used)
    assert (works(idle), used.get("/me/sessions").json["items"][0]["current"]) == (False, True)


def test_use_does_not_make_a_session_endless(app, monkeypatch) -> None:
    me = calling(a_household())
    for _ in range(6):
        later(monkeypatch, days=14)
        assert works(me)
    later(monkeypatch, days=7)
    assert not works(me)


@pytest.mark.parametrize("ask", [lambda me: me.get("/me"), lambda me: me.post("/quotes", {}), lambda me: me.get("/x")])
def test_any_request_is_a_use_and_is_noted_at_most_twice_a_day(app, monkeypatch, ask) -> None:
    me = calling(a_household())
    begun = seen()
    later(monkeypatch, hours=1)
    works(me)
    assert seen() == begun
    later(monkeypatch, hours=13)
    works(me)
    ask(me)
    assert seen() > begun


def seen() -> Any:
    return transaction(lambda: db.session.scalar(select(Token.last_seen_at)))


def test_a_use_that_cannot_be_noted_is_answered_all_the_same(app, monkeypatch) -> None:
    from market.accounts import sessions
    from market.errors import Busy

    def fails(**_: Any) -> None:
        raise Busy

    me = calling(a_household())
    monkeypatch.setattr(sessions, "note_seen", fails)
    later(monkeypatch, days=1)
    assert works(me)


# Passwords


@pytest.mark.parametrize(
    "password",
    ["12345678", "password", "Password", "iloveyou1", "qwertyuiop", "aaaaaaaa", "11112222", "chophien2026",
     "hoangthilan", "Hoàng Thị Lan", "912345678", "0912345678!", "  12345678  "],
)  # fmt: skip
def test_what_is_tried_first_is_no_password(app, password) -> None:
    person = a_person("Hoàng Thị Lan", phone="+84912345678")
    me = calling(person)
    refused = me.patch("/me", {"password": password} | fresh_code(me), headers={"If-Match": "*"})
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["password"])
    assert kept(person)[2] == [None]


@pytest.mark.parametrize("password", ["na chi lang ngon", "mía lùi Hải Hà", "tr0ng núi đá vôi", "x9!kQz#7"])
def test_what_nobody_guesses_is_one(password) -> None:
    assert not is_common(password, name="Lan", phone="+84912345678")


def test_a_refused_password_does_not_use_the_code_up(app) -> None:
    me = calling(a_household())
    code = fresh_code(me)
    assert me.patch("/me", {"password": "12345678"} | code, headers={"If-Match": "*"}).status_code == 422
    assert new_password(me, code).status_code == 200
    assert rules.IDLE.days == 30
