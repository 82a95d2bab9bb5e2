"""Rules of figures, as plain values. No database, no Flask."""

from market.insight.rules.measures import (
    ACTIVE_DAYS,
    COUNTS,
    MEASURES,
    MINUTES_IN_A_DAY,
    PLACES,
    SLICES,
    By,
    Grain,
    Kind,
    Measure,
    Slice,
    require_breakdown,
    value_of,
)
from market.insight.rules.refusals import MergedAway, NoSuchFigure, OfficersOnly, UnknownPlace
from market.insight.rules.spans import (
    EARLIEST,
    LONGEST_SPAN,
    MOST_DAYS,
    Parts,
    Span,
    WholeMonthsOnly,
    end_of_month,
    last_finished_month,
    months_on,
    parts_of,
    require_public,
    require_span,
)
from market.insight.rules.visits import PATIENCE, REASONS, Reason

# Lạng Sơn: where nobody names a place, this is meant.
HOME_PROVINCE = "20"

__all__ = [
    "ACTIVE_DAYS",
    "COUNTS",
    "EARLIEST",
    "HOME_PROVINCE",
    "LONGEST_SPAN",
    "MEASURES",
    "MINUTES_IN_A_DAY",
    "MOST_DAYS",
    "PATIENCE",
    "PLACES",
    "REASONS",
    "SLICES",
    "By",
    "Grain",
    "Kind",
    "Measure",
    "MergedAway",
    "NoSuchFigure",
    "OfficersOnly",
    "Parts",
    "Reason",
    "Slice",
    "Span",
    "UnknownPlace",
    "WholeMonthsOnly",
    "end_of_month",
    "last_finished_month",
    "months_on",
    "parts_of",
    "require_breakdown",
    "require_public",
    "require_span",
    "value_of",
]
