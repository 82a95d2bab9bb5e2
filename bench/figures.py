"""How fast any figure is in the database of a province, and whether the audit agrees with what is shown."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from flask import Flask
from sqlalchemy import func, select, text
from tqdm import tqdm

from market import clock
from market.accounts import actions as accounts
from market.accounts.rules import RoleName
from market.catalog.models import Product, Shop
from market.db import db, is_postgresql, transaction
from market.insight.models import Cell
from market.insight.rules.measures import MEASURES, By
from market.ops.invariants import run as audit
from market.orders.models import Order
from market.places.models import Village

MOST_MS, ROUNDS = 50, 10
_PHONE = "+84987650000"
_YEAR = {"from": "2025-12-01", "to": "2026-10-31"}
_MONTH = {"from": "2026-10-01", "to": "2026-10-31"}


def report(app: Flask) -> Iterator[str]:
    """The table, line by line. Asked within one process, without a network between.

    Each question is asked once before: the `first` one of a process reads places and has its statement compiled.
    """
    officer, client = transaction(_officer), app.test_client()
    sizes = [(model.__tablename__, transaction(partial(_count, model))) for model in (Shop, Product, Order, Cell)]
    yield "Counted: " + ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in sizes) + "."
    yield ""
    yield "| asked | by | requests | first ms | median ms | p95 ms | processor p95 ms |"
    yield "|---|---|---|---|---|---|---|"
    slowest, firsts, busiest = [], [], []
    processor = transaction(_processor)
    for name, query, headers in tqdm(list(_questions(officer)), unit=" kinds", disable=None):
        addresses = [f"/api/v1/statistics/{measure}" for measure in MEASURES if _fits(measure, query)]
        first = max(_asked(client, address, query, headers, processor)[0] for address in addresses)
        asked = [_asked(client, address, query, headers, processor) for address in addresses * ROUNDS]
        times, busy = [pair[0] for pair in asked], [pair[1] for pair in asked]
        p95, busy_p95 = quantiles(times, n=20)[-1], quantiles(busy, n=20)[-1]
        slowest.append(p95)
        firsts.append(first)
        busiest.append(busy_p95)
        measured = f"{first:.1f} | {median(times):.1f} | {p95:.1f} | {busy_p95:.1f}"
        yield f"| {name} | {query.get('by', '–')} | {len(times)} | {measured} |"
    yield ""
    yield (
        f"Slowest p95: {max(slowest):.1f} ms, wanted: {MOST_MS} (processors: {max(busiest):.1f}). "
        f"Slowest first question of a process: {max(firsts):.1f} ms."
    )
    yield f"{os.getloadavg()[0]:.1f} processes wanted the {os.cpu_count()} processors meanwhile."
    start = time.perf_counter()
    lines = audit(["insight"], now=clock.now())
    seconds = time.perf_counter() - start
    yield f"`market audit insight` recounted everything in {seconds:.0f} s: {'; '.join(lines) or 'nothing is broken'}."


def _questions(officer: str) -> Iterator[tuple[str, dict[str, str], dict[str, str]]]:
    signed_in = {"Authorization": f"Bearer {officer}"}
    commune, village = transaction(_a_village)
    for by in (None, By.COMMUNE, By.DISTRICT, By.MONTH, By.DAY, By.CATEGORY, By.STARS, By.SOURCE):
        for name, days in (("province, a year, officer", _YEAR), ("province, this month, officer", {})):
            yield name, {"place": "20", **days, **({"by": str(by)} if by else {})}, signed_in
    for by in (None, By.VILLAGE, By.MONTH, By.CATEGORY, By.SOURCE):
        yield "commune, a year, officer", {"place": commune, **_YEAR, **({"by": str(by)} if by else {})}, signed_in
    yield "old district, a year, officer", {"place": "183", **_YEAR, "by": "commune"}, signed_in
    yield "village, a year, officer", {"place": village, **_YEAR, "by": "month"}, signed_in
    for by in (None, By.COMMUNE, By.MONTH, By.CATEGORY, By.SOURCE):
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
