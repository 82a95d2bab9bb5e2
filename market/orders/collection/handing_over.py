"""The goods change hands, once: against the buyer's code, or by the buyer's own word where nothing is due any more."""

from collections.abc import Set
from datetime import datetime
from uuid import UUID

from market.delivery.rules.parcels import CashDiffers
from market.orders import held
from market.orders.actions import dues, transitions
from market.orders.collection import rules
from market.orders.models import Order
from market.orders.rules import OrderState, PaymentStatus
from market.payments.cash.rules import COD
from market.payments.remittances.cod_collection import take_at_counter
from market.payments.sales.cash_in_hand import keep_cash

_RECEIVED = (OrderState.DELIVERED, OrderState.COMPLETED)
_HOUSEHOLD = {"seller", "team_member"}


def require_collected(order: Order) -> None:
    """Raises GoesByPost."""
    if not order.is_collected:
        raise rules.GoesByPost


def hand_over(*, order: Order, roles: Set[str], by_id: UUID, now: datetime) -> None:
    """The household gives the locked `order` to whoever has told its code, and takes the cash due herself.

    Repeating it changes nothing. Raises WrongState, OrderHeld.
    """
    if _moved(order, roles & _HOUSEHOLD, by_id, now) and order.payment_method == COD:
        keep_cash(reference=order.number, by_id=by_id, now=now)
        dues.move_payment(order=order, to=PaymentStatus.COLLECTED, by="post")


def hand_over_at_counter(*, order: Order, office: str, cash_vnd: int | None, by_id: UUID, now: datetime) -> None:
    """The clerk of `office` gives the locked `order` out, and puts the cash due into the till.

    `cash_vnd` None: what is due was taken. Raises WrongState, OrderHeld, CashDiffers.
    """
    due = order.total_vnd if order.payment_method == COD else 0
    if cash_vnd not in (None, due):
        members = {"due_vnd": due, "collected_vnd": cash_vnd}
        raise CashDiffers(members=members, due_vnd=due, collected_vnd=cash_vnd)
    if _moved(order, {"clerk"}, by_id, now) and order.payment_method == COD:
        take_at_counter(reference=order.number, amount_vnd=due, office=office, by_id=by_id, now=now)
        dues.move_payment(order=order, to=PaymentStatus.COLLECTED, by="post")


def receive(*, order: Order, roles: Set[str], by_id: UUID, now: datetime) -> None:
    """The buyer has the goods and is content. Also where nobody typed the code, unless cash is still due.

    Raises WrongState, OrderHeld, CodeNeeded.
    """
    if order.is_collected and order.state == OrderState.PACKED and "buyer" in roles:
        if order.payment_method == COD:
            raise rules.CodeNeeded
        _moved(order, {"buyer"}, by_id, now)
    transitions.complete(order=order, roles=roles, by_id=by_id, now=now)


def _moved(order: Order, roles: Set[str], by_id: UUID, now: datetime) -> bool:
    if order.state in _RECEIVED:
        return False
    held.require_free(order.held_since)
    return transitions.transition(order=order, to=OrderState.DELIVERED, roles=roles, by_id=by_id, now=now)
