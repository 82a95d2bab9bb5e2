"""A bag is closed at one post office and looked into at the next; each parcel is scanned by the rules of any scan."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select

from market import clock
from market.accounts.models import Person
from market.db import db, locked
from market.delivery.actions.batches import record_scans
from market.delivery.actions.scans import result_of
from market.delivery.bags import rules
from market.delivery.bags.models import Bag, BagLine
from market.delivery.models import Parcel, PostOffice
from market.delivery.queries.offices import routes_of
from market.delivery.rules.parcels import ScanEvent, ScanReport
from market.delivery.s10 import read_s10, written
from market.errors import InvalidInput, Problem
from market.ids import new_id

Results = dict[str, dict[str, Any]]


def send_bag(
    *,
    from_office: str,
    to_office: str,
    tracking_numbers: Sequence[str],
    by: Person,
    now: datetime,
    id: UUID | None = None,
) -> tuple[Bag, list[dict[str, Any]]]:
    """Let parcels that lie at `from_office` depart together for `to_office`; each is answered, as the scans of it are.

    What lies elsewhere, or does not pass there, stays. Raises EmptyBag if nothing goes.
    """
    _require_another(from_office, to_office)
    bag = Bag(id=id or new_id(), from_office=from_office, to_office=to_office, sent_by=by.id, sent_at=now)
    numbers = list(dict.fromkeys(map(written, tracking_numbers)))
    scans = {number: _scan(bag, number, ScanEvent.DEPARTED, from_office, now) for number in numbers}
    results, parcels = _staying(bag, scans)
    results |= _recorded([scans[number] for number in numbers if number not in results], by, now)
    told = [{"tracking_number": typed, **results[written(typed)]} for typed in tracking_numbers]
    gone = sorted(number for number, result in results.items() if _counts(result))
    if not gone:
        raise rules.EmptyBag(members={"results": told})
    bag.lines = [_line(line_no, parcels[number]) for line_no, number in enumerate(gone, start=1)]
    db.session.add(bag)
    db.session.flush()
    return bag, told


def receive_bag(
    *, bag: Bag, missing: Sequence[str], extra: Sequence[str], by: Person, now: datetime
) -> tuple[Bag, list[dict[str, Any]]]:
    """Take in all that was written down but what is `missing`, and what is there beside it; each is answered.

    The same again changes nothing. Raises MistypedNumber, BagReceived for another answer than was given before.
    """
    listed = {line.tracking_number for line in bag.parcels}
    absent, beside = set(map(written, missing)), {read_s10(typed) for typed in extra}
    _require_sense(listed, absent, beside)
    if bag.received_at is None:
        _note(bag, absent, beside, by, now)
    elif (absent, beside) != (set(bag.missing), set(bag.extra)):
        raise rules.BagReceived(at=clock.spoken_day(bag.received_at))
    at = bag.received_at or now
    there = sorted(listed - absent) + sorted(beside)
    results = _recorded([_scan(bag, number, ScanEvent.ARRIVED, bag.to_office, at) for number in there], by, now)
    return bag, [{"tracking_number": number, **results[number]} for number in there]


def _require_another(from_office: str, to_office: str) -> None:
    if from_office == to_office:
        raise InvalidInput(errors={"to_post_office_code": [rules.OWN_OFFICE]})
    if db.session.get(PostOffice, to_office) is None:
        raise InvalidInput(errors={"to_post_office_code": [rules.NO_SUCH_OFFICE]})


def _require_sense(listed: Collection[str], absent: set[str], beside: set[str]) -> None:
    wrong = {}
    if strange := sorted(absent.difference(listed)):
        wrong["missing"] = [rules.NOT_LISTED.format(numbers=", ".join(strange))]
    if known := sorted(beside.intersection(listed)):
        wrong["extra"] = [rules.LISTED.format(numbers=", ".join(known))]
    if wrong:
        raise InvalidInput(errors=wrong)


def _scan(bag: Bag, number: str, event: ScanEvent, office: str, at: datetime) -> ScanReport:
    """The same scan however often it is sent."""
    return ScanReport(
        scan_id=uuid5(bag.id, f"{event} {number}"),
        tracking_number=number,
        event=event,
        scanned_at=at,
        post_office_code=office,
    )


def _staying(bag: Bag, scans: dict[str, ScanReport]) -> tuple[Results, dict[str, Parcel]]:
    """What of the known parcels cannot go, and why; and all of them, held, so that none goes into two bags."""
    wanted = select(Parcel).where(Parcel.tracking_number.in_(scans)).order_by(Parcel.id)
    parcels = {parcel.tracking_number: parcel for parcel in db.session.scalars(locked(wanted))}
    routes, staying = routes_of(parcels.values()), {}
    for number, parcel in parcels.items():
        problem: Problem | None = None
        if parcel.present_office != bag.from_office:
            problem = rules.NotHere(office=bag.from_office)
        elif bag.to_office not in routes[parcel.id]:
            problem = rules.NotOnItsWay(office=bag.to_office)
        if problem is not None:
            staying[number] = result_of(scans[number], "refused", problem=problem)
    return staying, parcels


def _recorded(scans: Sequence[ScanReport], by: Person, now: datetime) -> Results:
    results = record_scans(scans=scans, by=by, now=now)
    return {scan.tracking_number: result for scan, result in zip(scans, results, strict=True)}


def _counts(result: dict[str, Any]) -> bool:
    return result["result"] == "recorded" and "waits-for-a-person" not in result.get("noticed", ())


def _line(line_no: int, parcel: Parcel) -> BagLine:
    return BagLine(
        line_no=line_no,
        tracking_number=parcel.tracking_number,
        weight_g=parcel.weight_g,
        cod_vnd=parcel.cod_vnd,
        listed=True,
    )


def _note(bag: Bag, absent: set[str], beside: Iterable[str], by: Person, now: datetime) -> None:
    bag.received_by, bag.received_at = by.id, now
    for line in bag.lines:
        line.found = line.tracking_number not in absent
    numbered = enumerate(sorted(beside), start=len(bag.lines) + 1)
    bag.lines += [BagLine(line_no=no, tracking_number=number, listed=False, found=True) for no, number in numbered]
    db.session.flush()
