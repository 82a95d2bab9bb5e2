"""Ready shops: who is, what each sells, how long the first sale took; counted at night, and recounted."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from market import clock
from market.accounts.models import Person
from market.catalog.models import Photo, Product, Shop
from market.db import db, transaction
from market.insight.ready import actions, flows, invariants, recount
from market.insight.ready.models import ReadyCell, ReadyShop
from market.insight.ready.rules import MEASURES
from market.insight.rules.spans import end_of_month, months_on
from market.wiring.jobs import TIDYING
from tests.support.browsing import BROWSER
from tests.support.counting import statements
from tests.support.fair_lives import DAY, bought, delivered_from
from tests.support.village import CHI_LANG, a_product, a_shop, an_officer, an_operator, calling, guest, placed_order

pytestmark = pytest.mark.usefixtures("app")
HOUR = timedelta(hours=1)


def a_ready_shop(**fields: Any) -> Product:
    """A good of a shop of its own, in stock, with a photo."""
    good = a_product(a_shop(), **fields)
    photo = Photo(product_id=good.id, n=1, digest="0" * 64, uploaded_at=clock.now())
    transaction(lambda: db.session.add(photo))
    return good


def ready(at: datetime | None = None) -> list[Any]:
    return transaction(lambda: recount.ready_shops(CHI_LANG, at or clock.now()))


def change(what: Any, good: Product, **values: Any) -> None:
    key = good.id if what is Product else good.shop_id
    transaction(lambda: db.session.execute(update(what).where(what.id == key).values(**values)))


def figures(who: Person | None = None, **query: Any) -> Any:
    query = {("from" if name == "start" else "to" if name == "end" else name): str(q) for name, q in query.items()}
    told = (calling(who) if who else guest()).get("/ready-shops/figures", query_string=query)
    assert told.status_code == 200, told.json
    return told.json


def this_month() -> date:
    """The month of yesterday: what the worker counts today."""
    return (clock.local_day(clock.now()) - timedelta(days=1)).replace(day=1)


def count(at: datetime | None = None) -> int:
    return flows.count_due(now=at or clock.now())


def answered(good: Product, *hours: float | None) -> None:
    """Orders of the last weeks that were accepted after so many hours, or (None) never."""
    at = clock.now() - 10 * DAY
    for wait in hours:
        steps: dict[str, Any] = {"accepted": at + wait * HOUR} if wait is not None else {}
        bought(good, at=at, **steps)


def test_ready_is_open_with_a_photographed_good_in_stock() -> None:
    good = a_ready_shop()
    a_product()  # has no photo
    assert ready() == [good.shop_id]
    later = clock.now() + DAY
    for what, wrong, right in (
        (Product, {"stock": 0}, {"stock": 5}),
        (Product, {"status": "hidden"}, {"status": "listed"}),
        (Product, {"suspension_reason": "Hàng giả"}, {"suspension_reason": None}),
        (Shop, {"suspension_reason": "Hàng giả"}, {"suspension_reason": None}),
        (Shop, {"status": "paused", "paused_until": later}, {"status": "open", "paused_until": None}),
        (Shop, {"status": "closed"}, {"status": "open"}),
    ):
        change(what, good, **wrong)
        assert ready() == [], wrong
        change(what, good, **right)
        assert ready() == [good.shop_id]
    change(Shop, good, status="paused", paused_until=clock.now() - DAY)
    assert ready() == [good.shop_id]  # it is over
    transaction(lambda: db.session.execute(delete(Photo)))
    assert ready() == []


@pytest.mark.parametrize(
    ("hours", "is_ready"),
    [((), True), ((1,) * 9 + (30,), True), ((1,) * 8 + (30, 1), True), ((1,) * 4 + (30,), False), ((None,), False)],
)
def test_nine_of_ten_orders_are_accepted_in_a_day_and_none_yet_was_never_slow(
    hours: tuple[float | None, ...], is_ready: bool
) -> None:
    good = a_ready_shop()
    answered(good, *hours)
    assert ready() == ([good.shop_id] if is_ready else [])


def test_what_is_not_due_or_was_called_off_at_once_or_is_of_a_fair_was_not_slow() -> None:
    good = a_ready_shop()
    at = clock.now() - 10 * DAY
    placed_order(good, hours_ago=3)
    bought(good, at=at, cancelled=at + HOUR)
    order = bought(good, at=at)
    assert ready() == []
    from market.orders.models import Order

    transaction(lambda: db.session.execute(update(Order).where(Order.id == order.id).values(fair_slug="phien")))
    assert ready() == [good.shop_id]


def test_each_figure_is_what_its_definition_says() -> None:
    goods, unready = [a_ready_shop() for _ in range(2)], a_product()
    opened = clock.begin_of(this_month()) - 40 * DAY
    transaction(lambda: db.session.execute(update(Shop).values(opened_at=opened)))
    first = clock.begin_of(this_month()) + HOUR
    for good, days in ((goods[0], 1), (goods[1], 3)):
        delivered_from(good, at=first, sent=first + days * DAY)
    delivered_from(goods[0], at=first + HOUR, sent=first + 2 * DAY)
    delivered_from(unready, at=first, sent=first + 5 * DAY)
    count()
    told = figures(an_operator(), place=CHI_LANG, start=this_month(), end=end_of_month(this_month()))
    shown = told["total"]
    assert (shown["ready_shops"], shown["orders_per_ready_shop"], told["exact"]) == (2, 1.5, True)
    assert shown["days_to_first_sale"] == 45  # 43, 45 and 47
    assert [one["name"] for one in told["measures"]] == [*MEASURES] == [*shown][:-1]
    assert transaction(lambda: list(invariants.audit())) == []


def cells(month: date, **counts: int) -> None:
    """So many ready shops in each commune, with three orders each."""
    rows = [
        ReadyCell(commune=code, month=month, province="20", ready=n, orders=3 * n, sold=n, waits={"10": n})
        for code, n in counts.items()
    ]
    transaction(lambda: db.session.add_all(rows))


def test_the_public_sees_months_that_are_over_and_no_small_ones() -> None:
    month = months_on(clock.local_day(clock.now()).replace(day=1), -2)
    cells(month, **{CHI_LANG: 3, "06400": 6, "06001": 9})
    cells(months_on(month, -1), **{CHI_LANG: 20, "06400": 20})
    span: Any = {"start": month, "end": end_of_month(month)}
    told = {one["key"]: one["ready_shops"] for one in figures(by="commune", **span)["items"]}
    assert (told[CHI_LANG], told["06400"], told["06001"]) == (None, None, 9)
    assert figures(place=CHI_LANG, **span)["total"] == dict.fromkeys(MEASURES) | {"hidden": True}
    whole = figures(**span)["total"]
    assert whole == {"ready_shops": 18, "orders_per_ready_shop": 3.0, "days_to_first_sale": 10, "hidden": False}
    months = figures(by="month")["items"]
    assert [one["ready_shops"] for one in months[-2:]] == [40, 18]
    assert figures(an_officer(), place=CHI_LANG, **span)["total"]["ready_shops"] == 3
    assert guest().get("/ready-shops/figures?by=kind").status_code == 422
    assert guest().get("/ready-shops/figures?place=06463/dong-dinh").status_code == 422
    assert guest().get(f"/ready-shops/figures?from={month}&to=2199-12-31").status_code == 422


def test_a_night_counts_each_commune_once_and_the_past_stays_as_it_was_seen() -> None:
    good = a_ready_shop()
    last = clock.begin_of(months_on(this_month(), 1)) + 8 * HOUR
    assert (count(last), count(last + HOUR)) == (1, 0)
    change(Product, good, stock=0)
    assert count(last + DAY) == 1
    rows = transaction(lambda: {row.month: row.shop_id for row in db.session.scalars(select(ReadyShop))})
    assert rows == {this_month(): good.shop_id}
    assert any("ready" in sweep.__code__.co_names for sweep in TIDYING)


def test_a_cell_that_is_off_by_one_is_named_and_what_moves_meanwhile_is_not() -> None:
    a_ready_shop()
    count()
    transaction(lambda: db.session.execute(update(ReadyCell).values(ready=9)))
    (line,) = transaction(lambda: list(invariants.audit()))
    assert f"ready shops at {CHI_LANG}" in line
    placed_order()
    assert transaction(lambda: list(invariants.audit())) == []
    assert transaction(actions.count_everything) == 1
    assert transaction(lambda: db.session.scalar(select(ReadyCell.ready))) == 1


def test_a_commune_costs_the_same_statements_however_many_shops() -> None:
    counts = []
    for more in (1, 4):
        for _ in range(more):
            a_ready_shop()
        with statements() as sent:
            transaction(lambda: actions.count(CHI_LANG, now=clock.now()))
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 12


def test_page_and_open_data_tell_them(client: Any) -> None:
    month = months_on(clock.local_day(clock.now()).replace(day=1), -2)
    cells(month, **{CHI_LANG: 7, "06400": 8})
    transaction(lambda: actions.hold("20", clock.now()))
    page = client.get("/figures?place=20", headers=BROWSER).text
    assert "Gian hàng sẵn sàng" in page
    rows = guest().get("/open-data/ready-shops.json").json["rows"]
    assert [(row["commune"], row["ready_shops"], row["orders_per_ready_shop"]) for row in rows] == [
        (None, 15, 3.0), ("06400", 8, 3.0), (CHI_LANG, 7, 3.0),
    ]  # fmt: skip


@pytest.mark.once
def test_each_figure_has_one_definition_in_code_and_docs() -> None:
    page = (Path(__file__).parents[2] / "docs" / "figures.md").read_text(encoding="utf-8")
    assert [m.name for m in MEASURES.values() if f"| `{m.name}` | {m.title.en} | {m.definition.en} |" not in page] == []
