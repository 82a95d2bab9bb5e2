"""One function moves a complaint, one gives it another holder: both write its history in the same transaction."""

from collections.abc import Set
from datetime import datetime
from uuid import UUID

from market import events
from market.accounts import queries as people
from market.accounts.rules import RoleName
from market.catalog.models import Shop
from market.complaints import deadlines, queries
from market.complaints.models import Complaint, ComplaintMove
from market.complaints.rules import holders, kinds, states
from market.complaints.rules.holders import Level
from market.complaints.rules.states import STATES, ComplaintMoved, State
from market.db import db
from market.orders import queries as orders
from market.orders.actions import complained
from market.places.queries import province_of


def move(
    *, complaint: Complaint, to: State, roles: Set[str], by_id: UUID | None, now: datetime, note: str = ""
) -> None:
    """Move a locked `complaint`; its order goes on where nothing else holds it. Raises WrongState, NotAllowed."""
    origin = State(complaint.state)
    role = STATES.role_for(origin, to, roles=roles)
    complaint.state = to
    if to not in states.UNANSWERED:
        complaint.moves_on_at = None
    if to in states.ENDED:
        complaint.ended_at, complaint.closes_at, complaint.remind_at = now, None, None
    note_move(complaint=complaint, origin=origin, by=role, by_id=by_id, now=now, note=note)
    db.session.flush()
    if to in states.ENDED:
        let_order_go(complaint=complaint, now=now)
    events.publish(ComplaintMoved(at=now, complaint_id=complaint.id, origin=origin, target=to))


def note_move(
    *, complaint: Complaint, origin: State | None, by: str, by_id: UUID | None, now: datetime, note: str = ""
) -> None:
    """A line of its history: also where it stays in its state and only comes into other hands."""
    complaint.moves.append(
        ComplaintMove(
            move_no=len(complaint.moves) + 1,
            at=now,
            origin=origin,
            target=complaint.state,
            by=by,
            by_id=by_id,
            holder=complaint.holder,
            holder_code=complaint.holder_code,
            note=note,
        )
    )


def assign(*, complaint: Complaint, level: Level, now: datetime) -> None:
    """Give it to `level`, or to whoever is next where nobody is there. It has its working days from now."""
    found = _code(complaint, level)
    while found is None:
        level = holders.after(level)
        found = _code(complaint, level)
    urgent = complaint.kind in kinds.URGENT
    complaint.holder, complaint.holder_code, complaint.taken_by_id = level, found, None
    complaint.moves_on_at = deadlines.moves_on_at(level, urgent=urgent, now=now)
    complaint.shop_asked = complaint.shop_asked or level == Level.SHOP


def move_on(*, complaint: Complaint, now: datetime) -> bool:
    """It has lain too long: whoever is next has it. False where nothing is due."""
    if complaint.state not in states.UNANSWERED or complaint.moves_on_at is None or complaint.moves_on_at > now:
        return False
    hand_up(complaint=complaint, level=holders.after(Level(complaint.holder)), now=now)
    return True


def hand_up(*, complaint: Complaint, level: Level, now: datetime) -> None:
    """Give what was not answered to `level`, whoever had it."""
    origin = State(complaint.state)
    assign(complaint=complaint, level=level, now=now)
    if origin == State.RECEIVED:
        move(complaint=complaint, to=State.ASSIGNED, roles={"worker"}, by_id=None, now=now)
    else:
        note_move(complaint=complaint, origin=origin, by="worker", by_id=None, now=now)


def hold_order(*, complaint: Complaint, now: datetime) -> None:
    """Its order, which is held already, waits from now on."""
    order = orders.by_id(complaint.order_id) if complaint.order_id else None
    if order is not None:
        complained.hold(order=order, now=now)


def let_order_go(*, complaint: Complaint, now: datetime) -> None:
    """Unless something else is complained of it. The order is held before anybody looks: of two that end at once,
    the later sees the other ended."""
    order = orders.locked(complaint.order_number) if complaint.order_number else None
    if order is not None and not queries.open_about(order.id):
        complained.let_go(order=order, now=now)


def _code(complaint: Complaint, level: Level) -> str | None:
    """The code of the place that `level` means for this complaint; None where nobody is there."""
    if level == Level.OPERATORS:
        return ""
    if level == Level.SHOP:
        return _shop(complaint)
    if level == Level.OFFICE:
        return _if_somebody(RoleName.CLERK, queries.last_office(complaint.order_number or ""))
    commune = complaint.commune_code
    if commune is None:
        return None
    return _if_somebody(RoleName.OFFICER, commune if level == Level.COMMUNE else province_of(commune))


def _shop(complaint: Complaint) -> str | None:
    shop = db.session.get(Shop, complaint.shop_id) if complaint.shop_id else None
    owner = people.person(shop.owner_id) if shop else None
    return str(shop.id) if shop and owner and owner.erased_at is None else None


def _if_somebody(role: RoleName, place: str | None) -> str | None:
    return place if place and people.holders(role, {place}) else None
