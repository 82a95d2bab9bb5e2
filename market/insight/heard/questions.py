"""What is asked of complaints: of which place, by what, of which months; and whether one may ask."""

from dataclasses import dataclass
from datetime import date, datetime

from market.accounts.models import Person
from market.clock import local_day
from market.insight import access, places
from market.insight.heard.rules import By
from market.insight.rules.measures import By as Days
from market.insight.rules.refusals import OfficersOnly, UnknownPlace
from market.insight.rules.spans import (
    EARLIEST,
    Span,
    WholeMonthsOnly,
    end_of_month,
    last_public_month,
    months_on,
    require_span,
)
from market.language import Sentence

_USUAL_MONTHS = 12
_NO_VILLAGES = Sentence("Số liệu khiếu nại chỉ có đến xã.", en="Figures of complaints go down to communes only.")


@dataclass(frozen=True)
class Question:
    """Of which place, by what, of which whole months; `exact` for those who see the place whole."""

    place: places.Place
    by: By | None
    span: Span
    exact: bool

    @property
    def is_of_communes(self) -> bool:
        """Whether it is told from what stands at communes: all but a province as a whole, which is kept as a sum."""
        return self.by == By.COMMUNE or self.place.level != places.Level.PROVINCE


def question(
    *, by: str | None, code: str | None, start: date | None, end: date | None, viewer: Person | None, now: datetime
) -> Question:
    """What is asked for, with what was left out filled in: the twelve months that are over.

    Officers of the place and operators see this month too, and small numbers; all others months whose next month is
    over. Of communes a year at a time: each month is held beside all its neighbours.

    Raises UnknownPlace, MergedAway, InvalidInput, WholeMonthsOnly, OfficersOnly.
    """
    where, today = places.place(code or access.home_of(viewer)), local_day(now)
    if where.level == places.Level.VILLAGE:
        raise UnknownPlace(_NO_VILLAGES)
    exact, chosen = access.sees_all(viewer, where), By(by) if by else None
    last = end_of_month(today) if exact else last_public_month(today).end
    until = end or max(last, start or last)
    usual = months_on(until.replace(day=1), 1 - _USUAL_MONTHS) if until > EARLIEST else until
    of_communes = chosen == By.COMMUNE or where.level != places.Level.PROVINCE
    span = require_span(Span(start or usual, until), Days.DAY if of_communes else None)
    if span.start.day != 1 or span.end != end_of_month(span.end) or span.end > last:
        raise WholeMonthsOnly(last)
    if chosen == By.KIND and not exact and where.level != places.Level.PROVINCE:
        raise OfficersOnly
    return Question(where, chosen, span, exact)
