"""The figures of complaints as they are asked for: every measure, of whole months, by month, kind or commune."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product
from operator import attrgetter
from typing import Any

from market.complaints.rules.kinds import KINDS
from market.insight import places, suppression
from market.insight.heard.cells import Cells, cells, orders, sums
from market.insight.heard.questions import Question
from market.insight.heard.rules import MEASURES, NOWHERE, UNKNOWN_COMMUNE, By, Form, Measure, Tally, together, value_of
from market.insight.rules import measures
from market.insight.rules.spans import buckets

Key = tuple[str, date]
_BASES = sorted({measure.basis for measure in MEASURES.values()} | {"orders"})
_GUARDS = attrgetter(*_BASES)
# Of each measure, what the public may not see.
Hidden = Mapping[str, set[Key]]


@dataclass(frozen=True)
class Shown:
    """What may be shown, added up for each measure; and the measures of which some is hidden."""

    of: Mapping[str, Tally]
    partly: set[str]


def answer(asked: Question, now: datetime) -> dict[str, Any]:
    """`total` and `items`, each with every measure: None where it is hidden, or nothing stands behind it.

    Places stand in the order of their codes: this is no table of who is best.
    """
    shown = _whole(asked, now) if asked.exact else _public(asked)
    return {"total": _told(_added([*shown.values()])), "items": list(_items(shown, asked)) if asked.by else []}


def monthly(asked: Question) -> Iterator[tuple[str, date, dict[str, Any]]]:
    """Every cell by itself, by key and month, each with every measure; as the public sees them."""
    found, hidden = _seen(asked)
    for key, month in sorted(found):
        yield key, month, _told(_shown({(key, month): found[key, month]}, hidden))


def _whole(asked: Question, now: datetime) -> dict[str, Shown]:
    """To those who see all."""
    return {key: Shown(dict.fromkeys(MEASURES, tally), set()) for key, tally in sums(asked, now).items()}


def _public(asked: Question) -> dict[str, Shown]:
    found, hidden = _seen(asked)
    return {key: _shown(part, hidden) for key, part in _grouped(_of_place(found, asked), asked).items()}


def _seen(asked: Question) -> tuple[Cells, Hidden]:
    """The cells with their orders, and what of them the public may not see."""
    found = cells(asked)
    _put_orders(found, orders(asked), asked)
    return found, _hidden(found)


def _put_orders(found: Cells, placed: Mapping[Key, int], asked: Question) -> None:
    """Beside each cell the orders of its place and month; each kind is told per 100 of all orders."""
    if asked.by != By.KIND:
        for key, count in placed.items():
            found[key].orders = count
        return
    of_month = {month: count for (_, month), count in placed.items()}
    for kind, month in product({kind for kind, _ in found}, of_month):
        found[kind, month].orders = of_month[month]


def _hidden(found: Cells) -> Hidden:
    """Cells that add up are looked at together, month by month; a rate is hidden where either of its sides is."""
    of_basis = _small(found)
    of_orders = {key for key in of_basis["orders"] if found[key].received}
    return {
        name: of_basis[measure.basis] | (of_orders if measure.form == Form.PER_100_ORDERS else set())
        for name, measure in MEASURES.items()
    }


def _small(found: Cells) -> dict[str, set[Key]]:
    of_month: dict[date, list[tuple[str, tuple[int, ...]]]] = defaultdict(list)
    for (key, month), tally in found.items():
        of_month[month].append((key, _GUARDS(tally)))
    small: dict[str, set[Key]] = {basis: set() for basis in _BASES}
    for month, cells_of_month in of_month.items():
        for place, away in enumerate(small.values()):
            guards = {key: guard[place] for key, guard in cells_of_month}
            away.update((key, month) for key in suppression.hidden(guards))
    return small


def _of_place(found: Cells, asked: Question) -> Cells:
    """Without the neighbours, beside which each was held."""
    if asked.by == By.KIND or not asked.is_of_communes:
        return found
    here = {*asked.place.communes} | ({NOWHERE} if asked.place.level == places.Level.PROVINCE else set())
    return {key: tally for key, tally in found.items() if key[0] in here}


def _grouped(mine: Cells, asked: Question) -> dict[str, Cells]:
    if asked.by is None:
        return {"": mine}
    grouped: dict[str, Cells] = defaultdict(dict)
    for (key, month), tally in mine.items():
        grouped[f"{month:%Y-%m}" if asked.by == By.MONTH else key][key, month] = tally
    return grouped


def _items(shown: Mapping[str, Shown], asked: Question) -> Iterator[dict[str, Any]]:
    nothing = _told(_shown({}, {}))
    for key, name in _names(asked, shown):
        yield {"key": key, "name": name, **(_told(shown[key]) if key in shown else nothing)}


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


def _shown(found: Cells, hidden: Hidden) -> Shown:
    """Measures that hide the same share one sum."""
    sums: dict[frozenset[Key], Tally] = {}
    of: dict[str, Tally] = {}
    partly = set()
    for name in MEASURES:
        away = frozenset(found.keys() & hidden[name]) if hidden else frozenset[Key]()
        if away not in sums:
            sums[away] = together([tally for key, tally in found.items() if key not in away])
        of[name] = sums[away]
        if away:
            partly.add(name)
    return Shown(of, partly)


def _added(parts: Sequence[Shown]) -> Shown:
    """All of them in one. Measures that share each part's sum share the whole's."""
    sums: dict[tuple[int, ...], Tally] = {}
    of: dict[str, Tally] = {}
    for name in MEASURES:
        same = tuple(id(part.of[name]) for part in parts)
        if same not in sums:
            sums[same] = together([part.of[name] for part in parts])
        of[name] = sums[same]
    return Shown(of, set().union(*(part.partly for part in parts)))


def _told(shown: Shown) -> dict[str, Any]:
    told: dict[str, Any] = {
        name: _value(measure, shown.of[name], is_whole=name not in shown.partly) for name, measure in MEASURES.items()
    }
    return told | {"hidden": bool(shown.partly)}


def _value(measure: Measure, tally: Tally, *, is_whole: bool) -> int | float | None:
    """None where all that stands behind it is hidden, or nothing does."""
    return value_of(measure, tally) if is_whole or getattr(tally, measure.basis) else None
