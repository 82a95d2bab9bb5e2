"""Programs of partners: connected by an operator, by two where they reach far, seen and ended by the household."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from market import clock
from market.accounts.models import Person, Role
from market.accounts.services import actions
from market.accounts.services.models import Service
from market.app import create_app
from market.catalog.actions import shops
from market.db import db, transaction
from market.orders.models import OrderMove
from market.outbox import OutboxEntry
from tests.support.serving import a_service
from tests.support.village import (
    CHI_LANG,
    Caller,
    a_household,
    a_product,
    a_shop,
    an_operator,
    calling,
    in_days,
    leaves,
    owner_of,
    placed_order,
)


def asked(**given: Any) -> dict[str, Any]:
    return {"name": "Kho Na", "scopes": ["orders:read"], "expires_at": in_days(30).isoformat()} | given


def counted(kind: Any) -> int:
    return transaction(lambda: db.session.scalar(select(func.count()).select_from(kind))) or 0


def test_for_one_shop_one_operator_is_enough_and_its_household_is_told(app: Any) -> None:
    shop = a_shop()
    owner, operator = calling(owner_of(shop)), calling(an_operator())
    made = operator.post("/services", asked(shop_id=str(shop.id)))
    token, service = made.json["token"], made.json["service"]
    assert (made.status_code, service["state"], token[:4]) == (201, "active", "cps_")
    order = placed_order(a_product(shop))
    program = Caller(app.test_client(), token)
    assert [one["number"] for one in program.get("/orders?as=seller").json["items"]] == [order.number]
    seen = owner.get("/services").json["items"][0]
    assert seen["last_used_at"] is not None
    assert token not in str(seen) + str(owner.get(f"/services/{service['id']}").json)
    kept = transaction(lambda: db.session.scalars(select(Service)).one())
    assert token not in (kept.token_hash or "")
    notices = transaction(lambda: list(db.session.scalars(select(OutboxEntry).filter_by(topic="notice"))))
    told = [entry.payload for entry in notices if entry.payload["notice"] == "service_connected"]
    assert [one["person_id"] for one in told] == [str(shop.owner_id)]
    assert owner.put(f"/services/{service['id']}/revocation").json["state"] == "revoked"
    assert owner.put(f"/services/{service['id']}/revocation").status_code == 200
    refused = program.get("/orders?as=seller")
    assert (refused.status_code, refused.json["type"]) == (401, "not-signed-in")
    assert program.get("/categories").status_code == 200
    assert calling(a_household()).get(f"/services/{service['id']}").status_code == 404


@pytest.mark.parametrize(
    "wide", [{}, {"place_code": "20"}, {"scopes": ["orders:contact"]}, {"scopes": ["products:read", "orders:write"]}]
)
def test_what_reaches_far_waits_for_a_second_operator(app: Any, wide: dict[str, Any]) -> None:
    first, second = calling(an_operator()), calling(an_operator())
    place = {} if not wide or "place_code" in wide else {"shop_id": str(a_shop().id)}
    made = first.post("/services", asked(**place, **wide))
    path = f"/services/{made.json['service']['id']}"
    assert (made.json["token"], made.json["service"]["state"]) == (None, "asked")
    refused = first.put(f"{path}/approval")
    assert (refused.status_code, refused.json["type"]) == (403, "second-operator-needed")
    assert counted(select(Role).where(Role.person_id == Person.id, Person.phone.is_(None)).subquery()) == 0
    agreed = second.put(f"{path}/approval")
    assert Caller(app.test_client(), agreed.json["token"]).get("/shops").status_code == 200
    assert second.put(f"{path}/approval").json["token"] is None
    assert first.put(f"{path}/revocation").json["state"] == "revoked"
    late = second.put(f"{path}/approval")
    assert (late.status_code, late.json["type"]) == (409, "wrong-state")


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"scopes": []}, "scopes"),
        ({"scopes": ["money"]}, "scopes"),
        ({"scopes": "orders:read"}, "scopes"),
        ({"place_code": "99999"}, "place_code"),
        ({"place_code": "6463"}, "place_code"),
        ({"place_code": "06463", "shop_id": "01900000-0000-7000-8000-000000000000"}, "place_code"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "expires_at"),
        ({"expires_at": "9999-01-01T00:00:00Z"}, "expires_at"),
        ({"expires_at": "2027-01-01T00:00:00"}, "expires_at"),
        ({"name": ""}, "name"),
        ({"token": "cps_mine"}, "token"),
    ],
)
def test_what_is_wrong_connects_nothing(app: Any, bad: dict[str, Any], field: str) -> None:
    operator = calling(an_operator())
    people = counted(Person)
    refused = operator.post("/services", asked(**bad))
    assert (refused.status_code, list(refused.json["errors"])) == (422, [field])
    assert ("một năm" in str(refused.json["errors"])) == (bad.get("expires_at", "")[:4] == "9999")
    missing = operator.post("/services", asked(shop_id="01900000-0000-7000-8000-000000000000"))
    assert missing.status_code == 404
    assert (counted(Service), counted(Person)) == (0, people)


def test_who_buys_is_shown_only_with_the_scope_for_it(app: Any) -> None:
    shop = a_shop()
    order = placed_order(a_product(shop))
    place = ("shop", str(shop.id))
    blind, seeing = a_service("orders:read", place=place)[1], a_service("orders:read", "orders:contact", place=place)[1]
    for path in (f"/orders/{order.number}", "/orders?as=seller"):
        assert order.recipient_phone in seeing.get(path).text
        for private in (order.recipient_phone, order.recipient_name, order.address_line):
            assert private not in blind.get(path).text
    everywhere = a_service("orders:read")[1]
    assert order.recipient_phone not in everywhere.get("/orders?as=operator").text
    assert len(everywhere.get("/orders?as=operator").json["items"]) == 1


def test_what_a_service_does_is_written_down_as_done_by_it(app: Any) -> None:
    shop = a_shop()
    order = placed_order(a_product(shop))
    service, program = a_service("orders:write", "products:write", place=("shop", str(shop.id)))
    accepted = program.put(f"/orders/{order.number}/acceptance")
    assert accepted.status_code == 200
    assert order.recipient_phone not in accepted.text
    moves = transaction(lambda: list(db.session.scalars(select(OrderMove).where(OrderMove.by_id == service.id))))
    assert [move.target for move in moves] == ["accepted"]
    refused = program.post(f"/shops/{shop.id}/cash-outs", {"amount_vnd": 10_000})
    assert (refused.status_code, refused.json["type"]) == (403, "scope-needed")
    for path in ("/me", "/me/export", "/services", f"/shops/{shop.id}/balance"):
        assert program.get(path).json["type"] == "scope-needed", path


def test_a_service_ends_with_its_day_its_household_or_its_shop(app: Any) -> None:
    owner, to = a_household(), a_household()
    shop = a_shop(owner)
    place = ("shop", str(shop.id))
    ended, program = a_service("orders:read", place=place)
    overdue, late = a_service("orders:read", place=place, days=1)
    transaction(lambda: actions.expire_services(now=in_days(2)))
    transaction(lambda: shops.hand_over_shop(shop=db.session.merge(shop), to=db.session.merge(to), now=clock.now()))
    assert [caller.get("/orders?as=seller").status_code for caller in (program, late)] == [401, 401]
    states = transaction(lambda: dict(db.session.execute(select(Service.id, Service.state)).all()))
    assert states == {ended.id: "revoked", overdue.id: "expired"}
    third, _ = a_service("orders:read", place=place)
    assert leaves(calling(to)).status_code == 204
    roles = select(Role).where(Role.person_id.in_([ended.id, overdue.id, third.id]))
    assert transaction(lambda: list(db.session.scalars(roles))) == []


def test_what_the_former_household_sold_is_not_the_next_ones_programs_to_see(app: Any) -> None:
    to, shop = a_household(), a_shop()
    product = a_product(shop)
    before = placed_order(product)
    transaction(lambda: shops.hand_over_shop(shop=db.session.merge(shop), to=db.session.merge(to), now=clock.now()))
    program = a_service("orders:read", "orders:write", "orders:contact", place=("shop", str(shop.id)))[1]
    after = placed_order(product)
    assert [one["number"] for one in program.get("/orders?as=seller").json["items"]] == [after.number]
    assert program.get(f"/orders/{after.number}").status_code == 200
    for answer in (program.get(f"/orders/{before.number}"), program.put(f"/orders/{before.number}/acceptance")):
        assert answer.status_code == 404


def test_services_of_a_household_are_seen_by_the_next_one_and_listed_in_pages(app: Any) -> None:
    shop = a_shop()
    for _ in range(3):
        a_service("orders:read", place=("shop", str(shop.id)))
    a_service("figures:read", place=("commune", CHI_LANG))
    owner, operator = calling(owner_of(shop)), calling(an_operator())
    first = owner.get("/services?limit=2").json
    rest = owner.get(f"/services?limit=2&cursor={first['next']}").json
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)
    assert len(operator.get("/services").json["items"]) == 4
    assert {one["scope"] for one in operator.get("/scopes").json["items"]} >= {"orders:read", "webhooks"}


def test_a_service_is_counted_by_its_token(app: Any) -> None:
    config = replace(app.config["MARKET"], rate_limit_service="2 per minute", rate_limit_exempt=frozenset())
    other = create_app(config)
    with other.app_context():
        first, second = a_service("orders:read")[1], a_service("orders:read")[1]
        answers = [first.get("/orders?as=operator").status_code for _ in range(3)]
        assert answers == [200, 200, 429]
        assert second.get("/orders?as=operator").status_code == 200
        assert Caller(other.test_client()).get("/categories").status_code == 200
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize("token", ["cps_", "cps_bogus", "cps_" + "x" * 5000, "CPS_bogus"])
def test_a_token_that_nobody_was_given_opens_nothing(app: Any, token: str) -> None:
    assert Caller(app.test_client(), token).get("/orders").status_code == 401
