"""How days, moments and fairs are said in both languages."""

from datetime import date, datetime

from market.fairs.models import Fair
from market.fairs.rules import FairState
from market.language import ENGLISH, VIETNAMESE, Sentence
from market.web.household.fairs.words import SHIPS, SHIPS_ONE, STANDS
from market.web.shell import frame


def sentence(fair: Fair, now: datetime) -> Sentence:
    """How the fair stands, by the clock: closed at once, even where the worker has not come round yet."""
    state = FairState(fair.state)
    state = FairState.CLOSED if state == FairState.OPEN and now >= fair.closes_at else state
    said = {name: moment_said(getattr(fair, f"{name}_at")) for name in ("opens", "closes")}
    return STANDS[state].format(**said, ships=ships(fair))


def ships(fair: Fair) -> Sentence:
    first, last = day_said(fair.ships_from), day_said(fair.ships_to)
    return SHIPS_ONE.format(first=first) if fair.ships_from == fair.ships_to else SHIPS.format(first=first, last=last)


def day_said(day: date) -> Sentence:
    return Sentence(frame.day(day, VIETNAMESE), en=frame.day(day, ENGLISH))


def moment_said(at: datetime) -> Sentence:
    return Sentence(frame.moment(at, VIETNAMESE), en=frame.moment(at, ENGLISH))
