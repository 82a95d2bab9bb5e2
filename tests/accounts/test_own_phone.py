"""Another number by the codes of both phones: both are tried before either is spent, and no session outlives it."""

from __future__ import annotations

from typing import Any

import pytest

from market import clock
from market.accounts import actions, queries
from market.accounts.rules import one_time_code
from market.db import transaction
from tests.support.installation import SECRET
from tests.support.village import Caller, a_person, calling

OLD, NEW = "+84912000111", "+84912000222"


@pytest.fixture(autouse=True)
def _in_app(app) -> None:
    """Every test needs the application."""


def code(phone: str) -> str:
    sent = transaction(lambda: actions.issue_code(phone=phone, now=clock.now()))
    return one_time_code(SECRET, sent.id)


def other(than: str) -> str:
    return "123456" if than != "123456" else "654321"


def move(me: Caller, **codes: Any) -> Any:
    return me.put("/me/phone", {"phone": "0912 000 222", **codes})


def phone_of(person_id: Any) -> str | None:
    return transaction(lambda: queries.person(person_id).phone)


def test_by_both_codes_she_signs_in_with_the_new_number_and_nobody_is_signed_in(app) -> None:
    person = a_person(phone=OLD)
    me, elsewhere = calling(person), calling(person)
    assert move(me, code=code(OLD), new_code=code(NEW)).status_code == 204
    assert phone_of(person.id) == NEW
    assert [caller.get("/me").status_code for caller in (me, elsewhere)] == [401, 401]


@pytest.mark.parametrize("wrong", ["code", "new_code"])
def test_a_wrong_code_spends_neither(app, wrong) -> None:
    person = a_person(phone=OLD)
    me, right = calling(person), {"code": code(OLD), "new_code": code(NEW)}
    assert move(me, **(right | {wrong: other(right[wrong])})).json["type"] == "fresh-code-needed"
    assert move(me, **{name: value for name, value in right.items() if name != wrong}).status_code == 403
    assert phone_of(person.id) == OLD
    assert move(me, **right).status_code == 204


def test_a_code_is_guessed_five_times(app) -> None:
    person = a_person(phone=OLD)
    me, right = calling(person), {"code": code(OLD), "new_code": code(NEW)}
    for _ in range(5):
        assert move(me, **(right | {"new_code": other(right["new_code"])})).status_code == 403
    assert move(me, **right).status_code == 403
    assert phone_of(person.id) == OLD


def test_whose_a_number_is_is_told_to_its_holder_only(app) -> None:
    person, holder = a_person(phone=OLD), a_person("Chủ Số", phone=NEW)
    me = calling(person)
    assert move(me, code=code(OLD), new_code="000000").json["type"] == "fresh-code-needed"
    assert move(me, code=code(OLD), new_code=code(NEW)).json["type"] == "phone-in-use"
    assert (phone_of(person.id), phone_of(holder.id)) == (OLD, NEW)


def test_the_number_she_has_is_no_other(app) -> None:
    person = a_person(phone=OLD)
    one = code(OLD)
    answer = calling(person).put("/me/phone", {"phone": OLD, "code": one, "new_code": one})
    assert answer.status_code == 403
