"""The figures of ready shops as they are asked for: whole months, by month or commune."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select

from market.db import db
from market.insight import places, suppression
from market.insight.heard.questions import Question
from market.insight.heard.rules import By
from market.insight.ready.models import ReadyCell
from market.insight.ready.recount import Cells
from market.insight.ready.rules import MEASURES, Measure, Tally, together, value_of
from market.insight.rules import measures
from market.insight.rules.spans import Span, buckets

# Of each measure, the communes and months that the public may not see.
Hidden = dict[str, set[tuple[str, date]]]


def tally_of(cell: ReadyCell) -> Tally:
    waits = {int(days): count for days, count in cell.waits.items()}
    return Tally(cell.ready, cell.orders, cell.sold, waits)


def kept(province: str, span: Span) -> Cells:
    asked = select(ReadyCell).where(ReadyCell.province == province, ReadyCell.month.between(span.start, span.end))
    return {(cell.commune, cell.month): tally_of(cell) for cell in db.session.scalars(asked)}


def answer(asked: Question) -> dict[str, Any]:
    """`total` and `items`, each with every measure: None where it is hidden, or nothing stands behind it."""
    found = kept(asked.place.province, asked.span)
    hidden = {} if asked.exact else _hidden(found)
    mine = {key: tally for key, tally in found.items() if key[0] in asked.place.communes}
    is_whole = asked.place.level == places.Level.PROVINCE
    return {
        "total": _figures(mine, hidden, is_whole=is_whole, exact=asked.exact),
        "items": list(_items(mine, hidden, asked, is_whole=is_whole)),
    }


def by_commune_and_month(province: str, span: Span) -> Iterator[tuple[str | None, date, dict[str, Any]]]:
    """As the public sees them: of the whole province (no commune), then of each."""
    found = kept(province, span)
    hidden = _hidden(found)
    for month in sorted({month for _, month in found}):
        of_month = {key: tally for key, tally in found.items() if key[1] == month}
        yield None, month, _figures(of_month, hidden, is_whole=True, exact=False)
    for key in sorted(found):
        yield *key, _figures({key: found[key]}, hidden, is_whole=False, exact=False)


def _hidden(found: Cells) -> Hidden:
    """The communes of a month are looked at together, so that none can be had from the whole."""
    return {name: {key for guard in one.guards for key in _small(found, guard)} for name, one in MEASURES.items()}


def _small(found: Cells, guard: str) -> Iterator[tuple[str, date]]:
    of_month: dict[date, dict[str, int]] = defaultdict(dict)
    for (commune, month), tally in found.items():
        of_month[month][commune] = getattr(tally, guard)
    for month, counts in of_month.items():
        yield from ((commune, month) for commune in suppression.hidden(counts))


def _items(mine: Cells, hidden: Hidden, asked: Question, *, is_whole: bool) -> Iterator[dict[str, Any]]:
    if asked.by == By.MONTH:
        for month in buckets(asked.span, measures.By.MONTH):
            of_month = {key: tally for key, tally in mine.items() if key[1] == month}
            shown = _figures(of_month, hidden, is_whole=is_whole, exact=asked.exact)
            yield {"key": f"{month:%Y-%m}", "name": f"{month:%Y-%m}", **shown}
    if asked.by == By.COMMUNE:
        named = places.communes_of(asked.place.province)
        for code in asked.place.communes:
            here = {key: tally for key, tally in mine.items() if key[0] == code}
            yield {"key": code, "name": named[code], **_figures(here, hidden, is_whole=False, exact=asked.exact)}


def _figures(found: Cells, hidden: Hidden, *, is_whole: bool, exact: bool) -> dict[str, Any]:
    told: dict[str, Any] = {"hidden": False}
    for name, measure in MEASURES.items():
        away = set() if is_whole or exact else hidden.get(name, set()) & found.keys()
        seen = {key: tally for key, tally in found.items() if key not in away}
        too_few = is_whole and not exact and _too_few(measure, together(seen.values()))
        told["hidden"] |= bool(away) or too_few
        told[name] = None if too_few or (away and not seen) else _value(measure, seen)
    return told


def _too_few(measure: Measure, whole: Tally) -> bool:
    return any(0 < getattr(whole, guard) < suppression.SMALLEST_SHOWN for guard in measure.guards)


def _value(measure: Measure, seen: Cells) -> int | float | None:
    last = max((month for (_, month), tally in seen.items() if tally.ready), default=None)
    latest = together(tally for (_, month), tally in seen.items() if month == last)
    return value_of(measure, together(seen.values()), latest)
