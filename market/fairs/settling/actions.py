"""One step of settling a fair: what becomes of it, of one of its orders, of what nobody bought."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from market.db import db
from market.fairs import queries as fairs
from market.fairs.actions import stands
from market.fairs.actions.fairs import move_fair
from market.fairs.models import Fair
from market.fairs.rules import LONGEST_TOLD, FairState
from market.fairs.settling import queries, rules
from market.fairs.settling.rules import Verdict
from market.language import Sentence
from market.notices.actions import notify
from market.notices.rules import send_at
from market.orders import gathering
from market.orders import queries as orders
from market.orders.actions import transitions
from market.orders.due import AFTER_CLOSING
from market.orders.rules import OPEN, OrderState
from market.payments.charges.actions import hasten_charge
from market.payments.charges.queries import locked_unpaid

_WORKER, _FAIR = ("worker",), {"fair"}


def decide(*, fair_id: UUID, now: datetime) -> Verdict:
    """What becomes of a closed fair, by what was ordered: below its minimum it is called off here and now."""
    fair = fairs.held_fair(fair_id)
    if fair.state == FairState.CALLED_OFF:
        return Verdict.CALLED_OFF
    found = rules.verdict(queries.gathered(fair), fair.minimum_packs)
    if found == Verdict.CALLED_OFF:
        move_fair(fair=fair, to=FairState.CALLED_OFF, roles=_WORKER, by_id=None, now=now, note=rules.TOO_FEW)
    return found


def close_early(*, fair_id: UUID, numbers: Collection[str], now: datetime) -> None:
    """Some orders of a fair that closed before its time: what they were told of it, and until when they are paid.

    Who still owes has half an hour from when nobody is asleep, and hears of it.
    """
    fair = fairs.held_fair(fair_id)
    ends = send_at("order_unpaid", now) + AFTER_CLOSING
    for charge in locked_unpaid(queries.checkouts_to_pay(numbers)):
        hasten_charge(charge=charge, to=ends)
    for order in orders.locked_bare(numbers).values():
        order.gathers_until = fair.closes_at
        if order.state == OrderState.AWAITING_PAYMENT and order.held_since is None:
            order.timer_at, order.timer_step = now, 0


def take_on(*, numbers: Collection[str], now: datetime) -> None:
    """The fair takes on some of its orders, ordinary ones from here on. What is held, or has left, stays as it is."""
    for order in orders.locked_together(numbers):
        if order.state == OrderState.PLACED and order.held_since is None:
            transitions.accept(order=order, roles=_FAIR, by_id=None, now=now)


def call_off(*, numbers: Collection[str], reason: Sentence, now: datetime) -> None:
    """Some orders of a fair that is called off: goods, stock and money go back. What is sent goes on."""
    found = [order for order in orders.locked_together(numbers) if order.state in OPEN]
    transitions.cancel_together(orders=found, roles=_FAIR, by_id=None, reason=reason, now=now)


def finish(*, fair_id: UUID, now: datetime) -> bool:
    """Once none of its orders waits any more, what nobody bought goes back and each household hears how it went."""
    fair = fairs.held_fair(fair_id)
    again = fair.settled_at is not None and fair.settled_at >= fair.state_since
    if again or queries.is_open(fair):
        return False
    for stand in fairs.stands_of(fair.id):
        stands.bring_back(stand=stand, now=now)
    fair.settled_at = now
    db.session.flush()
    _tell_households(fair, now)
    return True


def bring_back(*, fair_id: UUID, now: datetime) -> None:
    """Packs that came back to a stand after its fair was settled are its parent's again."""
    for stand in queries.with_leftovers(fair_id):
        stands.bring_back(stand=stand, now=now)


def move_on(*, fair_id: UUID, now: datetime) -> None:
    """A settled fair is `shipped` once nothing of it lies with a household, and `over` when all has come to its end."""
    fair = fairs.held_fair(fair_id)
    if fair.state == FairState.CLOSED and queries.is_sent(fair):
        move_fair(fair=fair, to=FairState.SHIPPED, roles=_WORKER, by_id=None, now=now)
    if fair.state == FairState.SHIPPED and queries.is_over(fair):
        move_fair(fair=fair, to=FairState.OVER, roles=_WORKER, by_id=None, now=now)


def reason(fair: Fair) -> Sentence:
    """Why it was called off, as its buyers are told."""
    by_time = any(line.note == rules.TOO_FEW and line.target == FairState.CALLED_OFF for line in fairs.history(fair.id))
    return rules.BELOW_MINIMUM if by_time else rules.CALLED_OFF


def _tell_households(fair: Fair, now: datetime) -> None:
    """Once of all their orders, whether they go on or not."""
    if fair.state == FairState.CALLED_OFF:
        notice, counted = "fair_called_off_for_shop", queries.called_off(fair)
    else:
        notice, counted = "fair_taken_on_for_shop", queries.taken_on(fair)
    same = {"fair": fair.name[:LONGEST_TOLD], "day": gathering.day(fair.ships_from), "reason": reason(fair)}
    for seller_id, many in counted:
        notify(person_id=seller_id, notice=notice, words=same | {"orders": str(many)}, now=now)
