"""A complaint is received: about what, by whom, who has it first, and by when it has to be answered."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from market import errors, events, ids
from market.accounts.actions import count_try
from market.accounts.rules import subject_hash
from market.complaints import deadlines, queries
from market.complaints.actions import moving, telling
from market.complaints.models import Complaint
from market.complaints.rules import holders, kinds, refusals
from market.complaints.rules.kinds import About, Kind, Side
from market.complaints.rules.states import ComplaintMoved, State
from market.db import db
from market.orders import queries as orders
from market.orders.models import Order
from market.orders.rules import UNFINISHED


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What is complained of, as `subjects` has found it for somebody who may."""

    about: About
    side: Side
    order: Order | None = None
    shop_id: UUID | None = None
    seller_id: UUID | None = None
    commune_code: str | None = None
    reference: str = ""

    def reporter_id(self, by_id: UUID) -> UUID:
        """Whose complaint it is: a household's own, whoever of its side types it."""
        return self.order.seller_id if self.order is not None and self.side == Side.SELLER else by_id


def receive(
    *,
    subject: Subject,
    kind: Kind,
    words: str,
    reporter_id: UUID | None,
    now: datetime,
    counted_by: str | None = None,
    secret: str = "",
    id: UUID | None = None,
    cause: str | None = None,
) -> Complaint:
    """Take a complaint in, and let its order wait. `counted_by`: the phone or person whose complaints are
    counted.

    Sent again with the same `id` or `cause` it is the one that was made. Raises InvalidInput for a kind that does not
    go with its subject, ComplaintKnown, OwnComplaint, TooLongAgo, TooManyRequests.
    """
    known = _known(id, cause, reporter_id)
    if known is not None:
        return known
    _require_sense(subject, kind)
    if counted_by is not None:
        count_try(limit=kinds.FILED_PER_PERSON, subject=subject_hash(secret, f"complaint {counted_by}"), now=now)
    if subject.order is not None:
        _require_new(_held(subject.order), subject.side, kind, now)
    complaint = _made(subject, kind, words, reporter_id, id, cause, now)
    was_sent = subject.order is not None and queries.last_office(subject.order.number) is not None
    level = holders.first(kind, subject.about, subject.side, was_sent=was_sent)
    moving.assign(complaint=complaint, level=level, now=now)
    moving.note_move(complaint=complaint, origin=None, by="reporter", by_id=reporter_id, now=now)
    db.session.add(complaint)
    db.session.flush()
    moving.hold_order(complaint=complaint, now=now)
    telling.tell_received(complaint, now=now)
    events.publish(ComplaintMoved(at=now, complaint_id=complaint.id, origin=None, target=State.RECEIVED))
    return complaint


def _known(id: UUID | None, cause: str | None, reporter_id: UUID | None) -> Complaint | None:
    if cause is not None:
        return queries.with_cause(cause)
    found = db.session.get(Complaint, id) if id else None
    if found is not None and found.reporter_id != reporter_id:
        raise errors.NotFound
    return found


def _require_sense(subject: Subject, kind: Kind) -> None:
    if subject.about == About.SHOP and subject.side == Side.SELLER:
        raise refusals.OwnComplaint
    if not kinds.may_be(kind, subject.about, subject.side):
        if subject.side == Side.SELLER and kind in kinds.OF_GOODS:
            raise refusals.OwnComplaint
        raise errors.InvalidInput(errors={"kind": [refusals.NOT_OF_THIS]})


def _held(order: Order) -> Order:
    return errors.found(orders.locked(order.number))


def _require_new(order: Order, side: Side, kind: Kind, now: datetime) -> None:
    """Raises ComplaintKnown, TooLongAgo. The order is held, so that of two at once the later sees the other."""
    same = [one for one in queries.open_about(order.id) if (one.side, one.kind) == (side, kind)]
    if same:
        raise refusals.ComplaintKnown(number=same[0].number, members={"number": same[0].number})
    if order.state not in UNFINISHED and order.state_since + kinds.ABOUT_ORDERS < now:
        raise refusals.TooLongAgo(days=kinds.ABOUT_ORDERS.days)


def _made(
    subject: Subject,
    kind: Kind,
    words: str,
    reporter_id: UUID | None,
    id: UUID | None,
    cause: str | None,
    now: datetime,
) -> Complaint:
    order, due_at = subject.order, deadlines.due(now, kinds.days_for(kind))
    return Complaint(
        id=id or ids.new_id(),
        number=ids.new_complaint_number(),
        kind=kind,
        about=subject.about,
        order_id=order.id if order else None,
        order_number=order.number if order else None,
        tracking_number=order.tracking_number if order else None,
        shop_id=order.shop_id if order else subject.shop_id,
        seller_id=order.seller_id if order else subject.seller_id,
        reference=subject.reference,
        commune_code=order.from_commune if order else subject.commune_code,
        reporter_id=reporter_id,
        side=subject.side,
        words=words,
        state=State.RECEIVED,
        received_at=now,
        due_at=due_at,
        waits_until=due_at,
        shop_asked=False,
        cause=cause,
    )
