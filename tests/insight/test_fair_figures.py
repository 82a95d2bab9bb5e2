"""Figures of fairs: each as its definition says, told when it is over for good, and a recount finds the same."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from market import clock, outbox
from market.accounts.models import Person
from market.catalog.models import Product
from market.db import db, transaction
from market.fairs.models import Fair
from market.fairs.rules import FairState
from market.insight.fairs import actions, invariants
from market.insight.fairs.models import FairCell
from market.insight.fairs.rules import MEASURES, public_from
from market.wiring import jobs
from tests.support.browsing import BROWSER
from tests.support.counting import statements
from tests.support.fair_lives import DAY, all_counted, bought, delivered_from, past_fair
from tests.support.fair_rows import stand_row
from tests.support.village import a_buyer, a_product, an_officer, an_operator, calling, delivered_order, guest

pytestmark = pytest.mark.usefixtures("app")
NOTHING = dict.fromkeys(MEASURES, 0) | {"delivered_percent": None, "on_day_percent": None}


def figures(fair: Fair, who: Person | None = None) -> Any:
    told = (calling(who) if who else guest()).get(f"/fairs/{fair.slug}/figures")
    assert told.status_code == 200, told.json
    return told.json


def a_past_sale(fair: Fair, good: Product, count: int = 6) -> list[Person]:
    """So many buyers of a pack each, sent on the promised day."""
    buyers = [a_buyer() for _ in range(count)]
    sent = clock.begin_of(fair.ships_from) + timedelta(hours=9)
    for buyer in buyers:
        delivered_from(good, at=fair.opens_at + DAY, sent=sent, buyer=buyer)
    return buyers


def test_each_figure_is_what_its_definition_says() -> None:
    fair = past_fair()
    good = stand_row(fair, packs=40)
    a_past_sale(fair, good, 6)
    during, late = fair.opens_at + DAY, clock.begin_of(fair.ships_from) + timedelta(days=1, hours=1)
    delivered_from(good, at=during, sent=late, packs=2)  # a day late
    bought(good, at=during, cancelled=fair.closes_at - timedelta(hours=1))  # left while it gathered: never counted
    bought(good, at=during, packs=2, cancelled=fair.closes_at + DAY)  # the harvest was short
    stand_row(fair, packs=10, slug="rut", stand={"withdrawn_at": during})
    all_counted()
    assert figures(fair)["figures"] == {
        "households": 1,
        "packs_promised": 40,
        "fair_orders": 8,
        "fair_goods_vnd": 440_000,  # 8 packs that came
        "packs_ordered": 10,
        "delivered_percent": 80.0,
        "on_day_percent": 85.7,  # 6 of 7
        "first_sales": None,  # one shop: nobody's to see
        "buyers": 7,
        "buyers_back": 0,
        "hidden": True,
    }
    assert [one["name"] for one in figures(fair)["measures"]] == [*MEASURES] == [*figures(fair)["figures"]][:-1]
    officer = figures(fair, an_officer())
    assert (officer["exact"], officer["figures"]["first_sales"], officer["figures"]["hidden"]) == (True, 1, False)


def test_who_orders_again_in_sixty_days_has_come_back_wherever() -> None:
    fair = past_fair(slug="phien-truoc")
    good, elsewhere = stand_row(fair), a_product(name="Trà hoa vàng")
    buyers = a_past_sale(fair, good, 9)
    last = fair.closes_at + 60 * DAY
    for buyer, at in zip(buyers, (fair.closes_at + DAY, last, last, last, last), strict=False):
        bought(elsewhere, at=at, buyer=buyer)
    bought(elsewhere, at=fair.closes_at + 61 * DAY, buyer=buyers[5])  # too late
    bought(elsewhere, at=fair.closes_at - DAY, buyer=buyers[6])  # while it was open
    bought(elsewhere, at=last, buyer=buyers[7], cancelled=last)
    bought(elsewhere, at=last)  # a stranger
    all_counted()
    assert figures(fair)["figures"]["buyers_back"] == 5


def test_a_first_sale_is_of_the_order_that_came_first() -> None:
    fair = past_fair()
    good = stand_row(fair)
    a_past_sale(fair, good, 2)
    before = fair.opens_at - 20 * DAY
    parent = transaction(lambda: db.session.get_one(Product, good.parent_id))
    all_counted()
    assert figures(fair, an_operator())["figures"]["first_sales"] == 1
    earlier = delivered_from(parent, at=before, sent=before + 2 * DAY)
    assert actions_touched(earlier.id) == {fair.slug}
    all_counted()
    assert figures(fair, an_operator())["figures"]["first_sales"] == 0


def actions_touched(order_id: Any) -> set[str]:
    return transaction(lambda: actions.touched([order_id]))


def test_the_public_waits_until_who_comes_back_has() -> None:
    fair = past_fair(closed_days_ago=40)
    a_past_sale(fair, stand_row(fair), 8)
    all_counted()
    told = figures(fair)
    assert told["public_from"] == str(public_from(fair.closes_at, fair.ships_to))
    assert told["figures"] == dict.fromkeys(MEASURES) | {"households": 1, "packs_promised": 40, "hidden": True}
    assert figures(fair, an_officer())["figures"]["fair_orders"] == 8
    assert figures(fair, an_officer("06400"))["figures"]["fair_orders"] is None


def test_a_fair_that_was_called_off_kept_and_broke_nothing() -> None:
    fair = past_fair()
    transaction(lambda: db.session.execute(update(Fair).values(state=FairState.CALLED_OFF)))
    good = stand_row(fair)
    for _ in range(5):
        bought(good, at=fair.opens_at + DAY, cancelled=fair.closes_at + timedelta(minutes=1))
    all_counted()
    told = figures(fair, an_operator())["figures"]
    assert told == NOTHING | {
        "households": 1, "packs_promised": 40, "fair_orders": 5, "packs_ordered": 5, "hidden": False,
    }  # fmt: skip


def test_the_worker_counts_what_orders_change_and_the_audit_knows_what_waits() -> None:
    fair = past_fair(closed_days_ago=10)
    good = stand_row(fair)
    order = delivered_order(product=a_product())
    transaction(lambda: db.session.execute(update(FairCell).values(orders=0)))
    bought(good, at=fair.opens_at + DAY, buyer=a_buyer())
    assert transaction(lambda: list(invariants.audit())) == []  # its job waits
    for minutes in (0, 2):  # the order's job, and then its fair's
        at = clock.now() + timedelta(minutes=minutes)
        while outbox.drain(jobs.JOBS, clock=partial(max, at, at)):
            pass
    assert figures(fair, an_operator())["figures"]["fair_orders"] == 1
    assert transaction(lambda: list(invariants.audit())) == []
    transaction(lambda: db.session.execute(update(FairCell).values(orders=7)))
    lines = transaction(lambda: list(invariants.audit()))
    assert lines == [f"figures of fair {fair.slug}: they are not what a recount finds"]
    assert order.state == "delivered"


def test_a_bunch_of_jobs_counts_once() -> None:
    fair = past_fair()
    stand_row(fair)
    for _ in range(30):
        transaction(lambda: actions.put(fair.slug, clock.now()))
    transaction(lambda: actions.count_fair({"fair": fair.slug}, clock.now()))
    still = select(outbox.OutboxEntry).where(
        outbox.OutboxEntry.topic == actions.FAIR, outbox.OutboxEntry.done_at.is_(None)
    )
    assert transaction(lambda: db.session.scalars(still).all()) == []
    transaction(lambda: actions.count_fair({"fair": "khong-co"}, clock.now()))  # gone: nothing to count


def test_the_page_and_open_data_tell_each_fair_by_itself(client) -> None:
    fair = past_fair()
    a_past_sale(fair, stand_row(fair), 7)
    running = past_fair(closed_days_ago=1, slug="na-cuoi-mua", name="Na cuối mùa")
    all_counted()
    page = client.get("/figures/fairs?place=06463", headers=BROWSER).text
    assert page.index("Na cuối mùa") < page.index("Phiên na Chi Lăng")
    assert "385.000" in page
    assert page.count("Số liệu công khai từ ngày") == 1
    rows = guest().get("/open-data/fairs.json").json["rows"]
    assert rows == []  # no figures of the province have been counted yet
    transaction(lambda: jobs.figures.count_everything(now=clock.now()))
    (row,) = guest().get("/open-data/fairs.json").json["rows"]
    month = f"{clock.local_day(fair.closes_at):%Y-%m}"
    assert (row["month"], row["fair"], row["fair_orders"], row["first_sales"]) == (month, fair.slug, 7, None)
    assert {*MEASURES, "fair", "fair_name"} <= {one["name"] for one in guest().get("/open-data").json["dictionary"]}
    assert running.slug not in guest().get("/open-data/fairs.csv").text


def test_what_is_not_there_is_not_found_and_places_are_checked(client) -> None:
    assert guest().get("/fairs/khong-co/figures").status_code == 404
    assert client.get("/figures/fairs?place=99", headers=BROWSER).status_code == 422
    assert "Chưa có phiên chợ nào" in client.get("/figures/fairs", headers=BROWSER).text


def test_a_page_of_fairs_costs_the_same_however_many() -> None:
    from market.insight.fairs.queries import of_province

    counts = []
    for number in range(2):
        for n in range(1 + 3 * number):
            stand_row(past_fair(slug=f"phien-{number}-{n}"), a_product())
        all_counted()
        with statements() as sent:
            transaction(lambda: of_province("20", None, clock.now(), most=12))
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 3


@pytest.mark.once
def test_each_figure_has_one_definition_in_code_and_docs() -> None:
    page = (Path(__file__).parents[2] / "docs" / "figures.md").read_text(encoding="utf-8")
    assert [m.name for m in MEASURES.values() if f"| `{m.name}` | {m.title.en} | {m.definition.en} |" not in page] == []
