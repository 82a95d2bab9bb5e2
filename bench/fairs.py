"""`python -m bench.fairs`: the pages and figures of fairs in the database of a province; the table of docs/fairs.md.

A fair of 100 stands and 5,000 orders is open, twenty with 20 stands and 300 orders are over. Rows are taken from the
province's own orders: what is measured is reading.
"""

from __future__ import annotations

import argparse
import logging
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import structlog
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import event, select, text

from bench import servers
from bench.province.generator import Size, load_province
from market import clock
from market.accounts import actions as accounts
from market.accounts.models import Person
from market.accounts.rules import RoleName, Scope
from market.app import create_app
from market.catalog.models import Product, Shop
from market.config import read_config
from market.db import db, transaction
from market.fairs.models import Fair, Stand
from market.ids import new_id
from market.insight.fairs import actions as fair_figures
from market.insight.ready import actions as ready
from market.reference_data import load_reference_data

PROVINCE, ROUNDS, MOST_MS = "20", 7, 300
_DAY = timedelta(days=1)
_COPIED = ("name", "category_slug", "unit", "pack", "weight_g", "shelf_life_days", "fragile", "ships_by_post", "slug")
# The province's orders become those of stands, each stand its share.
_ORDERED = text(
    "WITH mine AS (SELECT l.order_id, row_number() OVER (ORDER BY l.order_id) AS n FROM order_lines l"
    " JOIN orders o ON o.id = l.order_id WHERE o.fair_slug IS NULL AND l.line_no = 1 LIMIT :orders),"
    " there AS (SELECT s.product_id, s.shop_id, s.ready_on, h.owner_id, row_number() OVER (ORDER BY s.product_id) - 1"
    " AS n FROM stands s JOIN shops h ON h.id = s.shop_id WHERE s.fair_id = :fair), pairs AS (SELECT mine.order_id,"
    " there.* FROM mine JOIN there ON there.n = mine.n % :stands), lines AS (UPDATE order_lines SET product_id ="
    " pairs.product_id FROM pairs WHERE order_lines.order_id = pairs.order_id AND line_no = 1)"
    " UPDATE orders SET fair_slug = :slug, ship_on = pairs.ready_on, gathers_until = :until, shop_id = pairs.shop_id,"
    " seller_id = pairs.owner_id, state = coalesce(:state, state) FROM pairs WHERE orders.id = pairs.order_id"
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.fairs", description=__doc__)
    parser.add_argument("--shops", type=int, default=116_000)
    parser.add_argument("--orders", type=int, default=200_000)
    options = parser.parse_args()
    with TemporaryDirectory() as folder, servers.postgresql(Path(folder)) as server:
        app = create_app(read_config(servers.settings(Path(folder) / "home", servers.new_database(server, "fairs"))))
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
        with app.app_context():
            upgrade()
            transaction(load_reference_data)
            size = Size(options.shops, options.shops * 2, options.orders)
            load_province(size=size, seed=1, now=clock.now())
            for line in measured(app, *transaction(partial(_held, clock.now()))):
                print(line, flush=True)
            db.engine.dispose()


def measured(app: Flask, slug: str, household: Person, officer: Person) -> Iterator[str]:
    """The table, line by line."""
    yield "| asked | SQL statements | median ms | most ms |"
    yield "|---|---|---|---|"
    for name, ask in _questions(app, slug, household, officer):
        sent, times = _timed(ask)
        yield f"| {name} | {sent} | {median(times):.0f} | {max(times):.0f} |"


def _questions(app: Flask, slug: str, household: Person, officer: Person) -> Iterator[tuple[str, Callable[[], Any]]]:
    shop = transaction(lambda: db.session.scalars(select(Shop).where(Shop.owner_id == household.id)).one())
    for who, path in (
        (None, "/fairs"),
        (None, f"/fairs/{slug}"),
        (None, "/api/v1/fairs"),
        (None, f"/api/v1/fairs/{slug}/stands"),
        (household, f"/shop/{shop.id}/fairs"),
        (household, f"/shop/{shop.id}/fairs/{slug}"),
        (officer, "/office/fairs"),
        (officer, f"/office/fairs/{slug}"),
        (officer, f"/api/v1/fairs/{slug}/board"),
        (officer, f"/api/v1/fairs/{slug}/figures"),
        (officer, f"/api/v1/ready-shops/figures?place={PROVINCE}&by=commune"),
    ):
        yield path.removeprefix("/api/v1"), partial(_get, app, path, who)
    now = clock.now()
    yield "count one fair again", lambda: transaction(lambda: fair_figures.count_fair({"fair": slug}, now))
    yield "count the ready shops of a commune", lambda: transaction(lambda: ready.count(shop.commune_code, now=now))


def _get(app: Flask, path: str, who: Person | None) -> None:
    """By cookie; whoever has a basket is drawn a page of their own."""
    client = app.test_client()
    client.set_cookie("basket", "x")
    if who is not None:
        now, scope = clock.now(), Scope.PAGES if "/api/" not in path else Scope.API
        token, _ = transaction(lambda: accounts.issue_token(person=who, now=now, scope=scope))
        client.set_cookie("cho", token)
    headers = {"Authorization": f"Bearer {token}"} if who is not None and "/api/" in path else {"Accept": "text/html"}
    answer = client.get(path, headers=headers)
    if answer.status_code != 200:
        raise AssertionError((path, answer.status_code, answer.text[:300]))


def _timed(ask: Callable[[], Any]) -> tuple[int, list[float]]:
    """The statements of the first time, and how long each other took."""
    sent: list[str] = []
    note = lambda *given: sent.append(str(given[2]))  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", note)
    ask()
    event.remove(db.engine, "before_cursor_execute", note)
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        ask()
        times.append(1000 * (time.perf_counter() - start))
    return len(sent), times


def _held(now: datetime) -> tuple[str, Person, Person]:
    """One fair that is open and twenty that are over; its slug, a household of it, an officer of the province."""
    for n in range(20):
        _fair(f"phien-{n}", "over", now - (5 * n + 70) * _DAY, stands=20, orders=300)
    fair = _fair("phien", "open", now - _DAY, stands=100, orders=5_000)
    db.session.execute(text("ANALYZE"))
    officer = accounts.register(phone="+84987650001", name="Cán bộ", now=now)
    accounts.grant(person=officer, role=RoleName.OFFICER, place=PROVINCE, now=now)
    owner = select(Person).join(Shop, Shop.owner_id == Person.id).join(Stand, Stand.shop_id == Shop.id)
    return fair.slug, db.session.scalars(owner.where(Stand.fair_id == fair.id).limit(1)).one(), officer


def _fair(slug: str, state: str, opens_at: datetime, *, stands: int, orders: int) -> Fair:
    closes_at, day = opens_at + 3 * _DAY, clock.local_day(opens_at + 5 * _DAY)
    told: dict[str, Any] = {"slug": slug, "name": f"Phiên {slug}", "about": "", "province_code": PROVINCE}
    told |= {"opens_at": opens_at, "closes_at": closes_at, "ships_from": day, "ships_to": day, "made_by": new_id()}
    fair = Fair(**told, commune_codes=[], state=state, state_since=opens_at, created_at=opens_at, minimum_packs=50_000)
    db.session.add(fair)
    db.session.flush()
    taken = select(Stand.parent_id).where(Stand.fair_id == fair.id)
    here = select(Product).join(Shop, Shop.id == Product.shop_id).where(Product.fair_slug.is_(None))
    for parent in db.session.scalars(here.where(Product.id.not_in(taken)).order_by(Product.shop_id).limit(stands)):
        _stand(fair, parent)
    db.session.flush()
    given = {"fair": fair.id, "slug": slug, "until": closes_at, "stands": stands, "orders": orders}
    db.session.execute(_ORDERED, given | {"state": "placed" if state == "open" else None})
    return fair


def _stand(fair: Fair, parent: Product) -> None:
    same = {name: getattr(parent, name) for name in _COPIED}
    same |= {"shop_id": parent.shop_id, "names": {}, "also_known_as": [], "description": "", "price_vnd": 50_000}
    window = {"sale_opens_at": fair.opens_at, "sale_closes_at": fair.closes_at, "ships_on": fair.ships_from}
    part = Product(id=new_id(), **same, **window, stock=500, fair_slug=fair.slug, parent_id=parent.id)
    part.created_at = fair.created_at
    db.session.add(part)
    told: dict[str, Any] = {"ready_on": fair.ships_from, "first_ready_on": fair.ships_from, "packs": 500}
    told |= {"product_id": part.id, "parent_id": parent.id, "shop_id": parent.shop_id, "taken_by": new_id()}
    db.session.add(Stand(fair_id=fair.id, **told, created_at=fair.created_at))


if __name__ == "__main__":
    main()
