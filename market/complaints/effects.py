"""What an answer's outcome brings about: the refund, the claim or the reversal that there were before complaints."""

from collections.abc import Set
from datetime import datetime
from typing import Protocol

from sqlalchemy import select

from market import errors
from market.accounts.models import Person
from market.complaints.models import Complaint
from market.complaints.rules.outcomes import Outcome
from market.complaints.rules.refusals import NOTHING_SCANNED
from market.db import db
from market.delivery.actions.claims import claim_by_word
from market.delivery.actions.voiding import void_scan
from market.delivery.models import Parcel, Scan
from market.delivery.queries.parcels import hold_parcels
from market.delivery.rules.parcels import ScanEvent
from market.orders import queries as orders
from market.payments.refunds.actions import request_refund
from market.payments.refunds.rules import Reason
from market.payments.sales.queries import sale

# Theirs to give; an officer's word waits for an operator.
_GIVERS = frozenset({"seller", "team_member", "operator"})


class Given(Protocol):
    @property
    def outcome(self) -> Outcome: ...
    @property
    def words(self) -> str: ...
    @property
    def amount_vnd(self) -> int: ...


def bring_about(*, complaint: Complaint, given: Given, roles: Set[str], by: Person, now: datetime) -> None:
    """Raises RefundTooHigh, NotFound where there is no parcel, NotYourOffice, InvalidInput, WrongState."""
    if given.outcome == Outcome.CLAIM:
        _hold(complaint)
        claim_by_word(reference=complaint.order_number or "", now=now)
    if given.amount_vnd:
        _refund(complaint, given.amount_vnd, roles, by, now)
    if given.outcome == Outcome.REVERSAL:
        _hold(complaint)
        void_scan(scan_id=_delivering(complaint).scan_id, reason=complaint.number, by=by, now=now)


def _hold(complaint: Complaint) -> None:
    """The parcel first and then its order, as scans do."""
    hold_parcels(references=[complaint.order_number or ""])


def _refund(complaint: Complaint, amount_vnd: int, roles: Set[str], by: Person, now: datetime) -> None:
    """Above the set sum, and from an officer, it waits for another's hand; it is asked for all the same."""
    order = errors.found(orders.locked(complaint.order_number or ""))
    refund = request_refund(
        sale=errors.found(sale(order.number)),
        amount_vnd=amount_vnd,
        channel=None,
        reason=Reason.QUALITY,
        note=complaint.number,
        by_id=by.id,
        now=now,
        waits=roles.isdisjoint(_GIVERS),
    )
    complaint.refund_id = refund.id


def _delivering(complaint: Complaint) -> Scan:
    """The scan that says it came. Raises InvalidInput where none does."""
    scans = select(Scan).join(Parcel, Parcel.id == Scan.parcel_id).where(Parcel.reference == complaint.order_number)
    told = scans.where(Scan.event == ScanEvent.DELIVERED, Scan.voided_at.is_(None)).order_by(Scan.happened_at.desc())
    found = db.session.scalars(told.limit(1)).first()
    if found is None:
        raise errors.InvalidInput(errors={"outcome": [NOTHING_SCANNED]})
    return found
