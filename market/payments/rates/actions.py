"""Dated rates: the defaults that every installation begins with, and new ones as law and agreements change."""

import csv
from datetime import date, datetime
from pathlib import Path

import structlog

from market.accounts.models import Person
from market.clock import local_day
from market.db import db
from market.payments.rates import models, queries, rules

_DEFAULTS = Path(__file__).parent.parent / "data" / "rates.csv"
_log = structlog.get_logger()


def load_rates() -> None:
    """Add the default rates that are missing; one that the operator has set stays. May be repeated."""
    with _DEFAULTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            day = date.fromisoformat(row["from_day"])
            if db.session.get(models.Rate, (row["name"], day)) is None:
                db.session.add(models.Rate(name=row["name"], from_day=day, value=row["value"], note=row["note"]))


def set_rate(
    *, name: str, from_day: date, value: str, note: str, by: Person, now: datetime
) -> models.Rate | models.RateProposal:
    """Let `value` hold from `from_day` on, once a second operator asks for the same; until then it is a proposal.

    Another value takes the place of what was proposed. Raises InvalidInput for what is no such rate, RateInThePast.
    """
    rules.check_rate(name, value)
    if from_day <= local_day(now):
        raise rules.RateInThePast
    asked = queries.locked_proposal(name, from_day)
    told = {"name": name, "from_day": from_day, "value": value}
    _log.info("rate set", name=name, from_day=from_day.isoformat(), value=value, by=str(by.id))
    if asked is None or asked.value != value:
        return db.session.merge(models.RateProposal(**told, note=note, asked_by_id=by.id, asked_at=now))
    if asked.asked_by_id == by.id:
        return asked
    db.session.delete(asked)
    return db.session.merge(models.Rate(**told, note=note or asked.note))
