"""Complaints of past months, as they stand once they are over, in any number."""

from datetime import date, datetime, timedelta
from typing import Any

from market.clock import LOCAL
from market.complaints.models import Complaint
from market.complaints.working_days import due_at
from market.db import db, transaction
from market.ids import new_complaint_number, new_id
from market.insight.heard import actions
from market.insight.models import Cell
from tests.support.village import CHI_LANG

NOON = timedelta(hours=12)


def past(day: date, waited: int | None = 2, **facts: Any) -> dict[str, Any]:
    """The row of one complaint that was received at noon of `day` and answered so many days later, if ever."""
    received = datetime(day.year, day.month, day.day, 12, tzinfo=LOCAL)
    due = due_at(received, 7)
    row: dict[str, Any] = {"id": new_id(), "number": new_complaint_number(), "kind": "spoilt", "about": "shop"}
    row |= {"commune_code": CHI_LANG, "side": "buyer", "words": "Na bị dập", "state": "received", "holder": "operators"}
    row |= {"received_at": received, "due_at": due, "waits_until": due}
    if waited is not None:
        answered = received + timedelta(days=waited)
        row |= {"state": "closed", "outcome": "explained", "answered_at": answered, "ended_at": answered}
    return row | facts


def heard(*rows: dict[str, Any]) -> None:
    """They are there, and counted."""

    def add() -> None:
        db.session.add_all(Complaint(**row) for row in rows)
        db.session.flush()
        actions.count_everything()

    transaction(add)


def ordered(month: date, count: int, place: str = CHI_LANG, within: str = "20") -> None:
    """So many orders in a month of a place, as the cells say."""
    columns = Cell.__table__.columns
    row = {c.name: 0 for c in columns} | {"place": place, "slice": "all", "grain": "month", "day": month, "key": ""}
    transaction(lambda: db.session.add(Cell(**row | {"within": within, "orders": count})))
