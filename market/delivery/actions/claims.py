"""What the carrier owes for what it lost or damaged: opened by the scan, settled by a person."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from market.accounts.models import Person
from market.db import db, locked
from market.delivery.models import Claim, Parcel
from market.delivery.queries.parcels import parcel_of
from market.delivery.rules.news import ClaimMoved
from market.delivery.rules.offices import CLAIM_STATES, ClaimState, UnknownClaim
from market.delivery.rules.parcels import ParcelState
from market.delivery.tariff import compensation_vnd
from market.errors import found
from market.events import publish

# No other parcel has a claim that its scans opened.
KINDS = frozenset({ParcelState.LOST, ParcelState.DAMAGED})
# By word of whoever looked into a complaint: what scans say of the parcel does not take it back.
COMPLAINED = "complained"


def follow(parcel: Parcel, *, now: datetime) -> None:
    """Open a claim for a parcel that is lost or damaged; withdraw it, paid or not, if it turns out that it is not."""
    claim = db.session.get(Claim, parcel.id)
    if parcel.state in KINDS:
        _open(parcel, claim, now)
    elif (
        claim is not None
        and claim.kind != COMPLAINED
        and CLAIM_STATES.may(ClaimState(claim.state), ClaimState.WITHDRAWN, "scan")
    ):
        _move(claim, parcel.carrier, ClaimState.WITHDRAWN, None, now)


def settle_claim(*, claim_id: UUID, outcome: str, paid_vnd: int, note: str, by: Person, now: datetime) -> Claim:
    """The carrier has paid `paid_vnd`, or rejected the claim; again the same changes nothing.

    Raises UnknownClaim, WrongState for one that was settled otherwise.
    """
    claim = db.session.scalars(locked(select(Claim).where(Claim.id == claim_id))).first()
    if claim is None:
        raise UnknownClaim
    paid_vnd = paid_vnd if outcome == ClaimState.PAID else 0
    if (claim.state, claim.paid_vnd) == (outcome, paid_vnd):
        return claim
    to = ClaimState(outcome)
    CLAIM_STATES.role_for(ClaimState(claim.state), to, roles={"operator"})
    parcel = db.session.get(Parcel, claim.parcel_id)
    claim.paid_vnd, claim.note = paid_vnd, note
    _move(claim, parcel.carrier if parcel else "", to, by.id, now)
    return claim


def claim_by_word(*, reference: str, now: datetime) -> Claim:
    """Open a claim for a parcel that came broken, as a complaint has shown. One that there is stands as it is.

    Raises NotFound where there is no parcel. Call it with the parcel held.
    """
    parcel = found(parcel_of(reference))
    claim = db.session.get(Claim, parcel.id)
    if claim is not None and claim.state != ClaimState.WITHDRAWN:
        return claim
    if claim is None:
        claim = Claim(parcel_id=parcel.id, tracking_number=parcel.tracking_number, reference=parcel.reference)
        db.session.add(claim)
    claim.kind, claim.amount_vnd, claim.opened_at = COMPLAINED, compensation_vnd(parcel), now
    _move(claim, parcel.carrier, ClaimState.OPEN, None, now)
    return claim


def _open(parcel: Parcel, claim: Claim | None, now: datetime) -> None:
    if claim is None:
        claim = Claim(parcel_id=parcel.id, tracking_number=parcel.tracking_number, reference=parcel.reference)
        db.session.add(claim)
    elif claim.state in (ClaimState.PAID, ClaimState.REJECTED) or (claim.state, claim.kind) == ("open", parcel.state):
        return  # what a person has settled stays so
    claim.kind, claim.amount_vnd, claim.opened_at = parcel.state, compensation_vnd(parcel), now
    _move(claim, parcel.carrier, ClaimState.OPEN, None, now)


def _move(claim: Claim, carrier: str, state: ClaimState, by_id: UUID | None, now: datetime) -> None:
    claim.state = state
    claim.settled_at, claim.settled_by = (None, None) if state == ClaimState.OPEN else (now, by_id)
    publish(
        ClaimMoved(
            at=now,
            reference=claim.reference,
            carrier=carrier,
            state=state,
            amount_vnd=claim.amount_vnd,
            paid_vnd=claim.paid_vnd or 0,
        )
    )
