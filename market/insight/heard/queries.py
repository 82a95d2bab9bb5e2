"""The figures of complaints as they are asked for: every measure, of whole months, by month, kind or commune."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from market.complaints.rules.kinds import KINDS
from market.insight import places, suppression
from market.insight.heard.cells import Cells, cells, orders
from market.insight.heard.questions import Question
from market.insight.heard.rules import MEASURES, NOWHERE, UNKNOWN_COMMUNE, By, Form, Measure, Tally, together, value_of
from market.insight.rules import measures
from market.insight.rules.spans import buckets

Key = tuple[str, date]
# Of each measure, what the public may not see.
Hidden = Mapping[str, set[Key]]


def answer(asked: Question, now: datetime) -> dict[str, Any]:
    """`total` and `items`, each with every measure: None where it is hidden, or nothing stands behind it.

    Places stand in the order of their codes: this is no table of who is best.
    """
    found, hidden = _seen(asked, now)
    mine = {key: tally for key, tally in found.items() if _is_asked(key[0], asked)}
    return {"total": _figures(mine, hidden), "items": list(_items(mine, hidden, asked)) if asked.by else []}


def monthly(asked: Question) -> Iterator[tuple[str, date, dict[str, Any]]]:
    """Every cell by itself, by key and month, each with every measure; as the public sees them."""
    found, hidden = _seen(asked, None)
    for key, month in sorted(found):
        yield key, month, _figures({(key, month): found[key, month]}, hidden)


def _seen(asked: Question, now: datetime | None) -> tuple[Cells, Hidden]:
    """The cells with their orders, and what of them the public may not see."""
    found = cells(asked, now)
    placed, unseen = orders(asked)
    _put_orders(found, placed, asked)
    return found, {} if asked.exact else _hidden(found, unseen)


def _put_orders(found: Cells, placed: Mapping[Key, int], asked: Question) -> None:
    """Beside each cell the orders of its place and month; each kind is told per 100 of all orders."""
    if asked.by != By.KIND:
        for key, count in placed.items():
            found[key].orders = count
        return
    of_month: dict[date, int] = defaultdict(int)
    for (_, month), count in placed.items():
        of_month[month] += count
    for kind in {kind for kind, _ in found}:
        for month, count in of_month.items():
            found[kind, month].orders = count


def _hidden(found: Cells, unseen: set[Key]) -> Hidden:
    """Cells that add up are looked at together, month by month; a rate is hidden where either of its sides is."""
    of_basis = {basis: _small(basis, found) for basis in {measure.basis for measure in MEASURES.values()}}
    of_orders = {key for key in unseen if key in found and found[key].received}
    return {
        name: of_basis[measure.basis] | (of_orders if measure.form == Form.PER_100_ORDERS else set())
        for name, measure in MEASURES.items()
    }


def _small(basis: str, found: Cells) -> set[Key]:
    together: dict[date, dict[str, int]] = defaultdict(dict)
    for (key, month), tally in found.items():
        if guard := getattr(tally, basis):
            together[month][key] = guard
    return {(key, month) for month, guards in together.items() for key in suppression.hidden(guards)}


def _is_asked(key: str, asked: Question) -> bool:
    if asked.by == By.KIND or not asked.is_of_communes:
        return True
    return key in asked.place.communes or (key == NOWHERE and asked.place.level == places.Level.PROVINCE)


def _items(mine: Cells, hidden: Hidden, asked: Question) -> Iterator[dict[str, Any]]:
    grouped: dict[str, Cells] = defaultdict(dict)
    for (key, month), tally in mine.items():
        grouped[f"{month:%Y-%m}" if asked.by == By.MONTH else key][key, month] = tally
    for key, name in _names(asked, grouped):
        yield {"key": key, "name": name, **_figures(grouped.get(key, {}), hidden)}


def _names(asked: Question, found: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Every key that the answer shows, also where nothing was counted."""
    if asked.by == By.MONTH:
        yield from ((f"{month:%Y-%m}",) * 2 for month in buckets(asked.span, measures.By.MONTH))
    elif asked.by == By.KIND:
        yield from ((str(kind), name) for kind, name in KINDS.items())
    else:
        named = places.communes_of(asked.place.province)
        yield from ((code, named[code]) for code in asked.place.communes)
        if NOWHERE in found:
            yield NOWHERE, UNKNOWN_COMMUNE


def _figures(found: Cells, hidden: Hidden) -> dict[str, Any]:
    """Every measure of what may be shown of it. What is added up is added once for measures that hide the same."""
    sums: dict[frozenset[Key], Tally] = {}
    told: dict[str, Any] = {}
    for name, measure in MEASURES.items():
        away = frozenset(found.keys() & hidden[name]) if hidden else frozenset[Key]()
        if away not in sums:
            sums[away] = together([tally for key, tally in found.items() if key not in away])
        told[name] = _value(measure, sums[away], is_whole=not away)
    return told | {"hidden": any(sums)}


def _value(measure: Measure, tally: Tally, *, is_whole: bool) -> int | float | None:
    """None where all that stands behind it is hidden, or nothing does."""
    return value_of(measure, tally) if is_whole or getattr(tally, measure.basis) else None
