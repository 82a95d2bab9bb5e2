"""The parameters of a recount of one place on some days: its statements are built once, which is most of the work."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from market.clock import LOCAL
from market.db import UTCDateTime
from market.insight.rules.measures import ACTIVE_DAYS

VILLAGE, COMMUNE, SLUG = (sa.bindparam(f"its_{name}", type_=sa.String()) for name in ("village", "commune", "slug"))
DAYS = sa.bindparam("its_days", type_=sa.Date(), expanding=True)
REACHED, FROM, UNTIL = (sa.bindparam(f"its_{name}", type_=UTCDateTime()) for name in ("reached", "from", "until"))


def of(place: str, days: Collection[date]) -> dict[str, Any]:
    """Of one place: a village's key or a commune's code, and which days."""
    first, last = min(days), max(days)
    return {
        "its_village": place,
        "its_commune": place[:5],
        "its_slug": place[6:],
        "its_days": list(days),
        "its_reached": _midnight(first - timedelta(days=ACTIVE_DAYS + 1)),
        "its_from": _midnight(first),
        "its_until": _midnight(last + timedelta(days=1)),
    }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LOCAL)
