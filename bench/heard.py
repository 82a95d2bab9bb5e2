"""`python -m bench.heard`: how fast the figures of complaints are among 100,000 of them, on both databases."""

from __future__ import annotations

import gc
import logging
import os
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

import structlog
from flask import Flask
from sqlalchemy import insert

from bench import servers
from bench.figures import _officer as an_officer
from market import clock
from market.app import create_app
from market.complaints.models import Complaint
from market.complaints.rules.kinds import Kind
from market.complaints.rules.outcomes import Rating
from market.complaints.working_days import due_at
from market.config import read_config
from market.db import db, transaction
from market.db.migrating import upgrade
from market.ids import ALPHABET, new_id
from market.insight.heard import actions
from market.insight.invariants import audit
from market.insight.models import Cell
from market.insight.places import HOME_PROVINCE, communes_of
from market.insight.rules.spans import last_public_month, months_on
from market.reference_data import load_reference_data

COMPLAINTS, MONTHS, ROUNDS, MOST_MS = 100_000, 36, 20, 50
_ORDERS = 1_000_000


def main() -> None:
    logging.disable(logging.WARNING)
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COMPLAINTS
    with TemporaryDirectory(prefix="market-bench-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        folder.chmod(0o755)
        with servers.postgresql(folder) as server:
            for kind, address in (
                ("SQLite", f"sqlite:///{folder}/heard.db"),
                ("PostgreSQL", servers.new_database(server, "heard")),
            ):
                app = create_app(read_config(servers.settings(folder / f"home-{kind}", address)))
                structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
                with app.app_context():
                    upgrade()
                    transaction(load_reference_data)
                    for line in report(app, kind, count):
                        print(line, flush=True)
                    db.engine.dispose()


def report(app: Flask, kind: str, count: int) -> Iterator[str]:
    """The table, line by line. Each question is asked once before."""
    transaction(lambda: fill(count))
    freeze()
    start = time.perf_counter()
    cells = transaction(actions.count_everything)
    yield f"{kind}: {count:,} complaints, counted into {cells:,} cells in {time.perf_counter() - start:.1f} s."
    yield f"A job: {_job():.0f} ms."
    yield "| asked | by | months | median ms | p95 ms | processor p95 ms |"
    yield "|---|---|---|---|---|---|"
    headers = {"officer": {"Authorization": f"Bearer {transaction(an_officer)}"}, "public": {}}
    client, slowest = app.test_client(), 0.0
    for who, by, months in product(headers, ("", "month", "kind", "commune"), (1, 12, MONTHS)):
        if by == "commune" and months == MONTHS:
            continue  # a year at a time
        query = _span(months) | ({"by": by} if by else {})
        asked = [_asked(client, query, headers[who]) for _ in range(ROUNDS + 1)][1:]
        p95 = [quantiles(times, n=20)[-1] for times in zip(*asked, strict=True)]
        slowest = max(slowest, p95[0])
        middle = median(one[0] for one in asked)
        yield f"| {who} | {by or '–'} | {months} | {middle:.1f} | {p95[0]:.1f} | {p95[1]:.1f} |"
    yield f"Slowest p95: {slowest:.1f} ms, wanted: {MOST_MS}. Load {os.getloadavg()[0]:.1f} on {os.cpu_count()}."
    start = time.perf_counter()
    lines = [line for line in transaction(lambda: list(audit())) if "complaints" in line]
    yield f"Recounted by the audit in {time.perf_counter() - start:.1f} s: {'; '.join(lines) or 'nothing is broken'}."


def freeze() -> None:
    """As web processes do at their start: a collection among all that is loaded takes 200 ms of one answer."""
    gc.collect()
    gc.freeze()


def fill(count: int) -> None:
    """Complaints of three years, most of them in few communes, and the orders of the same months."""
    chance, communes = Random(1), sorted(communes_of(HOME_PROVINCE))
    weights = [1 / (place + 3) for place in range(len(communes))]
    last = last_public_month(clock.local_day(clock.now())).end
    days = [last - timedelta(days=back) for back in range(MONTHS * 30)]
    rows = [_row(chance, days, communes, weights) for _ in range(count)]
    for start in range(0, count, 5_000):
        db.session.execute(insert(Complaint), rows[start : start + 5_000])
    whole = _ORDERS // MONTHS
    for back in range(MONTHS):
        month = months_on(last.replace(day=1), -back)
        shares = [max(1, round(whole * weight / sum(weights))) for weight in weights]
        cells = [_orders(month, code, HOME_PROVINCE, share) for code, share in zip(communes, shares, strict=True)]
        db.session.execute(insert(Cell), [*cells, _orders(month, HOME_PROVINCE, "", sum(shares))])


def _row(chance: Random, days: list[date], communes: list[str], weights: list[float]) -> dict[str, Any]:
    received = datetime.combine(chance.choice(days), datetime.min.time(), clock.LOCAL) + timedelta(
        hours=chance.randrange(24)
    )
    due, waited = due_at(received, 7), int(chance.expovariate(1 / 3))
    row = dict.fromkeys(c.key for c in Complaint.__table__.columns)
    row |= {"id": new_id(), "number": f"KN-{''.join(chance.choices(ALPHABET, k=9))}", "kind": chance.choice([*Kind])}
    row |= {"about": "shop", "reference": "", "side": "buyer", "words": "Na bị dập", "holder": "operators"}
    row |= {"holder_code": "", "shop_asked": False, "answer": "", "refund_vnd": 0, "reopened_because": ""}
    row |= {"commune_code": chance.choices(communes, weights)[0], "received_at": received, "due_at": due}
    answered = received + timedelta(days=waited)
    row |= {
        "waits_until": due,
        "state": "closed",
        "outcome": "explained",
        "answered_at": answered,
        "ended_at": answered,
    }
    rating = chance.choice([*Rating, None])
    return row | {"rating": rating, "reopened_at": answered if chance.random() < 0.05 else None}


def _orders(month: date, place: str, within: str, count: int) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys((c.key for c in Cell.__table__.columns), 0)
    row |= {"place": place, "slice": "all", "grain": "month", "day": month, "key": "", "within": within}
    return row | {"orders": count}


def _job() -> float:
    """One complaint moves: its commune's month is counted again."""
    one = transaction(lambda: str(db.session.scalars(db.select(Complaint.id).limit(1)).one()))
    start = time.perf_counter()
    transaction(lambda: actions.count_complaint({"complaint_id": one}, clock.now()))
    return (time.perf_counter() - start) * 1000


def _span(months: int) -> dict[str, str]:
    last = last_public_month(clock.local_day(clock.now())).end
    return {"from": months_on(last.replace(day=1), 1 - months).isoformat(), "to": last.isoformat()}


def _asked(client: Any, query: dict[str, str], headers: dict[str, str]) -> tuple[float, float]:
    """Milliseconds until the whole answer is there, and those in which our processor worked for it."""
    start, worked = time.perf_counter(), time.process_time()
    answer = client.get("/api/v1/complaints/figures", query_string=query, headers=headers)
    assert answer.status_code == 200, answer.json
    return (time.perf_counter() - start) * 1000, (time.process_time() - worked) * 1000


if __name__ == "__main__":
    main()
