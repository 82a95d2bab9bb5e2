"""What delivery tells the packages above it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from market.delivery.rules.parcels import ParcelState
from market.events import Event, Question


@dataclass(frozen=True, kw_only=True)
class ParcelMoved(Event):
    """A parcel's state changed from `previous`; the office, the person and the cash (đồng) are those of the scan.

    `reversal` says why an earlier state, told before, does not hold any more: whoever acted on `previous`
    takes that back first. `attempt` counts failed deliveries, `until` ends the time at the post office `office`,
    `return_fee_vnd` is what the carrier asks for bringing it back.
    """

    reference: str
    tracking_number: str
    state: ParcelState
    previous: ParcelState
    happened_at: datetime
    cash_collected_vnd: int | None = None
    post_office_code: str | None = None
    by_id: UUID | None = None
    reversal: str = ""
    attempt: int = 0
    reason: str | None = None
    next_step: str | None = None
    until: datetime | None = None
    office: str = ""
    return_fee_vnd: int = 0


@dataclass(frozen=True, kw_only=True)
class ParcelsMoved(Event):
    """Parcels moved together, each of them a `ParcelMoved` before: for what is done once for all of them."""

    moves: tuple[ParcelMoved, ...]


@dataclass(frozen=True, kw_only=True)
class HoldEnded(Event):
    """Nobody fetched the parcel in its seven days at the post office: it goes back."""

    reference: str
    tracking_number: str


@dataclass(frozen=True, kw_only=True)
class CarrierPaid(Event):
    """A carrier reports the cash of a parcel as `collected` or `remitted` (paid on to us), in đồng where it says so."""

    reference: str
    carrier: str
    cash: str
    amount_vnd: int | None


@dataclass(frozen=True, kw_only=True)
class ClaimMoved(Event):
    """What a carrier owes for a lost or damaged parcel is open, paid, rejected or withdrawn. Amounts in đồng."""

    reference: str
    carrier: str
    state: str
    amount_vnd: int
    paid_vnd: int


@dataclass(frozen=True, kw_only=True)
class SendingDaysAsked(Question):
    """Labels are printed: which of what is sent (its reference) goes on a day that its buyer was told."""

    references: tuple[str, ...]
    days: dict[str, date] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class DayAsked(Question):
    """A post office's day from `begin` to `end` is summed up; packages above add what they know of it to `parts`."""

    post_office_code: str
    begin: datetime
    end: datetime
    parts: dict[str, Any] = field(default_factory=dict)
