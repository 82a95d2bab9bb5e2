"""Reminders: one notice when a good ripens or can be bought again, once a season, by day, until it is ended."""

import json
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from market import clock
from market.catalog.reminders import actions, queries, rules
from market.catalog.reminders.flows import tell_due
from market.catalog.reminders.models import Reminder
from market.catalog.rules.products import in_season
from market.db import db, transaction
from market.outbox import OutboxEntry
from market.wiring.jobs import TIDYING
from tests.support.paying import broken, told
from tests.support.village import a_buyer, a_product, calling, leaves, owner_of

AUGUST, SEPTEMBER, NOVEMBER = (datetime(2027, month, 12, 5, tzinfo=UTC) for month in (8, 9, 11))
NEXT_AUGUST = datetime(2028, 8, 1, 1, tzinfo=UTC)
NIGHT = datetime(2027, 8, 12, 17, tzinfo=UTC)
SUMMER = {"from_month": 7, "to_month": 9}


@pytest.fixture
def buyer(app):
    return a_buyer()


@pytest.fixture
def me(buyer):
    return calling(buyer)


@pytest.fixture
def in_november(monkeypatch):
    """It is asked in November, when no summer fruit is ripe."""
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 20, 5, tzinfo=UTC))


def ask(me, good):
    return me.put(f"/me/reminders/{good.id}")


def after(buyer, *times):
    """What the buyer has been told after the worker came by at each of `times`."""
    counts = []
    for now in times:
        tell_due(now=now)
        counts.append(told(buyer.id).count("good_ripe"))
    return counts


def test_she_is_told_when_the_season_begins_once_and_again_next_year(buyer, me, in_november) -> None:
    good = a_product(season=SUMMER)
    asked = ask(me, good)
    assert asked.status_code == 200, asked.json
    assert (asked.json["product"]["name"], asked.json["not_before"]) == ("Na Chi Lăng", "2027-07-01")
    assert ask(me, good).json == asked.json
    assert after(buyer, NOVEMBER, AUGUST, AUGUST, SEPTEMBER, NOVEMBER) == [0, 1, 1, 1, 1]
    (listed,) = me.get("/me/reminders").json["items"]
    assert listed["not_before"] == "2028-07-01"
    assert after(buyer, NEXT_AUGUST, NEXT_AUGUST) == [2, 2]
    assert me.delete(f"/me/reminders/{good.id}").status_code == 204
    assert me.get("/me/reminders").json["items"] == []
    assert broken() == []


def test_it_is_one_of_the_things_that_the_worker_does_once_an_hour(buyer, me, in_november) -> None:
    ask(me, a_product(season=SUMMER))
    for tidy in TIDYING:
        tidy(AUGUST)
    assert told(buyer.id) == ["good_ripe"]
    (payload,) = transaction(lambda: db.session.scalars(select(OutboxEntry.payload).filter_by(topic="notice")).all())
    assert json.dumps(payload["words"], ensure_ascii=False) == '{"name": "Na Chi Lăng", "shop": "Na nhà bà Lan"}'


def test_what_is_sold_out_in_its_season_is_told_of_when_it_is_back(buyer, me, in_november) -> None:
    good = a_product(season=SUMMER, stock=0)
    ask(me, good)
    assert after(buyer, AUGUST) == [0]
    seller = calling(owner_of(good.shop))
    seller.post(f"/products/{good.id}/stock-movements", {"change": 5, "reason": "harvest"})
    seller.put(f"/products/{good.id}/unlisting")
    assert after(buyer, AUGUST) == [0]
    seller.delete(f"/products/{good.id}/unlisting")
    seller.put(f"/shops/{good.shop_id}/pause", {})
    assert after(buyer, AUGUST) == [0]
    seller.delete(f"/shops/{good.shop_id}/pause")
    assert after(buyer, AUGUST) == [1]


def test_who_asks_while_it_is_ripe_waits_for_the_next_season(app, monkeypatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 1, 10, 5, tzinfo=UTC))
    buyer = a_buyer()
    asked = ask(calling(buyer), a_product(season={"from_month": 11, "to_month": 2}))
    assert asked.json["not_before"] == "2027-11-01"  # January is of the season that began in 2026
    february = datetime(2027, 2, 1, 5, tzinfo=UTC)
    assert after(buyer, february, AUGUST, NOVEMBER, datetime(2028, 1, 5, 5, tzinfo=UTC)) == [0, 0, 1, 1]


@pytest.mark.parametrize("season", [None, {"from_month": 1, "to_month": 12}, {"from_month": 6, "to_month": 5}])
def test_what_has_no_season_is_told_once_and_the_reminder_is_over(buyer, me, season) -> None:
    good = a_product(season=season, stock=0)
    seller = calling(owner_of(good.shop))
    ask(me, good)
    assert after(buyer, AUGUST) == [0]
    seller.post(f"/products/{good.id}/stock-movements", {"change": 5, "reason": "harvest"})
    assert after(buyer, AUGUST, AUGUST, NEXT_AUGUST) == [1, 1, 1]
    assert me.get("/me/reminders").json["items"] == []
    refused = ask(me, good)
    assert (refused.status_code, refused.json["type"]) == (409, "nothing-to-wait-for")
    assert me.get("/me/reminders").json["items"] == []
    # Sold out again, and asked for again: that is another reminder.
    seller.post(f"/products/{good.id}/stock-movements", {"change": -5, "reason": "spoiled"})
    assert ask(me, good).status_code == 200
    seller.post(f"/products/{good.id}/stock-movements", {"change": 5, "reason": "harvest"})
    assert after(buyer, AUGUST) == [2]


def test_nobody_is_told_at_night_of_what_may_be_gone_in_the_morning(buyer, me, in_november) -> None:
    ask(me, a_product(season=SUMMER))
    assert after(buyer, NIGHT) == [0]
    assert after(buyer, AUGUST) == [1]


def test_two_workers_tell_once(buyer, me, in_november) -> None:
    good = a_product(season=SUMMER)
    ask(me, good)
    read = transaction(lambda: queries.due(AUGUST, after=None, limit=5))
    tell_due(now=AUGUST)
    transaction(lambda: actions._tell(read[0], AUGUST))  # the other had read it before
    assert told(buyer.id) == ["good_ripe"]


def test_more_people_than_one_transaction_tells(app, in_november, monkeypatch) -> None:
    from market.catalog.reminders import actions

    monkeypatch.setattr(actions, "_AT_ONCE", 2)
    good, people = a_product(season=SUMMER), [a_buyer() for _ in range(5)]
    for person in people:
        ask(calling(person), good)
    tell_due(now=AUGUST)
    assert [told(person.id) for person in people] == [["good_ripe"]] * 5


def test_who_is_forgotten_is_told_nothing(buyer, me) -> None:
    good = a_product(season=SUMMER, stock=0)
    ask(me, good)
    assert leaves(me).status_code == 204
    calling(owner_of(good.shop)).post(f"/products/{good.id}/stock-movements", {"change": 5, "reason": "harvest"})
    assert after(buyer, AUGUST) == [0]


def test_what_cannot_be_seen_is_not_waited_for_and_a_hundred_are_enough(me, in_november, monkeypatch) -> None:
    good = a_product(season=SUMMER)
    calling(owner_of(good.shop)).put(f"/products/{good.id}/unlisting")
    assert [me.put(f"/me/reminders/{one}").status_code for one in (good.id, uuid4())] == [404, 404]
    monkeypatch.setattr(rules, "MOST", 1)
    assert [ask(me, a_product(season=SUMMER)).status_code for _ in range(2)] == [200, 409]
    assert len(me.get("/me/reminders").json["items"]) == 1


@pytest.mark.parametrize(
    ("season", "told", "today", "begins"),
    [
        ((7, 9), None, (2026, 11), (2027, 7)),
        ((7, 9), None, (2026, 6), (2026, 7)),
        ((7, 9), None, (2026, 7), None),
        ((7, 9), 2026, (2026, 8), (2027, 7)),
        ((11, 2), None, (2026, 3), (2026, 11)),
        ((11, 2), None, (2027, 1), None),
        ((11, 2), 2026, (2027, 1), (2027, 11)),
        ((1, 12), None, (2026, 3), None),
        ((None, None), None, (2026, 3), None),
    ],
)
def test_when_a_season_begins_that_is_waited_for(season, told, today, begins) -> None:
    year, month = today
    found = rules.not_before(season[0], season[1], told, date(year, month, 15))
    assert (found and (found.year, found.month, found.day)) == (begins and (*begins, 1))


@pytest.mark.parametrize(("from_month", "to_month"), [(7, 9), (11, 2), (12, 12), (2, 1), (None, None), (1, 12)])
def test_the_rows_say_of_seasons_what_the_rules_say(app, from_month, to_month) -> None:

    season = {"from_month": from_month, "to_month": to_month} if from_month else None
    good = a_product(season=season, stock=0)
    person = a_buyer()
    ask(calling(person), good)
    calling(owner_of(good.shop)).post(f"/products/{good.id}/stock-movements", {"change": 5, "reason": "harvest"})
    for month in range(1, 13):
        now = datetime(2027, month, 15, 5, tzinfo=UTC)
        found, begun = due(now), rules.season_of(from_month, to_month, date(2027, month, 15))
        assert found == in_season(from_month, to_month, month)
        assert (due(now, told=begun), due(now, told=begun - 1)) == (False, found)


def due(now: datetime, told: int | None = None) -> bool:
    """Whether the one reminder is due, told of this season before."""

    def look() -> bool:
        db.session.execute(update(Reminder).values(told_season=told))
        return bool(queries.due(now, after=None, limit=5))

    return transaction(look)
