"""Leaving: what stands in the way of being forgotten, asked before anybody is sent a code for it."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from market import events
from market.language import Sentence


@dataclass(frozen=True, kw_only=True)
class StopsAsked(events.Question):
    """Somebody wishes to leave. Whoever would refuse it adds why to `stops`."""

    person_id: UUID
    stops: list[Sentence] = field(default_factory=list)


def stops(person_id: UUID, *, now: datetime) -> list[Sentence]:
    """Why somebody cannot be forgotten yet; nothing where she can."""
    asked = StopsAsked(at=now, person_id=person_id)
    events.ask(asked)
    return asked.stops
