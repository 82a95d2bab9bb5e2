"""What other carriers push: kept as they said it, understood by their mapping, told to the parcel as a scan."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import or_, select

from market.accounts.models import Person
from market.db import db, locked
from market.delivery.actions import batches, scans
from market.delivery.carriers.mapping import Meaning, mapping_of
from market.delivery.carriers.pushes import CarrierNews
from market.delivery.models import CarrierPush, Parcel
from market.delivery.rules.news import CarrierPaid
from market.delivery.rules.offices import PUSH_STATES, PushOutcome, UnknownPush
from market.delivery.rules.parcels import LEADS_TO, ScanEvent, ScanReport
from market.delivery.s10 import written
from market.events import publish

_SCANS = UUID("5a0c3f1e-8f5b-4b0e-9b1a-6f0d1c2b3a49")
Verdict = tuple[PushOutcome, str | None]


def record_push(*, carrier: str, news: CarrierNews, now: datetime) -> str:
    """Keep one piece of news and do what it means; the same sent again is a duplicate and does nothing."""
    if db.session.get(CarrierPush, (carrier, news.key)) is not None:
        return "duplicate"
    push = CarrierPush(
        carrier=carrier,
        key=news.key,
        code=news.code,
        number=news.number,
        body=dict(news.body),
        happened_at=news.happened_at,
        received_at=now,
        cash_vnd=news.cash_vnd,
        outcome=PushOutcome.WAITING,
    )
    mapping = mapping_of(carrier)
    meaning = mapping.codes.get(news.code) if mapping else None
    db.session.add(push)
    push.outcome, push.problem = _act(push, news, meaning, now)
    db.session.flush()
    return push.outcome


def keep_unreadable(*, carrier: str, key: str, body: dict[str, Any], now: datetime) -> str:
    """Keep a push whose sender is proved but whose body is not in the documented form: a person looks at it."""
    if db.session.get(CarrierPush, (carrier, key)) is None:
        unread = {"outcome": PushOutcome.WAITING, "problem": "unreadable"}
        db.session.add(CarrierPush(carrier=carrier, key=key, code="", number="", body=body, received_at=now, **unread))
    return PushOutcome.WAITING


def settle_push(*, push_id: UUID, event: str | None, by: Person, now: datetime) -> CarrierPush:
    """A person says what a waiting push means: a step of its parcel, or nothing. Again changes nothing.

    Raises UnknownPush, WrongState for one that does not wait, and what the parcel refuses.
    """
    push = db.session.scalars(locked(select(CarrierPush).where(CarrierPush.id == push_id))).first()
    if push is None:
        raise UnknownPush
    if push.settled_at is not None:
        return push
    PUSH_STATES.role_for(PushOutcome(push.outcome), PushOutcome.NOTED, roles={"operator"})
    if event is None:
        push.outcome = PushOutcome.NOTED
    else:
        # The person has looked at the cash: what is due counts as collected.
        meaning, news = Meaning(ScanEvent(event)), _again(push, now)
        push.outcome, push.problem = _act(push, news, meaning, now)
    if push.outcome != PushOutcome.WAITING:
        push.settled_at, push.settled_by = now, by.id
    return push


def _again(push: CarrierPush, now: datetime) -> CarrierNews:
    return CarrierNews(push.code, push.number, _reference(push), push.happened_at or now)


def _reference(push: CarrierPush) -> str:
    found = (push.body.get(name) for name in ("ClientOrderCode", "partner_id", "OrderCode"))
    inner = push.body.get("DATA")
    own = inner.get("ORDER_REFERENCE") if isinstance(inner, dict) else None
    return str(next((value for value in (own, *found) if value), ""))


def _act(push: CarrierPush, news: CarrierNews, meaning: Meaning | None, now: datetime) -> Verdict:
    if meaning is None:
        return PushOutcome.WAITING, "unknown-code"
    if meaning == Meaning():
        return PushOutcome.NOTED, None
    parcel_id = _parcel_id(push.carrier, news)
    if parcel_id is None:
        return PushOutcome.WAITING, "unknown-parcel"
    outcome: Verdict = (PushOutcome.RECORDED, None)
    if meaning.event is not None:
        outcome = _scan(push, parcel_id, news, meaning, now)
    if outcome[0] != PushOutcome.WAITING and meaning.cash is not None:
        push.cash = meaning.cash
        _tell_of_cash(push, parcel_id, now)
    return outcome


def _parcel_id(carrier: str, news: CarrierNews) -> UUID | None:
    named = or_(
        Parcel.reference == news.reference,
        Parcel.carrier_reference == news.number,
        Parcel.tracking_number == written(news.number),
    )
    return db.session.scalars(select(Parcel.id).where(Parcel.carrier == carrier, named).limit(1)).first()


def _scan(push: CarrierPush, parcel_id: UUID, news: CarrierNews, meaning: Meaning, now: datetime) -> Verdict:
    """The push as a scan of its parcel: the same fold, the same refusals."""
    event, (scanned,) = meaning.event or ScanEvent.ACCEPTED, batches.lock_parcels([parcel_id])
    if scanned.parcel.state == LEADS_TO[event] and scanned.parcel.delivered_at is not None:
        return PushOutcome.NOTED, None  # said once more, or implied by what it says of the cash
    mapping = mapping_of(push.carrier)
    report = ScanReport(
        scan_id=uuid5(_SCANS, f"{push.carrier} {push.key}"),
        tracking_number=scanned.parcel.tracking_number,
        event=event,
        scanned_at=news.happened_at,
        post_office_code=mapping.office if mapping else push.carrier[:10].upper(),
        note=news.note,
        cash_collected_vnd=news.cash_vnd if event == ScanEvent.DELIVERED else None,
        reason=meaning.reason,
    )
    scanned.route.add(report.post_office_code)
    result = scans.record_of_one(scanned, {0: report}, None, now)[0]
    if result["result"] == "refused":
        return PushOutcome.WAITING, result["problem"]["type"]
    return PushOutcome.RECORDED, None


def _tell_of_cash(push: CarrierPush, parcel_id: UUID, now: datetime) -> None:
    parcel = db.session.get(Parcel, parcel_id)
    if parcel is not None and push.cash is not None:
        publish(
            CarrierPaid(
                at=now, reference=parcel.reference, carrier=push.carrier, cash=push.cash, amount_vnd=push.cash_vnd
            )
        )
