"""What operators do in office, made known so that it is written down: who, what, to whom, and why."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import g, request

from market import errors, events, text

LONGEST_REASON = 500
_PREFIX = "/api/v1/"


@dataclass(frozen=True, kw_only=True)
class OperatorActed(events.Event):
    """An operator did `deed` at the address `subject`, or looked somebody up; `for_ids` are the people concerned."""

    by_id: UUID
    deed: str
    subject: str
    subject_id: UUID | None = None
    for_ids: tuple[UUID, ...] = ()
    reason: str = ""


def concerning(*person_ids: UUID) -> None:
    """Say whom this request of an operator is about: they read of it among their acts."""
    g.concerned = person_ids


def publish_act(*, by_id: UUID, deed: str, now: datetime) -> None:
    """Make known what this request did, with the reason that it gives."""
    things = [value for value in (request.view_args or {}).values() if isinstance(value, UUID)]
    events.publish(
        OperatorActed(
            at=now,
            by_id=by_id,
            deed=deed,
            subject=request.path.removeprefix(_PREFIX),
            subject_id=things[0] if things else None,
            for_ids=g.pop("concerned", ()),
            reason=_reason(),
        )
    )


def _reason() -> str:
    """What was read already, and found to be in form, by the view; or nothing, where that needs no words."""
    body: Any = None
    if request.is_json and request.get_data():
        with suppress(errors.Problem):
            body = request.get_json(silent=True)
    given = body.get("reason") if isinstance(body, dict) else request.values.get("reason")
    return text.tidy(given)[:LONGEST_REASON] if isinstance(given, str) else ""
