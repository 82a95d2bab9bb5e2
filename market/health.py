"""Whether the service lives, whether it can serve, and what an operator's monitor counts."""

from datetime import datetime
from typing import Any

from flask import Response
from sqlalchemy import func, select

from market import clock
from market.accounts.access import holding
from market.accounts.rules import RoleName
from market.catalog.search.engine import current_engine, outgrown
from market.db import answers, db
from market.errors import Busy
from market.http import Market, public
from market.outbox import OutboxEntry


@public
def healthz() -> dict[str, str]:
    """This process answers."""
    return {"status": "alive"}


@public
def readyz() -> dict[str, str]:
    """This process can serve: its database answers. Otherwise 503. `search`: what an operator should do about it."""
    if not answers():
        raise Busy
    advice = outgrown(current_engine())
    return {"status": "ready"} | ({"search": advice} if advice else {})


@holding(RoleName.OPERATOR)
def metrics() -> Response:
    """The outbox in Prometheus' text form."""
    waiting, oldest = _outbox(clock.now())
    lines = [
        "# HELP market_outbox_waiting Outbox entries due and not carried out.",
        "# TYPE market_outbox_waiting gauge",
        f"market_outbox_waiting {waiting}",
        "# HELP market_outbox_oldest_seconds Age of the oldest of them.",
        "# TYPE market_outbox_oldest_seconds gauge",
        f"market_outbox_oldest_seconds {oldest:.3f}",
    ]
    return Response("\n".join(lines) + "\n", mimetype="text/plain; version=0.0.4")


def _outbox(now: datetime) -> tuple[int, float]:
    wanted = select(func.count(), func.min(OutboxEntry.due_at)).where(
        OutboxEntry.done_at.is_(None), OutboxEntry.due_at <= now
    )
    row: Any = db.session.execute(wanted).one()
    return row[0], (now - row[1]).total_seconds() if row[1] else 0.0


def init_app(app: Market) -> None:
    for view in (healthz, readyz, metrics):
        app.add_url_rule(f"/{view.__name__}", view.__name__, view)
