"""Codes are SMS that somebody pays: counted by who asks, from where and all together. Strangers lock nobody out."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from sqlalchemy import func, select

from market import clock
from market.accounts import actions, rules
from market.accounts.models import Attempt, SignInCode
from market.accounts.rules import RoleName, network, one_time_code
from market.db import db, transaction
from market.http import Market
from market.teams.models import ConsentCode
from tests.support.installation import SECRET
from tests.support.village import (
    Caller,
    a_household,
    a_person,
    a_shop,
    a_shop_with_money,
    a_team_member,
    calling,
    guest,
    owner_of,
)

PHONE, OWNER = "+84977123456", "203.0.113.7"
_phones = count(977_000_001)


def at(address: str) -> dict[str, Any]:
    return {"environ_overrides": {"REMOTE_ADDR": address}}


def ask(address: str, phone: str = PHONE) -> int:
    return guest().post("/sign-in-codes", {"phone": phone}, **at(address)).status_code


def sign_in(code: str, address: str, phone: str = PHONE) -> int:
    return guest().post("/tokens", {"phone": phone, "code": code}, **at(address)).status_code


def newest_code(phone: str = PHONE) -> str:
    db.session.rollback()
    wanted = select(SignInCode).filter_by(phone=phone).order_by(SignInCode.id.desc())
    return one_time_code(SECRET, db.session.scalars(wanted.limit(1)).one().id)


def wrong(code: str) -> str:
    return "000000" if code != "000000" else "111111"


def rows(model: type) -> int:
    return transaction(lambda: db.session.scalar(select(func.count()).select_from(model)) or 0)


@pytest.fixture
def ceiling(app: Market) -> Iterator[Callable[[int], None]]:
    """Sets how many codes a day there are."""
    closed = app.config["MARKET"]

    def set_to(most: int) -> None:
        app.config["MARKET"] = replace(closed, codes_a_day=most)

    yield set_to
    app.config["MARKET"] = closed


# Who asks


def a_household_of_ones_own() -> tuple[Caller, str]:
    """A new account that opens a shop and lets its team help: whoever has a phone may do so."""
    me = calling(owner_of(a_shop(a_household(), team_may_act=False)))
    return me, me.put("/me/consent").json["id"]


def test_one_account_has_codes_sent_to_so_many_strangers_and_no_more(app) -> None:
    me, household = a_household_of_ones_own()
    addresses = count(1)

    def send() -> int:
        body = {"purpose": "hand_over", "phone": f"0{next(_phones)}"}
        return me.post(f"/households/{household}/codes", body, **at(f"10.0.0.{next(addresses)}")).status_code

    most = rules.CODES_PER_CALLER.most
    answers = [send() for _ in range(most + 3)]
    assert (answers[most:], rows(ConsentCode)) == ([429] * 3, answers[:most].count(202))


def test_codes_to_strangers_and_sign_in_codes_of_an_address_are_counted_together(app, monkeypatch) -> None:
    monkeypatch.setattr(rules, "CODES_PER_ADDRESS", replace(rules.CODES_PER_ADDRESS, most=4))
    me, household = a_household_of_ones_own()
    body = {"purpose": "hand_over", "phone": f"0{next(_phones)}"}
    assert [ask(OWNER, f"0{next(_phones)}") for _ in range(3)] == [202] * 3
    assert [me.post(f"/households/{household}/codes", body, **at(OWNER)).status_code for _ in range(2)] == [202, 429]
    assert (rows(ConsentCode), rows(SignInCode)) == (1, 3)


def a_code_to_sign_in() -> int:
    return ask("10.9.0.1", f"0{next(_phones)}")


def a_code_of_a_household() -> int:
    me, household = a_household_of_ones_own()
    return me.post(f"/households/{household}/codes", {"purpose": "hand_over", "phone": f"0{next(_phones)}"}).status_code


def a_code_for_cash() -> int:
    shop = a_shop_with_money(500_000)
    return calling(owner_of(shop)).post(f"/shops/{shop.id}/cash-outs", {"amount_vnd": 50_000}).status_code


def a_code_for_the_teams_question() -> int:
    shop = a_shop_with_money(500_000)
    member = calling(a_team_member())
    return member.post(f"/shops/{shop.id}/cash-outs", {"amount_vnd": 50_000}).status_code


def a_code_by_the_page() -> int:
    return guest().client.post("/figures/sign-in", data={"phone": f"0{next(_phones)}"}).status_code


WAYS = [a_code_to_sign_in, a_code_of_a_household, a_code_for_cash, a_code_for_the_teams_question, a_code_by_the_page]


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_have_a_code_sent_stops_at_the_ceiling_of_the_day(app, ceiling, way) -> None:
    ceiling(1)
    assert way() in (200, 201, 202)
    before = rows(ConsentCode), rows(SignInCode)
    assert (way(), (rows(ConsentCode), rows(SignInCode))) == (429, before)


def test_the_ceiling_is_an_alarm_and_no_longer_one_a_day_later(app, ceiling, monkeypatch, logged) -> None:
    ceiling(2)
    assert [a_code_to_sign_in() for _ in range(3)] == [202, 202, 429]
    operator = calling(a_person("Đỗ Minh Anh", (RoleName.OPERATOR, "")))
    told = operator.client.get("/metrics", headers={"Authorization": f"Bearer {operator.token}"}).text
    assert "market_codes_today 2.0" in told
    assert "market_codes_a_day 2.0" in told
    assert 'market_limits_reached_total{kind="code"}' in told
    assert [line for line in logged if "codes of the day used up" in line]
    tomorrow = clock.ago(clock.now(), hours=-25)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    assert a_code_to_sign_in() == 202


# Where they ask


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_an_ipv6_line_is_one_address(address, counted_as) -> None:
    assert network(address) == counted_as


def test_whoever_changes_the_last_half_of_an_ipv6_address_is_still_the_same(app, monkeypatch) -> None:
    monkeypatch.setattr(rules, "CODES_PER_ADDRESS", replace(rules.CODES_PER_ADDRESS, most=3))
    answers = [ask(f"2001:db8:1:2::{n:x}", f"0{next(_phones)}") for n in range(1, 6)]
    assert answers == [202] * 3 + [429] * 2
    assert ask("2001:db8:1:3::1", f"0{next(_phones)}") == 202


def test_unknown_parcels_are_counted_by_the_same_line(app, monkeypatch) -> None:
    from market.delivery import flows

    monkeypatch.setattr(flows, "UNKNOWN_PER_ADDRESS", replace(flows.UNKNOWN_PER_ADDRESS, most=2))
    answers = [guest().get("/tracking/CA000000014VN", **at(f"2001:db8::{n}")).status_code for n in range(1, 5)]
    assert answers == [404, 404, 429, 429]


# Strangers elsewhere


@pytest.mark.parametrize("strangers", [["198.51.100.1"] * 30, [f"198.51.100.{n}" for n in range(1, 31)]])
def test_wrong_codes_from_elsewhere_never_lock_out_who_holds_the_phone(app, strangers) -> None:
    """One far away, or thirty of them: before she asks, and while she types."""
    for stranger in strangers:
        sign_in("123456", stranger)
    assert ask(OWNER) == 202
    code = newest_code()
    assert not {sign_in(wrong(code), stranger) for stranger in strangers} & {201}
    assert sign_in(code, OWNER) == 201


def test_five_codes_asked_elsewhere_do_not_use_up_hers(app) -> None:
    assert [ask("198.51.100.1") for _ in range(6)] == [202] * 5 + [429]
    assert ask(OWNER) == 202
    assert sign_in(newest_code(), OWNER) == 201


def test_a_newer_code_asked_elsewhere_does_not_void_hers(app) -> None:
    ask(OWNER)
    hers = newest_code()
    assert [ask("198.51.100.1"), ask("198.51.100.2")] == [202, 202]
    assert sign_in(hers, OWNER) == 201
    assert sign_in(newest_code(), OWNER) == 401  # nothing of what was sent works twice, or after it


def test_the_newest_code_works_wherever_it_is_typed(app) -> None:
    """Asked for on the phone's own line, typed at a computer; and asked for again elsewhere after a first one."""
    ask(OWNER)
    ask("198.51.100.9")
    assert sign_in(newest_code(), OWNER) == 201


def test_where_she_has_signed_in_before_no_stranger_uses_up_her_codes_or_passwords(app) -> None:
    ask(OWNER)
    assert sign_in(newest_code(), OWNER) == 201
    others = [f"198.51.100.{n}" for n in range(1, 60)]
    assert [ask(other) for other in others[:11]].count(202) == rules.CODES_PER_PHONE.most - 1
    assert {guest().post("/tokens", {"phone": PHONE, "password": "x"}, **at(other)).status_code for other in others}
    assert ask("198.51.100.99") == 429
    assert ask(OWNER) == 202
    assert guest().post("/tokens", {"phone": PHONE, "password": "x"}, **at(OWNER)).status_code == 401


def test_a_code_is_guessed_five_times_where_it_was_asked_for_and_five_times_elsewhere(app) -> None:
    ask(OWNER)
    code = newest_code()
    assert {sign_in(wrong(code), f"198.51.100.{n}") for n in range(1, 20)} == {401}
    assert {sign_in(wrong(code), OWNER) for _ in range(5)} == {401}
    assert [sign_in(code, "198.51.100.77"), sign_in(code, OWNER)] == [401, 401]
    row = transaction(lambda: db.session.scalars(select(SignInCode)).one())
    assert (row.tries, row.tries_elsewhere, row.used_at) == (5, 5, None)


def test_a_password_is_guessed_so_often_from_everywhere_together(app) -> None:
    a_person(phone=PHONE)
    answers = [
        guest().post("/tokens", {"phone": PHONE, "password": "x"}, **at(f"198.51.{n}.1")).status_code for n in range(53)
    ]
    assert answers == [401] * 50 + [429] * 3


# At once


@pytest.mark.parametrize("address", [lambda n: "198.51.100.1", lambda n: f"198.51.100.{n}"], ids=["one", "many"])
def test_sixteen_at_once_get_as_many_codes_as_one_after_the_other(app: Market, address) -> None:
    with ThreadPoolExecutor(16) as pool:
        told = list(pool.map(lambda n: ask_alone(app, address(n)), range(1, 17)))
    most = 5 if address(1) == address(2) else rules.CODES_PER_PHONE.most
    assert (told.count(202), rows(SignInCode), set(told)) == (most, most, {202, 429})


def ask_alone(app: Market, address: str) -> int:
    return app.test_client().post("/api/v1/sign-in-codes", json={"phone": PHONE}, **at(address)).status_code


def test_sixteen_guesses_at_once_are_ten(app: Market) -> None:
    def guess(_: int) -> int:
        return app.test_client().post("/api/v1/tokens", json={"phone": PHONE, "code": "123456"}).status_code

    with ThreadPoolExecutor(16) as pool:
        told = list(pool.map(guess, range(16)))
    counted = transaction(lambda: db.session.scalars(select(Attempt.kind)).all())
    kind = rules.FAILURES_PER_PHONE_THERE.kind
    assert (told.count(401), told.count(429), counted.count(kind)) == (10, 6, 10)


def test_one_who_is_counted_does_not_hold_up_another(app) -> None:
    transaction(lambda: actions.count_try(limit=rules.CODES_PER_PHONE, subject="a", now=clock.now()))
    assert transaction(lambda: actions.count_try(limit=rules.CODES_PER_PHONE, subject="b", now=clock.now()))
