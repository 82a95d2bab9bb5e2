"""What is asked and told when operators look after people."""

from dataclasses import dataclass, field
from uuid import UUID

from market import events


@dataclass(frozen=True, kw_only=True)
class PhoneAsked(events.Question):
    """Whose phone is this, beside whoever signs in with it? Who keeps contacts adds to `person_ids`."""

    phone: str
    person_ids: set[UUID] = field(default_factory=set)


@dataclass(frozen=True, kw_only=True)
class SessionsEnded(events.Event):
    """An operator has signed somebody out everywhere."""

    person_id: UUID
