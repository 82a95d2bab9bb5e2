"""A parcel's state as a pure fold of its scans (event sourcing), the same in whatever order they came in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar
from uuid import UUID

from market.delivery.rules.custody import Trust
from market.delivery.rules.parcels import ENDS, LEADS_TO, ParcelState, ScanEvent

_FAST_CLOCK, _SLOW_CLOCK = timedelta(minutes=5), timedelta(days=7)
_RANK = {event: rank for rank, event in enumerate(ScanEvent)}


class Step(Protocol):
    """What the fold needs to know of a scan."""

    @property
    def scan_id(self) -> UUID: ...
    @property
    def event(self) -> str: ...
    @property
    def happened_at(self) -> datetime: ...
    @property
    def post_office_code(self) -> str: ...
    @property
    def voided_at(self) -> datetime | None: ...
    @property
    def by_id(self) -> UUID | None: ...
    @property
    def trust(self) -> str: ...


AnyStep = TypeVar("AnyStep", bound=Step)


@dataclass(frozen=True)
class Standing:
    """Where a parcel stands: its state, the scan that brought it there, the office it lies at, if at any.

    `attempts` counts failed deliveries; each is a turn of its own. `since` is when the post took it in.
    """

    state: ParcelState
    turn: UUID | None = None
    office: str | None = None
    attempts: int = 0
    since: datetime | None = None

    def after(self, step: Step) -> "Standing":
        """The standing once `step` has happened. What has ended stays ended."""
        if self.state in ENDS:
            return self
        state = LEADS_TO[ScanEvent(step.event)]
        if self.state == ParcelState.RETURNING and state not in ENDS:
            state = self.state  # on its way back it passes the same offices again
        failed = step.event == ScanEvent.DELIVERY_FAILED
        return Standing(
            state,
            self.turn if state == self.state and not failed else step.scan_id,
            None if step.event == ScanEvent.DEPARTED else step.post_office_code,
            self.attempts + failed,
            self.since or step.happened_at,
        )


def in_order(steps: Iterable[AnyStep]) -> list[AnyStep]:
    """Live scans in the order they happened; of one instant, by rank of the event, then by scan id."""
    live = (step for step in steps if step.voided_at is None)
    return sorted(live, key=lambda step: (step.happened_at, _RANK[ScanEvent(step.event)], step.scan_id))


def counting(steps: Iterable[AnyStep]) -> list[AnyStep]:
    """Those that count, in order: made by whom the parcel was given to. The other live ones wait for a person."""
    counted: list[AnyStep] = []
    acceptors: set[UUID | None] = set()
    for step in in_order(steps):
        if not _believed(step, acceptors):
            continue
        counted.append(step)
        if step.event == ScanEvent.ACCEPTED:
            acceptors.add(step.by_id)
    return counted


def _believed(step: Step, acceptors: set[UUID | None]) -> bool:
    """Whether it was theirs to scan; `acceptors` are those who had taken the parcel in by then."""
    if step.trust in (Trust.SURE, Trust.OUTSIDE):
        return step.trust == Trust.SURE
    if LEADS_TO[ScanEvent(step.event)] not in ENDS:
        return True
    return bool(acceptors - {step.by_id} if step.trust == Trust.COURIER else acceptors)


def history(steps: Iterable[AnyStep]) -> list[AnyStep]:
    """The scans that tell a parcel's story: those that count, up to the first that ends it."""
    told: list[AnyStep] = []
    for step in counting(steps):
        told.append(step)
        if LEADS_TO[ScanEvent(step.event)] in ENDS:
            break
    return told


def fold(steps: Iterable[Step], *, unscanned: ParcelState) -> Standing:
    """What the scans say, however they came in; `unscanned` (requested or booked) when they say nothing."""
    standing = Standing(unscanned)
    for step in counting(steps):
        standing = standing.after(step)
    return standing


def state_before(step: Step, steps: Iterable[Step], *, unscanned: ParcelState) -> ParcelState:
    """What the parcel was when `step` happened, by those of `steps` that happened before it."""
    ordered = in_order([*steps, step])
    before = ordered[: next(place for place, other in enumerate(ordered) if other is step)]
    return fold(before, unscanned=unscanned).state


def corrected(scanned_at: datetime, *, received_at: datetime, requested_at: datetime) -> datetime:
    """When a scan happened: what the phone said, unless its clock is plainly wrong.

    Later than 5 minutes after we received it, it becomes that moment; earlier than 7 days
    before the parcel was asked for, it becomes the moment of asking.
    """
    if scanned_at > received_at + _FAST_CLOCK:
        return received_at
    if scanned_at < requested_at - _SLOW_CLOCK:
        return requested_at
    return scanned_at
