"""Sign-in: by a one-time code or a password, never by guessing, and out again."""

import json
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from market import clock, outbox
from market.accounts import actions, rules
from market.accounts.models import SignInCode, Token
from market.accounts.rules import CODES_PER_ADDRESS, mobile_number
from market.db import db, transaction
from market.wiring import jobs
from tests.support.village import (
    a_household,
    a_person,
    a_shop,
    buyer_of,
    calling,
    fresh_code,
    guest,
    leaves,
    owner_of,
    placed_order,
)

PHONE = "0977 123 456"


@pytest.mark.parametrize(
    "written",
    ["0977123456", "0977 123 456", "0977.123.456", "+84977123456", "84977123456", "0084 977-123-456", "(097) 7123456"],
)
def test_a_phone_is_understood_in_every_usual_spelling(written) -> None:
    assert mobile_number(written) == "+84977123456"


@pytest.mark.parametrize(
    ("old", "now"),
    [("01627123456", "+84327123456"), ("+84 169 7123456", "+84397123456"), ("0120 712 3456", "+84707123456")],
)
def test_numbers_of_before_2018_are_mapped(old, now) -> None:
    assert mobile_number(old) == now


@pytest.mark.parametrize(
    "written", ["", "123", "02053812345", "+12025550123", "09771234567", "0021000000", "0977 123 45a", "٠٩٧٧١٢٣٤٥٦"]
)
def test_what_is_no_vietnamese_mobile_is_refused(written) -> None:
    assert mobile_number(written) is None


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_phones(written) -> None:
    assert mobile_number(written) is None or mobile_number(mobile_number(written)) == mobile_number(written)


def sent_codes(home: Path) -> list[str]:
    file = home / "sms.jsonl"
    file.unlink(missing_ok=True)
    outbox.drain(jobs.JOBS, clock=clock.now)
    messages = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert all(len(message["text"]) <= 160 and message["to"] == "+84977123456" for message in messages)
    return ["".join(c for c in message["text"].split(",")[0] if c.isdigit()) for message in messages]


def a_code(home: Path) -> str:
    assert guest().post("/sign-in-codes", {"phone": PHONE}).json == {"expires_in": 300}
    return sent_codes(home)[0]


def sign_in(**given):
    return guest().post("/tokens", {"phone": PHONE} | given)


def test_a_first_sign_in_by_code_makes_a_buyer(app, home) -> None:
    signed_in = sign_in(code=a_code(home))
    assert signed_in.status_code == 201
    person = signed_in.json["person"]
    assert (person["phone"], person["roles"]) == ("+84977123456", [{"role": "buyer", "place": None}])
    me = guest()
    me.token = signed_in.json["token"]
    assert me.get("/me").json["id"] == person["id"]


def test_neither_the_table_nor_the_outbox_holds_the_code_and_tokens_are_hashed(app, home) -> None:
    code = a_code(home)
    token = sign_in(code=code).json["token"]
    kept = transaction(
        lambda: [vars(row) for t in (SignInCode, outbox.OutboxEntry, Token) for row in db.session.scalars(select(t))]
    )
    assert code not in str(kept)
    assert token not in str(kept)


def test_a_code_works_once(app, home) -> None:
    code = a_code(home)
    assert sign_in(code=code).status_code == 201
    assert (sign_in(code=code).status_code, sign_in(code=code).json["type"]) == (401, "wrong-credentials")


def test_five_wrong_guesses_use_up_a_code(app, home) -> None:
    code = a_code(home)
    wrong = "000000" if code != "000000" else "111111"
    assert {sign_in(code=wrong).status_code for _ in range(5)} == {401}
    assert sign_in(code=code).status_code == 401


def test_an_expired_code_is_refused_and_not_sent(app, home, monkeypatch) -> None:
    code = a_code(home)
    later = clock.ago(clock.now(), minutes=-6)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert sign_in(code=code).status_code == 401


def test_only_so_many_codes_are_sent_to_a_phone_in_an_hour(app, home) -> None:
    answers = [guest().post("/sign-in-codes", {"phone": PHONE}) for _ in range(6)]
    assert [a.status_code for a in answers] == [202] * 5 + [429]
    assert (answers[-1].json["type"], answers[-1].headers["Retry-After"]) == ("too-many-requests", "3600")
    assert len(sent_codes(home)) == 5


def test_only_so_many_codes_are_sent_from_an_address_in_an_hour(app, monkeypatch) -> None:
    monkeypatch.setattr(rules, "CODES_PER_ADDRESS", replace(CODES_PER_ADDRESS, most=3))
    phones = count(977_000_001)

    def ask(address: str = "127.0.0.1") -> int:
        from_there = {"REMOTE_ADDR": address}
        return guest().post("/sign-in-codes", {"phone": f"0{next(phones)}"}, environ_overrides=from_there).status_code

    assert [ask() for _ in range(4)] == [202] * 3 + [429]
    assert transaction(lambda: db.session.scalar(select(func.count()).select_from(SignInCode))) == 3
    assert ask("10.0.0.9") == 202
    assert CODES_PER_ADDRESS.most == 200


def test_guessing_a_password_is_stopped_and_stays_counted(app) -> None:
    a_person(phone="+84977123456")
    answers = [sign_in(password="a wrong guess").status_code for _ in range(11)]
    assert answers == [401] * 10 + [429]


def test_a_password_set_works_and_a_right_one_is_never_counted(app) -> None:
    me = calling(a_person(phone="+84977123456"))
    etag = me.get("/me").headers["ETag"]
    assert (
        me.patch("/me", {"password": "na chi lang ngon"} | fresh_code(me), headers={"If-Match": etag}).status_code
        == 200
    )
    assert {sign_in(password="na chi lang ngon").status_code for _ in range(12)} == {201}


@pytest.mark.parametrize(("headers", "status"), [({}, 428), ({"If-Match": '"99"'}, 412)])
def test_an_edit_must_name_the_version_it_edits(app, headers, status) -> None:
    me = calling(a_person("Nông Văn Hải"))
    assert me.patch("/me", {"name": "Khác"}, headers=headers).status_code == status
    assert me.get("/me").json["name"] == "Nông Văn Hải"


def test_signing_out_ends_the_token(app) -> None:
    me = calling(a_person())
    assert me.delete("/tokens/current").status_code == 204
    assert (me.get("/me").status_code, me.get("/me").headers["WWW-Authenticate"]) == (401, "Bearer")


@pytest.mark.parametrize("header", ["Bearer", "Bearer x", "Basic abc", "nonsense"])
def test_a_token_that_does_not_work_is_refused(app, header) -> None:
    assert guest().get("/me", headers={"Authorization": header}).status_code == 401


def test_an_expired_token_is_refused(app) -> None:
    person = a_person()
    token, _ = transaction(lambda: actions.issue_token(person=person, now=clock.ago(clock.now(), days=91)))
    old = guest()
    old.token = token
    assert old.get("/me").status_code == 401


@pytest.mark.parametrize("body", [{}, {"code": "1", "password": "12345678"}, {"code": 123456}, {"code": "1", "x": 1}])
def test_credentials_out_of_form_are_refused(app, body) -> None:
    assert guest().post("/tokens", {"phone": PHONE} | body).status_code == 422


def test_a_person_may_take_what_is_kept_and_be_forgotten(app) -> None:
    shop = a_shop(a_household())
    me = calling(owner_of(shop))
    assert [s["name"] for s in me.get("/me/export").json["parts"]["shops"]] == [shop.name]
    assert leaves(me).status_code == 204
    assert me.get("/me").status_code == 401
    assert guest().get(f"/shops/{shop.id}").status_code == 404


def test_who_has_an_open_order_is_not_forgotten_yet(app) -> None:
    order = placed_order()
    me = calling(buyer_of(order))
    assert (leaves(me).status_code, me.get("/me").json["name"]) == (409, "Trần Thu Hà")
