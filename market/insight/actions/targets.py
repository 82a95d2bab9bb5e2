"""Targets: set for a province or commune, and divided at once over the communes and villages in it."""

from datetime import datetime

from sqlalchemy import delete, func, or_

from market import clock, errors
from market.accounts.models import Person
from market.db import db
from market.insight import access, places, targets
from market.insight.models import Target
from market.insight.queries.targets import base_of, households_within
from market.insight.rules.refusals import UnknownPlace
from market.insight.rules.spans import Span, require_span
from market.language import Sentence

_NOT_FOR = Sentence(
    "Chỉ tiêu đặt cho tỉnh hoặc xã; thôn nhận phần chia từ xã.",
    en="Targets are set for a province or a commune; villages are given their parts of it.",
)
_PAST = Sentence("Ngày cuối đã qua.", en="The last day is over.")


def set_target(
    *,
    code: str,
    measure: targets.TargetMeasure,
    amount: int | None,
    percent: int | None,
    span: Span,
    by: Person,
    now: datetime,
) -> Target:
    """Aim at `amount`, or at `percent` of the measure's base, by the end of `span`; parts set before below give way.

    Raises UnknownPlace, MergedAway, NotAllowed, InvalidInput, NoHouseholds, NoShops.
    """
    place = places.place(code)
    if place.level not in (places.Level.PROVINCE, places.Level.COMMUNE):
        raise UnknownPlace(_NOT_FOR)
    if not access.sees_all(by, place):
        raise errors.NotAllowed
    if require_span(span, None).end < clock.local_day(now):
        raise errors.InvalidInput(errors={"to": [_PAST]})
    households = households_within(place)
    if not households and (percent is not None or place.level == places.Level.PROVINCE):
        raise targets.NoHouseholds
    base = base_of(measure, place) if percent is not None else None
    if base == 0:
        raise targets.NoShops if targets.BASES[measure] == targets.ALL_SHOPS else targets.NoHouseholds
    whole = targets.amount_of(amount=amount, percent=percent, base=base or 0)
    _forget(place, measure)
    terms = {"measure": measure, "start": span.start, "end": span.end, "set_for": place.code, "set_by": by.id}
    target = Target(place=place.code, within=_above(place), amount=whole, set_at=now, **terms)
    target.households, target.base = sum(households.values()) or None, base
    db.session.add(target)
    _divide(target, households)
    db.session.flush()
    return target


def take_back(*, code: str, measure: str, by: Person) -> None:
    """Let a target be no more, and the parts that came of it. Raises as `set_target`, NotFound, SetAbove."""
    place = places.place(code)
    if not access.sees_all(by, place):
        raise errors.NotAllowed
    target = errors.found(db.session.get(Target, (place.code, measure)))
    if target.set_for != place.code:
        raise targets.SetAbove(place=places.place(target.set_for).name)
    db.session.execute(delete(Target).where(Target.measure == measure, Target.set_for == place.code))


def _divide(target: Target, households: dict[str, int]) -> None:
    """The parts of a target, and of each part the parts below it, which add up at every level."""
    if not households:
        return
    for code, amount in targets.divide(target.amount, households).items():
        part = Target(
            place=code,
            within=target.place,
            measure=target.measure,
            amount=amount,
            start=target.start,
            end=target.end,
            households=households[code],
            set_for=target.set_for,
            set_by=target.set_by,
            set_at=target.set_at,
        )
        db.session.add(part)
        if len(code) == 5:
            _divide(part, households_within(places.place(code)))


def _forget(place: places.Place, measure: targets.TargetMeasure) -> None:
    below = [Target.place == place.code, Target.within == place.code]
    if place.level == places.Level.PROVINCE:
        below.append(func.substr(Target.place, 1, 5).in_(place.communes))
    db.session.execute(delete(Target).where(Target.measure == measure, or_(*below)))


def _above(place: places.Place) -> str:
    return "" if place.level == places.Level.PROVINCE else place.province
