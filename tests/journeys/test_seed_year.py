"""The demo opens with a year: sales in their seasons, money that went its ways, and something waiting for everybody."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from market import clock
from market.accounts.models import Person, Role
from market.catalog.favourites.models import Favourite
from market.catalog.models import Certificate, Product, Shop
from market.catalog.reminders.models import Reminder
from market.catalog.rules.products import in_season
from market.catalog.rules.sources import Source
from market.db import db, transaction
from market.delivery.models import Parcel, TrackingSeries
from market.ids import new_id
from market.imports.models import Import
from market.insight.models import Target
from market.insight.places import place
from market.insight.queries.funnel import funnel
from market.insight.queries.visits import visits
from market.insight.rules.spans import lately
from market.insight.seen.queries import of_shop
from market.insight.seen.rules import said
from market.notices.models import SentNotice
from market.ops.invariants import broken
from market.orders.models import Order
from market.outbox import OutboxEntry
from market.payments.cash_outs.models import CashOut
from market.payments.payouts.models import Payout
from market.payments.remittances.models import RemittanceLine
from market.payments.sales.shop_statements import shop_statement
from market.payments.sales.tax_statements import Month
from market.payments.tills.models import TillMovement
from market.reviews.models import Review
from market.seed.fair import load_fair
from market.seed.rows import rows
from market.seed.year.sold import past_orders
from market.teams.models import PaperConsent
from tests.support.installation import sweep

pytestmark = pytest.mark.once
NOW = datetime(2026, 10, 15, 3, tzinfo=UTC)
OFFICE = "25715"


@pytest.fixture(scope="module")
def _loaded(_app) -> Iterator[None]:
    with _app.app_context():
        load_fair(now=NOW, year=True)
        yield
        db.session.rollback()
        transaction(sweep)
        transaction(lambda: db.session.execute(update(TrackingSeries).values(next_serial=1)))
        shutil.rmtree(_app.config["MARKET"].media_dir)  # others look what is left of their photos


@pytest.fixture
def year(_loaded) -> Iterator[None]:
    yield
    db.session.rollback()


def counted(column, *where) -> Counter:
    return Counter(dict(db.session.execute(select(column, func.count()).where(*where).group_by(column)).all()))


def test_nothing_is_broken_and_nothing_is_left_to_do(year) -> None:
    assert list(broken()) == []
    assert db.session.scalar(select(func.count()).where(OutboxEntry.done_at.is_(None))) == 0
    assert db.session.scalar(select(func.count()).select_from(SentNotice)) == 0


def test_something_was_sold_in_each_month_of_the_year_and_most_of_it_arrived(year) -> None:
    months = Counter(f"{clock.local_day(at):%Y-%m}" for at in db.session.scalars(select(Order.placed_at)))
    assert len(months) >= 12
    states = counted(Order.state)
    assert states["completed"] > 100
    assert {"cancelled", "returned", "placed", "packed", "shipped", "delivered"} <= states.keys()


def test_the_household_has_a_statement_of_every_finished_month_in_which_it_sold(year) -> None:
    shop = db.session.scalars(select(Shop).where(Shop.name == "Na dai nhà Thắm")).one()
    sold = {
        clock.local_day(at).replace(day=1)
        for at in db.session.scalars(select(Order.placed_at).filter_by(shop_id=shop.id))
    }
    for day in (day for day in sold if day < clock.local_day(NOW).replace(day=1)):
        told = shop_statement(shop.id, Month.written(f"{day:%Y-%m}"), now=NOW, language="vi")
        assert len(told.splitlines()) > 2, day


def test_buyers_came_by_each_link_all_year_and_some_looked_lately(year) -> None:
    assert counted(Order.via).keys() == {*Source, None}
    officer = Person(id=new_id(), name="", roles=[Role(role="operator", place_kind="", place_code="")])
    asked: dict[str, Any] = {"code": "20", "start": None, "viewer": officer, "now": NOW}
    assert {one["key"] for one in funnel(by="source", end=None, **asked)[1]["parts"]} == {*Source, "direct"}
    year_ago = clock.local_day(NOW) - timedelta(days=360)
    months = funnel(by="month", end=clock.local_day(NOW), **asked | {"start": year_ago})[1]["parts"]
    assert len(months) >= 12
    assert all(one["looked"] > one["basket"] >= one["ordered"] > 0 for one in months)
    shop = db.session.scalars(select(Shop).where(Shop.name == "Na dai nhà Thắm")).one()
    assert "người mở liên kết" in str(said(of_shop(shop.id, lately(None, None, today=clock.local_day(NOW)))))


def test_buyers_spoke_of_what_they_bought_and_some_goods_show_stars(year) -> None:
    voices = [count for (count,) in db.session.execute(select(Product.review_voices)) if count]
    assert max(voices) >= 3 and len(voices) > 20
    answered = db.session.scalar(select(func.count()).where(Review.answer.is_not(None)))
    assert 10 < answered < db.session.scalar(select(func.count()).select_from(Review))


def test_money_went_out_in_cash_and_by_bank_and_the_carrier_paid(year) -> None:
    assert counted(CashOut.state)["paid"] > 10
    assert counted(Payout.state)["paid"] > 5
    assert set(counted(RemittanceLine.outcome)) == {"matched"}
    days = {
        clock.local_day(at) for at in db.session.scalars(select(TillMovement.at).filter_by(post_office_code=OFFICE))
    }
    assert len([day for day in days if day > clock.local_day(NOW - timedelta(days=8))]) >= 7


def test_there_are_parcels_in_every_state_at_the_post_office_of_today(year) -> None:
    begins = counted(Parcel.state, Parcel.origin_office == OFFICE)
    ends = counted(Parcel.state, Parcel.destination_office == "VN01")
    assert {"booked", "accepted", "in_transit", "returning", "delivered"} <= begins.keys()
    assert {"out_for_delivery", "held_for_pickup", "delivery_failed", "in_transit"} <= ends.keys()


def test_officers_teams_and_buyers_find_what_waits_for_them(year) -> None:
    assert counted(PaperConsent.state) == {"waiting": 2, "agreed": 1}
    assert counted(Target.measure).keys() == {"shops", "active_shops", "orders", "accounts"}
    (taken,) = db.session.scalars(select(Import))
    assert (taken.state, taken.created_count > 0, taken.held_count > 0) == ("done", True, True)
    reasons = {one["reason"] for one in visits(place("06463"), reason=None, limit=50, cursor=None, now=NOW)["items"]}
    assert "never_listed" in reasons
    mine = select(Certificate.state).join(Product, Product.id == Certificate.product_id)
    mine = mine.join(Shop, Shop.id == Product.shop_id).where(Shop.commune_code == "06463")
    mine = mine.where(Certificate.photo.is_not(None))
    assert "declared" in set(db.session.scalars(mine))
    assert counted(Certificate.state)["verified"] > 10
    kept = counted(Favourite.person_id)
    wanted = counted(Reminder.person_id)
    shown = set(db.session.scalars(select(Person.id).where(Person.name.in_(("Nguyễn Thị An", "Đặng Ngọc Hải")))))
    assert kept.keys() == wanted.keys() == shown


@pytest.mark.parametrize("now", [NOW, datetime(2026, 2, 28, 17, tzinfo=UTC), datetime(2028, 2, 29, 23, 59, tzinfo=UTC)])
def test_whenever_it_is_opened_goods_were_sold_in_their_season_and_the_same_each_time(now) -> None:
    orders = past_orders(now)
    assert orders == past_orders(now)
    seasons = {row["slug"]: (row["from_month"], row["to_month"]) for row in rows("goods")}
    for order in orders:
        good = order["items"].partition("/")[2].partition(":")[0]
        first, last = (int(month) if month else None for month in seasons[good])
        assert in_season(first, last, clock.local_month(now - timedelta(hours=int(order["age_hours"])))), order
        assert 0 < int(order["since_hours"]) < int(order["age_hours"])
    assert len({order["key"] for order in orders}) == len(orders)
