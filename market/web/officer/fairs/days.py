"""A fair by its days, as officers type them; the hours are the usual ones."""

from datetime import date, datetime, time

from market import clock, fields
from market.fairs.models import Fair
from market.fairs.rules import MOST_PACKS

OPENS, CLOSES = time(6), time(21)


class FairDays(fields.Schema):
    """What is typed of a fair."""

    name = fields.String(longest=120, required=True)
    opens_at = fields.Day(required=True)
    closes_at = fields.Day(required=True)
    ships_from = fields.Day(required=True)
    ships_to = fields.Day(required=True)
    minimum_packs = fields.Integer(least=1, most=MOST_PACKS)
    about = fields.String(longest=4000)


def at(day: date, hour: time) -> datetime:
    """That hour of the day in Vietnam."""
    return datetime.combine(day, hour, clock.LOCAL)


def typed(fair: Fair) -> dict[str, str]:
    """What there is of it, as its form shows it."""
    days = {"opens_at": clock.local_day(fair.opens_at), "closes_at": clock.local_day(fair.closes_at)}
    days |= {"ships_from": fair.ships_from, "ships_to": fair.ships_to}
    minimum = str(fair.minimum_packs or "")
    return {"name": fair.name, "about": fair.about, "minimum_packs": minimum} | {
        name: day.isoformat() for name, day in days.items()
    }
