"""Targets: set for a province or commune, and divided at once over the communes and villages in it."""

from datetime import datetime

from sqlalchemy import delete, func, or_

from market.accounts.models import Person
from market.clock import local_day
from market.db import db
from market.errors import InvalidInput, NotAllowed
from market.insight.access import sees_all
from market.insight.models import Target
from market.insight.places import Level, Place
from market.insight.places import place as place_of
from market.insight.queries.targets import households_within
from market.insight.rules.refusals import UnknownPlace
from market.insight.rules.spans import Span, require_span
from market.insight.targets import NoHouseholds, TargetMeasure, amount_of, divide
from market.language import Sentence

_NOT_FOR = Sentence(
    "Chỉ tiêu đặt cho tỉnh hoặc xã; thôn nhận phần chia từ xã.",
    en="Targets are set for a province or a commune; villages are given their parts of it.",
)
_PAST = Sentence("Ngày cuối đã qua.", en="The last day is over.")


def set_target(
    *,
    code: str,
    measure: TargetMeasure,
    amount: int | None,
    percent: int | None,
    span: Span,
    by: Person,
    now: datetime,
) -> Target:
    """Aim at `amount`, or at `percent` of the households, by the end of `span`; parts set before below give way.

    Raises UnknownPlace, MergedAway, NotAllowed, InvalidInput, NoHouseholds.
    """
    place = place_of(code)
    if place.level not in (Level.PROVINCE, Level.COMMUNE):
        raise UnknownPlace(_NOT_FOR)
    if not sees_all(by, place):
        raise NotAllowed
    if require_span(span, None).end < local_day(now):
        raise InvalidInput(errors={"to": [_PAST]})
    households = households_within(place)
    if not households and (percent is not None or place.level == Level.PROVINCE):
        raise NoHouseholds
    whole = amount_of(amount=amount, percent=percent, households=sum(households.values()))
    _forget(place, measure)
    terms = {"measure": measure, "start": span.start, "end": span.end, "set_for": place.code, "set_by": by.id}
    target = Target(place=place.code, within=_above(place), amount=whole, set_at=now, **terms)
    target.households = sum(households.values()) or None
    db.session.add(target)
    _divide(target, households)
    db.session.flush()
    return target


def _divide(target: Target, households: dict[str, int]) -> None:
    """The parts of a target, and of each part the parts below it, which add up at every level."""
    if not households:
        return
    for code, amount in divide(target.amount, households).items():
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
            _divide(part, households_within(place_of(code)))


def _forget(place: Place, measure: TargetMeasure) -> None:
    below = [Target.place == place.code, Target.within == place.code]
    if place.level == Level.PROVINCE:
        below.append(func.substr(Target.place, 1, 5).in_(place.communes))
    db.session.execute(delete(Target).where(Target.measure == measure, or_(*below)))


def _above(place: Place) -> str:
    return "" if place.level == Level.PROVINCE else place.province
