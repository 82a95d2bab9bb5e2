"""The rate that holds on a day."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, select

from market.clock import local_day
from market.db import db
from market.payments.models.rates import Rate
from market.payments.rules.shares import Terms


def rate(name: str, at: datetime) -> str:
    """The newest value of `name` that holds on the day of `at` (in Vietnam); "0" before the first."""
    known = select(Rate.value).where(Rate.name == name, Rate.from_day <= local_day(at))
    return db.session.scalars(known.order_by(Rate.from_day.desc()).limit(1)).first() or "0"


def rate_vnd(name: str, at: datetime) -> int:
    """The same for a rate that is a sum in đồng."""
    return int(rate(name, at))


def terms(at: datetime, *, withhold: bool) -> Terms:
    """What is taken of a sale released at `at`; no tax where none is withheld."""
    return Terms(
        commission_percent=rate("commission_percent", at),
        vat_percent=rate("vat_percent", at) if withhold else "0",
        income_tax_percent=rate("income_tax_percent", at) if withhold else "0",
    )


def rates() -> Select[Rate]:
    """Every rate that holds, held or will hold."""
    return select(Rate)
