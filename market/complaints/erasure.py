"""What is left of somebody in complaints once they ask to be forgotten, and what they may take with them."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, or_, select, update

from market import outbox
from market.accounts import queries as people
from market.accounts.leaving import StopsAsked
from market.accounts.rules import ExportAsked, PersonErased
from market.complaints import queries
from market.complaints.actions import moving
from market.complaints.models import Complaint, ComplaintMove, ComplaintPhoto
from market.complaints.rules.kinds import Side
from market.complaints.rules.refusals import ComplaintsOpen
from market.complaints.rules.states import OPEN, State
from market.db import db
from market.ids import new_order_number
from market.orders.models import Order

# Outbox topic: the photos of a complaint are destroyed.
DISCARD = "complaint.discard"
_NUMBER = len(new_order_number())


def erase_complaints(erased: PersonErased) -> None:
    """What she complained of is taken back; what anybody said in it, or of her orders, is blank. Raises ComplaintsOpen.

    Call it while it is known which orders came to her phone.
    """
    if _is_complained_of(erased):
        raise ComplaintsOpen
    hers = _sent_by(erased)
    _take_back(hers, erased.at)
    ids = list(db.session.scalars(select(Complaint.id).where(or_(hers, _of_her_orders(erased)))))
    for complaint_id in ids:
        outbox.put(DISCARD, {"complaint_id": str(complaint_id)}, now=erased.at)
    db.session.execute(update(Complaint).where(hers).values(reference="", reporter_id=None))
    blank = {"words": "", "answer": "", "reopened_because": ""}
    db.session.execute(update(Complaint).where(Complaint.id.in_(ids)).values(blank))
    db.session.execute(update(ComplaintMove).where(ComplaintMove.complaint_id.in_(ids)).values(note=""))
    db.session.execute(delete(ComplaintPhoto).where(ComplaintPhoto.complaint_id.in_(ids)))
    db.session.expire_all()


def add_complaints_open(asked: StopsAsked) -> None:
    """Whether what is complained of her keeps a person from leaving."""
    asked.stops.extend([ComplaintsOpen()] if _is_complained_of(asked) else [])


def _is_complained_of(of: PersonErased | StopsAsked) -> bool:
    by_others = Complaint.seller_id == of.person_id, Complaint.side != Side.SELLER, Complaint.state.in_(OPEN)
    return db.session.scalar(select(Complaint.id).where(*by_others).limit(1)) is not None


def _sent_by(erased: PersonErased) -> ColumnElement[bool]:
    mine, person = Complaint.reporter_id == erased.person_id, people.person(erased.person_id)
    if person is None or person.phone is None:
        return mine
    to_her = select(Order.id).where(Order.recipient_phone == person.phone)
    by_code = (Complaint.side == Side.RECIPIENT) & Complaint.reporter_id.is_(None)
    return or_(mine, by_code & Complaint.order_id.in_(to_her))


def _of_her_orders(erased: PersonErased) -> ColumnElement[bool]:
    """What others complained of an order that she bought or sold, or of what she wrote of it."""
    numbers = select(Order.number).where(or_(Order.buyer_id == erased.person_id, Order.seller_id == erased.person_id))
    named = func.substr(Complaint.reference, 1, _NUMBER)
    return or_(Complaint.order_number.in_(numbers), named.in_(numbers), Complaint.seller_id == erased.person_id)


def _take_back(hers: ColumnElement[bool], now: datetime) -> None:
    numbers = db.session.scalars(select(Complaint.number).where(hers, Complaint.state.in_(OPEN)).order_by(Complaint.id))
    for number in list(numbers):
        complaint = queries.locked_complaint(number)
        if complaint is not None and complaint.is_open:
            to = State.CLOSED if complaint.state == State.ANSWERED else State.WITHDRAWN
            moving.move(complaint=complaint, to=to, roles={"reporter"}, by_id=None, now=now)


def add_complaints(asked: ExportAsked) -> None:
    """What she complained of, and what her shop was asked about: of whom it came is not hers to take."""
    told = (Complaint.number, Complaint.received_at, Complaint.kind, Complaint.order_number, Complaint.words)
    came = (Complaint.state, Complaint.outcome, Complaint.answer)
    hers = (Complaint.reference, Complaint.rating, Complaint.reopened_because)
    sent = select(*told, *came, *hers).where(Complaint.reporter_id == asked.person_id).order_by(Complaint.id)
    asked.add("complaints", db.session.execute(sent).mappings())
    about = Complaint.seller_id == asked.person_id, Complaint.shop_asked
    got = select(*told, *came).where(*about).order_by(Complaint.id)
    asked.add("complaints_to_my_shop", db.session.execute(got).mappings())
