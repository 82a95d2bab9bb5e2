"""What time brings to an order: reminders, help from the team, cancellation, completion."""

from datetime import datetime

from market.orders.actions import transitions
from market.orders.actions.notifications import notify_of_waiting
from market.orders.models import Order
from market.orders.rules import OrderState, TimerAction, next_timer, timer

_WORKER = {"worker"}
_TOO_LATE = "quá hạn"


def ring(*, order: Order, now: datetime) -> None:
    """Do the due step of a locked order's timer and set the next. Does nothing when none is due."""
    if order.timer_at is None or order.timer_at > now:
        return
    state = OrderState(order.state)
    step = timer(state, order.timer_step, is_fresh=order.is_fresh)
    order.timer_step += 1
    order.timer_at = next_timer(state, order.state_since, order.timer_step, is_fresh=order.is_fresh)
    if step is None:
        return
    if step.action == TimerAction.CANCEL:
        transitions.cancel(order=order, roles=_WORKER, by_id=None, reason=_TOO_LATE, now=now)
    elif step.action == TimerAction.COMPLETE:
        transitions.complete(order=order, roles=_WORKER, by_id=None, now=now)
    else:
        notify_of_waiting(order=order, action=step.action, now=now)
