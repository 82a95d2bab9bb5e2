"""What is asked for: which figure, of which place, broken down how, over which days; and whether one may ask."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from market.accounts.models import Person
from market.clock import local_day
from market.insight import access, models, places, rollups_read
from market.insight.rollups_read import Atom
from market.insight.rules.measures import MEASURES, SLICES, By, Kind, Measure, require_breakdown
from market.insight.rules.refusals import NoSuchFigure, OfficersOnly, UnknownPlace
from market.insight.rules.spans import Span, last_public_month, require_public, require_span
from market.language import Sentence

NAME_A_COMMUNE = Sentence("Theo thôn thì xin cho biết một xã.", en="By village, please name a commune.")


@dataclass(frozen=True)
class Question:
    """Which figure, where, broken down how, over which days; `exact` for those who see the place whole."""

    measure: Measure
    place: places.Place
    by: By | None
    span: Span
    exact: bool

    @property
    def spans(self) -> tuple[Span, Span, Span]:
        """The days asked for, a month before, and a season (a year) before."""
        return self.span, self.span.a_month_before(), self.span.a_year_before()

    @property
    def each(self) -> By | None:
        """The public sees a sum month by month, each shown or hidden; a level has only its end."""
        return None if self.exact or self.measure.kind == Kind.LEVEL else By.MONTH

    @cached_property
    def public_communes(self) -> list[Atom]:
        """The communes of the province as the public sees them, once for an answer."""
        return public_parts(self, self.place.province)


def measure_named(name: str) -> Measure:
    """Raises NoSuchFigure."""
    if name not in MEASURES:
        raise NoSuchFigure(names=", ".join(MEASURES))
    return MEASURES[name]


def question(
    *,
    name: str,
    by: str | None,
    code: str | None,
    start: date | None,
    end: date | None,
    viewer: Person | None,
    now: datetime,
) -> Question:
    """What is asked for, with what was left out filled in; and whether `viewer` may.

    Officers of the place and operators see every day and figure; all others whole months, a month after their end.
    Raises NoSuchFigure, UnknownPlace, MergedAway, InvalidInput, WholeMonthsOnly, OfficersOnly.
    """
    measure, where, today = measure_named(name), places.place(code or access.home_of(viewer)), local_day(now)
    exact, chosen = access.sees_all(viewer, where), By(by) if by else None
    require_breakdown(measure, chosen)
    usual = Span(today.replace(day=1), today) if exact else last_public_month(today)
    last = end or max(usual.end, start or usual.end)
    span = require_span(Span(start or min(usual.start, last.replace(day=1)), last), chosen)
    if not exact:
        require_public(span, today)
        if chosen == By.DAY or (chosen in SLICES and where.level != places.Level.PROVINCE):
            raise OfficersOnly
    if chosen in SLICES and where.level == places.Level.VILLAGE:
        raise UnknownPlace(NAME_A_COMMUNE)
    return Question(measure, where, chosen, span, exact)


def public_parts(asked: Question, within: str) -> list[Atom]:
    """The places within one, as the public sees them."""
    found = rollups_read.atoms(
        asked.measure, rollups_read.inside(within), asked.spans, key=models.Cell.place, each=asked.each
    )
    return rollups_read.without_hidden(found)
