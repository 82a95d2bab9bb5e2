"""A parcel goes where its scans say it stands; what follows from that is kept on it and told once."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from market import clock, events
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.db import db
from market.delivery import estimates, failures, tariff
from market.delivery.actions import claims
from market.delivery.fold import Standing, counting, fold
from market.delivery.models import Parcel, PostOffice, Scan
from market.delivery.rules.custody import ScanStanding, Trust
from market.delivery.rules.news import ParcelMoved, ParcelsMoved
from market.delivery.rules.parcels import ENDS, ParcelState, ScanEvent

_S = ParcelState


def follow(parcel: Parcel, *, was: Standing, scans: Sequence[Scan], why: str, now: datetime) -> list[ParcelMoved]:
    """Bring a locked parcel from where it `was` to where its scans now put it. Returns what is to be told of it.

    That is another state, another failed attempt, or another scan that ended it; `why` names the reversal when what
    was told before does not hold any more.
    """
    if not _counts_anew(scans):
        return []
    stands = fold(scans, unscanned=parcel.unscanned)
    previous = ParcelState(parcel.state)
    turn = next((scan for scan in scans if scan.scan_id == stands.turn), None)
    parcel.state, parcel.present_office = stands.state, stands.office
    _promise(parcel, stands)
    _attempts(parcel, stands, turn)
    _end(parcel, stands, turn)
    _on_a_round(parcel, scans)
    if not claims.KINDS.isdisjoint({previous, stands.state}):
        claims.follow(parcel, now=now)
    if stands.state == previous and not _told_anew(was, stands):
        return []
    taken_back = was.state in ENDS or turn is None
    return [_moved(parcel, previous, turn, why if taken_back else "", now)]


def tell(moves: Iterable[ParcelMoved], *, now: datetime) -> None:
    """Tell of each parcel that has moved, then of all of them together."""
    told = tuple(moves)
    for move in told:
        events.publish(move)
    if told:
        events.publish(ParcelsMoved(at=now, moves=told))


def _counts_anew(scans: Sequence[Scan]) -> bool:
    """Settle which scans count, and say whether they are others than before: if not, nothing follows from them."""
    before = {scan.scan_id for scan in scans if scan.standing == ScanStanding.COUNTS}
    now = {scan.scan_id for scan in counting(scans)}
    for scan in scans:
        live = ScanStanding.COUNTS if scan.scan_id in now else ScanStanding.WAITING
        stands = live if scan.voided_at is None else ScanStanding.VOIDED
        if scan.standing != stands:  # the session looks through whatever is written to, be it the same
            scan.standing = stands
    return before != now


def _told_anew(was: Standing, stands: Standing) -> bool:
    """Whether the same state came about otherwise: by another ending scan, or after one attempt more."""
    if stands.state in ENDS:
        return stands.turn != was.turn
    return stands.state == _S.DELIVERY_FAILED and stands.attempts > was.attempts


def _promise(parcel: Parcel, stands: Standing) -> None:
    """What was promised when the post took the parcel in stays the measure, however late it gets."""
    given = (
        estimates.promised(stands.since, parcel.service, (parcel.min_days, parcel.max_days)) if stands.since else None
    )
    parcel.promised_from, parcel.promised_by = (given.earliest, given.latest) if given else (None, None)


def _attempts(parcel: Parcel, stands: Standing, turn: Scan | None) -> None:
    parcel.attempts = stands.attempts
    failed, held = stands.state == _S.DELIVERY_FAILED, stands.state == _S.HELD_FOR_PICKUP
    until = turn.happened_at + failures.HELD_FOR if turn and held else None
    if turn and failed:
        parcel.failed_because = turn.reason
        parcel.next_step = failures.next_step(stands.attempts, turn.reason)
    elif until is None or until != parcel.held_until:
        parcel.next_step = None
    parcel.held_until = until


def _end(parcel: Parcel, stands: Standing, turn: Scan | None) -> None:
    delivered = turn.happened_at if turn and stands.state == _S.DELIVERED else None
    parcel.delivered_at = delivered
    in_time = delivered and parcel.promised_by and clock.local_day(delivered) <= parcel.promised_by
    parcel.on_time = bool(in_time) if delivered and parcel.promised_by else None
    parcel.return_fee_vnd = tariff.return_fee_vnd(parcel) if stands.state == _S.RETURNED else None


def _on_a_round(parcel: Parcel, scans: Sequence[Scan]) -> None:
    """The courier who took it out has it on the round, until it is delivered or back in the office.

    No courier's scan opens anything to him: a clerk at his office must have had the parcel.
    """
    counted = counting(scans)
    last = counted[-1] if counted else None
    if last is not None and last.event == ScanEvent.OUT_FOR_DELIVERY and last.by_id is not None:
        courier = db.session.get(Person, last.by_id)
        if (
            any(_handed(scan, last) for scan in counted)
            and courier is not None
            and courier.holds(RoleName.COURIER, last.post_office_code)
        ):
            parcel.courier_id = courier.id
    elif last is not None and last.event != ScanEvent.DELIVERY_FAILED and parcel.state not in ENDS:
        parcel.courier_id = None


def _handed(scan: Scan, to: Scan) -> bool:
    return scan.post_office_code == to.post_office_code and scan.trust != Trust.COURIER and scan.by_id != to.by_id


def _moved(parcel: Parcel, previous: ParcelState, turn: Scan | None, reversal: str, now: datetime) -> ParcelMoved:
    held = turn is not None and parcel.state == _S.HELD_FOR_PICKUP  # only then is anybody told where to go
    office = db.session.get(PostOffice, turn.post_office_code) if turn and held else None
    return ParcelMoved(
        at=now,
        reference=parcel.reference,
        tracking_number=parcel.tracking_number,
        state=ParcelState(parcel.state),
        previous=previous,
        happened_at=turn.happened_at if turn else now,
        cash_collected_vnd=turn.cash_collected_vnd if turn else None,
        post_office_code=turn.post_office_code if turn else None,
        by_id=turn.by_id if turn else None,
        reversal=reversal,
        attempt=parcel.attempts,
        reason=parcel.failed_because,
        next_step=parcel.next_step,
        until=parcel.held_until,
        office=office.name if office else "",
        return_fee_vnd=parcel.return_fee_vnd or 0,
    )
