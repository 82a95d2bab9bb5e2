"""Targets with what has been reached, day by day, and by whose help."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, union

from market import clock, errors
from market.catalog.models import Shop
from market.catalog.queries.shops import SHOP_IS_PUBLIC
from market.db import db
from market.http import pack_cursor, unpack_cursor
from market.insight import calendar, rollups_read
from market.insight.models import Cell, Target
from market.insight.places import Level, Place, communes_of, villages_of
from market.insight.rules.measures import MEASURES, By, Kind
from market.insight.rules.spans import Span
from market.insight.targets import ALL_SHOPS, BASES, OF_HOUSEHOLDS, TITLES, WRITTEN_DOWN, TargetMeasure, expected
from market.payments.payouts.models import PayoutAccount
from market.teams.models import ActivityLog, Household, Team, TeamMember, TeamVillage

DAYS_SHOWN = 31
MOST_TEAMS = 20
_VILLAGE = Household.commune_code + "/" + Household.village_slug


def households_within(place: Place) -> dict[str, int]:
    """How many households are known in each commune of a province, or village of a commune: listed, or with a shop."""
    listed = select(Household.person_id, Household.commune_code, Household.village_slug)
    selling = select(Shop.owner_id, Shop.commune_code, Shop.village_slug).where(SHOP_IS_PUBLIC)
    of_place = Household.commune_code.in_(place.communes), Shop.commune_code.in_(place.communes)
    known = union(listed.where(of_place[0]), selling.where(of_place[1])).subquery().c
    key: Any = known.commune_code
    if place.level != Level.PROVINCE:
        key = known.commune_code + "/" + known.village_slug
    counts = select(key, func.count(known.person_id.distinct())).group_by(key)
    return {row[0]: row[1] for row in db.session.execute(counts)}


def base_of(measure: TargetMeasure, place: Place) -> int:
    """What a hundred percent of it are in the place today: see `BASES`."""
    if BASES[measure] == ALL_SHOPS:
        counted = select(func.count()).select_from(Shop).where(SHOP_IS_PUBLIC, Shop.commune_code.in_(place.communes))
    elif BASES[measure] == WRITTEN_DOWN:
        counted = select(func.count()).select_from(Household).where(Household.commune_code.in_(place.communes))
    else:
        return sum(households_within(place).values())
    return db.session.scalar(counted) or 0


def targets(place: Place, *, limit: int, cursor: str | None, now: datetime) -> dict[str, Any]:
    """One page of the targets of a place and of the places in it, the widest first."""
    content = unpack_cursor(cursor) if cursor else 0
    start = content if type(content) is int and content > 0 else 0
    # Provinces have the shortest codes, villages the longest.
    ordered = select(Target).where(or_(Target.place == place.code, Target.within == place.code))
    ordered = ordered.order_by(func.length(Target.place), Target.place, Target.measure)
    rows = list(db.session.scalars(ordered.offset(start).limit(limit + 1)))
    following = pack_cursor(start + limit) if len(rows) > limit else None
    return {"items": _all_told(place, rows[:limit], clock.local_day(now)), "next": following}


def target_of(place: Place, measure: str, *, now: datetime) -> dict[str, Any]:
    """The place's own target. Raises NotFound."""
    row = errors.found(db.session.get(Target, (place.code, measure)))
    return _all_told(place, [row], clock.local_day(now))[0]


def _all_told(place: Place, rows: Sequence[Target], today: date) -> list[dict[str, Any]]:
    reached = {measure: _reached(measure, rows, today) for measure in {row.measure for row in rows}}
    teams, names = _teams(rows), _names(place)
    return [
        _told(row, reached[row.measure].get(row.place, 0), today)
        | {"name": names.get(row.place, row.place), "teams": teams.get(row.place, [])}
        | {"days": progress(row, today) if row.place == place.code else []}
        for row in rows
    ]


def progress(target: Target, today: date) -> list[dict[str, Any]]:
    """What stood at the end of each of the last days."""
    last = min(today, target.end)
    first = max(target.start, last - timedelta(days=DAYS_SHOWN - 1))
    came: dict[date, int] = defaultdict(int)
    for day, count in _came(target):
        came[day] += count
    counts_before = TargetMeasure(target.measure) != TargetMeasure.ORDERS
    standing = sum(n for day, n in came.items() if day < first and (counts_before or day >= target.start))
    days = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        standing += came[day]
        days.append({"day": day, "reached": standing})
    return days


def _came(target: Target) -> Iterable[tuple[date, int]]:
    measure = TargetMeasure(target.measure)
    if measure in OF_HOUSEHOLDS:
        day = calendar.day_of(Household.created_at)
        counts = select(day, func.count()).where(_is_so(measure), _lives_in(target.place)).group_by(day)
        return [(row[0], row[1]) for row in db.session.execute(counts)]
    span = Span(date(2000, 1, 1), target.end)
    atoms = rollups_read.atoms(MEASURES[measure], rollups_read.of_places([target.place]), [span], each=By.DAY)
    return [(atom.bucket, atom.sums[0].counted - atom.sums[0].less) for atom in atoms if atom.bucket and atom.sums[0]]


def _told(row: Target, reached: int, today: date) -> dict[str, Any]:
    return {
        "place": row.place,
        "measure": row.measure,
        "title": TITLES[TargetMeasure(row.measure)],
        "amount": row.amount,
        "households": row.households,
        "base": row.base,
        "base_of": BASES[TargetMeasure(row.measure)],
        "start": row.start,
        "end": row.end,
        "reached": reached,
        "percent": 100 * reached // row.amount if row.amount else 100,
        "expected": expected(row.amount, row.start, row.end, today),
        "set_for": row.set_for,
        "set_at": row.set_at,
    }


def _reached(measure: str, rows: Sequence[Target], today: date) -> dict[str, int]:
    """By place: what stands today, or came since the target's first day."""
    mine = [row for row in rows if row.measure == measure]
    places = [row.place for row in mine]
    if measure in OF_HOUSEHOLDS:
        return _households_so(TargetMeasure(measure), places)
    defined = MEASURES[measure]
    spans = sorted({(row.start, min(row.end, today)) for row in mine})
    found: dict[str, int] = {}
    for start, end in spans:
        of_span = [row.place for row in mine if (row.start, min(row.end, today)) == (start, end)]
        span = Span(date(2000, 1, 1) if defined.kind == Kind.LEVEL else start, max(start, end))
        for atom in rollups_read.atoms(defined, rollups_read.of_places(of_span), [span], key=Cell.place):
            if atom.sums[0]:
                found[atom.key] = atom.sums[0].counted - atom.sums[0].less
    return found


def _households_so(measure: TargetMeasure, places: Sequence[str]) -> dict[str, int]:
    """Households with an account, or leading ones, in each of `places`: counted by village, and added up."""
    communes = {code for place in places for code in ([place[:5]] if len(place) >= 5 else communes_of(place))}
    counts = select(_VILLAGE, func.count()).where(Household.commune_code.in_(communes), _is_so(measure))
    found: dict[str, int] = defaultdict(int)
    homes = {code: place for place in places if len(place) == 2 for code in communes_of(place)}
    for village, count in db.session.execute(counts.group_by(_VILLAGE)):
        for place in {village, village[:5], homes.get(village[:5], "")}:
            found[place] += count
    return found


def _is_so(measure: TargetMeasure) -> ColumnElement[bool]:
    if measure == TargetMeasure.LEADING_HOUSEHOLDS:
        return Household.is_leading.is_(True)
    # As officials wrote it down, or as the household itself has filed here.
    return or_(Household.has_account.is_(True), exists().where(PayoutAccount.person_id == Household.person_id))


def _lives_in(place: str) -> ColumnElement[bool]:
    if len(place) == 2:
        return Household.commune_code.in_(communes_of(place))
    if len(place) == 5:
        return Household.commune_code == place
    return and_(Household.commune_code == place[:5], Household.village_slug == place[6:])


def _teams(rows: Sequence[Target]) -> dict[str, list[dict[str, Any]]]:
    """By place: the teams that serve it, and for how many households each has done something since the target began."""
    if not rows:
        return {}
    villages = {row.place for row in rows if len(row.place) > 5}
    communes = {row.place for row in rows if len(row.place) == 5}
    start = datetime.combine(min(row.start for row in rows), datetime.min.time(), tzinfo=rows[0].set_at.tzinfo)
    helped = func.count(ActivityLog.for_id.distinct())
    serves = select(Team.id, Team.name, Team.commune_code, TeamVillage.village_key).join(TeamVillage)
    served = db.session.execute(
        serves.where(or_(TeamVillage.village_key.in_(villages), Team.commune_code.in_(communes)))
    ).all()
    acts = (
        select(TeamMember.team_id, helped)
        .join(ActivityLog, ActivityLog.by_id == TeamMember.person_id)
        .where(ActivityLog.at >= start)
    )
    acts = acts.where(TeamMember.team_id.in_({row.id for row in served})).group_by(TeamMember.team_id)
    households = {row[0]: row[1] for row in db.session.execute(acts)}
    found: dict[str, dict[Any, dict[str, Any]]] = defaultdict(dict)
    for row in served:
        told = {"id": row.id, "name": row.name, "households_helped": households.get(row.id, 0)}
        for place in {row.village_key, row.commune_code} & (villages | communes):
            found[place][row.id] = told
    return {place: list(teams.values())[:MOST_TEAMS] for place, teams in found.items()}


def _names(place: Place) -> dict[str, str]:
    if place.level == Level.PROVINCE:
        return {place.code: place.name, **communes_of(place.code)}
    return {place.code: place.name, **villages_of(place.commune)}
