"""Reads of what was done for people by others, and by operators in office."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from market import clock
from market.accounts import queries as accounts
from market.teams.models import ActivityLog

_SHOWN = ("id", "deed", "subject", "subject_id", "reason", "by_id", "for_id", "typed_at", "at")


def acts_for(person_id: UUID) -> Select[Any]:
    """What others did for somebody, and operators to her."""
    return select(ActivityLog).where(ActivityLog.for_id == person_id)


def acts_of_operators(*, by: UUID | None, about: str | None, on: date | None) -> Select[Any]:
    """What operators did and offices looked at: by one person, about a person or thing (id, number, code), on a day."""
    wanted = select(ActivityLog).where(ActivityLog.by_operator)
    if by is not None:
        wanted = wanted.where(ActivityLog.by_id == by)
    if about is not None:
        at_it, person_id = ActivityLog.subject.contains(f"/{about}", autoescape=True), _id(about)
        wanted = wanted.where(at_it | (ActivityLog.for_id == person_id) if person_id else at_it)
    if on is not None:
        wanted = wanted.where(ActivityLog.at >= clock.begin_of(on), ActivityLog.at < clock.end_of(on))
    return wanted


def acts_shown(acts: list[ActivityLog]) -> list[dict[str, Any]]:
    """With the names of who did it and to whom."""
    ids = {act.by_id for act in acts} | {act.for_id for act in acts if act.for_id is not None}
    names = {person.id: person.name for person in accounts.people(ids).values()}
    return [
        {field: getattr(act, field) for field in _SHOWN}
        | {"by": names.get(act.by_id, ""), "for_name": names.get(act.for_id, "") if act.for_id else ""}
        for act in acts
    ]


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
