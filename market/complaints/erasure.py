"""What is left of somebody in complaints once they ask to be forgotten, and what they may take with them."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from market import outbox
from market.accounts import queries as people
from market.accounts.rules import ExportAsked, PersonErased
from market.complaints import queries
from market.complaints.actions import moving
from market.complaints.models import Complaint, ComplaintMove, ComplaintPhoto
from market.complaints.rules import holders
from market.complaints.rules.holders import Level
from market.complaints.rules.kinds import Side
from market.complaints.rules.states import OPEN, UNANSWERED, State
from market.db import db
from market.orders.models import Order

# Outbox topic: the photos of a complaint are destroyed.
DISCARD = "complaint.discard"


def erase_complaints(erased: PersonErased) -> None:
    """What she complained of is taken back and says nothing any more; what her shop was asked goes to whoever is next.

    Call it while it is known which orders came to her phone.
    """
    person = people.person(erased.person_id)
    hers = _sent_by(erased, person.phone if person else None)
    _take_back(hers, erased.at)
    ids = list(db.session.scalars(select(Complaint.id).where(hers)))
    for complaint_id in ids:
        outbox.put(DISCARD, {"complaint_id": str(complaint_id)}, now=erased.at)
    blank = {"words": "", "reference": "", "reopened_because": "", "reporter_id": None}
    db.session.execute(update(Complaint).where(Complaint.id.in_(ids)).values(blank))
    db.session.execute(delete(ComplaintPhoto).where(ComplaintPhoto.complaint_id.in_(ids)))
    typed = ComplaintMove.by_id == erased.person_id
    db.session.execute(update(ComplaintMove).where(typed).values(note=""))
    _leave_shop(erased)
    db.session.expire_all()


def _sent_by(erased: PersonErased, phone: str | None) -> ColumnElement[bool]:
    to_her = select(Order.id).where(Order.recipient_phone == phone)
    by_code = and_(Complaint.side == Side.RECIPIENT, Complaint.reporter_id.is_(None), Complaint.order_id.in_(to_her))
    return (
        or_(Complaint.reporter_id == erased.person_id, by_code) if phone else Complaint.reporter_id == erased.person_id
    )


def _take_back(hers: ColumnElement[bool], now: datetime) -> None:
    numbers = db.session.scalars(select(Complaint.number).where(hers, Complaint.state.in_(OPEN)).order_by(Complaint.id))
    for number in list(numbers):
        complaint = queries.locked_complaint(number)
        if complaint is not None and complaint.is_open:
            to = State.CLOSED if complaint.state == State.ANSWERED else State.WITHDRAWN
            moving.move(complaint=complaint, to=to, roles={"reporter"}, by_id=None, now=now)


def _leave_shop(erased: PersonErased) -> None:
    """What she answered is blank, and what lies with her shop has whoever is next."""
    answered = and_(Complaint.answered_by_id == erased.person_id, Complaint.answered_from == Level.SHOP)
    db.session.execute(update(Complaint).where(answered).values(answer=""))
    waits = and_(Complaint.seller_id == erased.person_id, Complaint.holder == Level.SHOP)
    numbers = db.session.scalars(select(Complaint.number).where(waits, Complaint.state.in_(UNANSWERED)))
    for number in list(numbers):
        complaint = queries.locked_complaint(number)
        if complaint is not None and complaint.holder == Level.SHOP:
            moving.hand_up(complaint=complaint, level=holders.after(Level.SHOP), now=erased.at)


def add_complaints(asked: ExportAsked) -> None:
    """What she complained of, and what her shop was asked about: of whom it came is not hers to take."""
    told = (
        Complaint.number,
        Complaint.received_at,
        Complaint.kind,
        Complaint.order_number,
        Complaint.reference,
        Complaint.words,
        Complaint.state,
        Complaint.outcome,
        Complaint.answer,
        Complaint.rating,
        Complaint.reopened_because,
    )
    sent = select(*told).where(Complaint.reporter_id == asked.person_id).order_by(Complaint.id)
    asked.add("complaints", db.session.execute(sent).mappings())
    about = Complaint.seller_id == asked.person_id, Complaint.shop_asked
    got = select(*told[:4], *told[5:9]).where(*about).order_by(Complaint.id)
    asked.add("complaints_to_my_shop", db.session.execute(got).mappings())
