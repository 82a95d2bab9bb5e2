"""Leaving: what stands in the way of being forgotten, asked before anybody is sent a code for it."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from market import events
from market.errors import Problem
from market.language import Sentence


@dataclass(frozen=True, kw_only=True)
class StopsAsked(events.Question):
    """Somebody wishes to leave. Whoever would refuse it adds why to `stops`."""

    person_id: UUID
    stops: list[Problem] = field(default_factory=list)


def stops(person_id: UUID, *, now: datetime) -> list[Sentence]:
    """Why somebody cannot be forgotten yet; nothing where she can."""
    return [problem.detail for problem in _asked(person_id, now)]


def require_free(person_id: UUID, *, now: datetime) -> None:
    """Raises the first of what stands in the way."""
    for problem in _asked(person_id, now):
        raise problem


def _asked(person_id: UUID, now: datetime) -> list[Problem]:
    asked = StopsAsked(at=now, person_id=person_id)
    events.ask(asked)
    return asked.stops
