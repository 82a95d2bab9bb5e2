"""What time brings to an order: reminders, help from the team, cancellation, completion."""

from datetime import datetime

from market.language import Sentence
from market.orders import held, models, rules
from market.orders.actions import notifications, transitions

_WORKER = {"worker"}
# Why time calls an order off: what was not done with it.
_TOO_LATE = {
    rules.OrderState.PLACED: Sentence("quá {days} ngày chưa nhận đơn", en="not accepted within {days} days"),
    rules.OrderState.ACCEPTED: Sentence("quá {days} ngày chưa đóng gói", en="not packed within {days} days"),
    rules.OrderState.PACKED: Sentence("quá {days} ngày chưa gửi", en="not sent within {days} days"),
}
_NOT_FETCHED = Sentence("quá {days} ngày chưa đến lấy", en="not fetched within {days} days")


def ring(*, order: models.Order, now: datetime) -> None:
    """Do the due step of a locked order's timer and set the next. Does nothing when none is due."""
    if order.timer_at is None or order.timer_at > now:
        return
    state = rules.OrderState(order.state)
    is_held = order.held_since is not None
    kind = {"is_fresh": order.is_fresh, "is_held": is_held, "is_collected": order.is_collected}
    step = rules.timer(state, order.timer_step, **kind)
    order.wind(order.timer_step + 1)
    if step is None:
        return
    if step.action == rules.TimerAction.CANCEL:
        late = _NOT_FETCHED if order.is_collected and state == rules.OrderState.PACKED else _TOO_LATE[state]
        reason = held.CALLED_OFF if is_held else late.format(days=step.after.days)
        transitions.cancel(order=order, roles=_WORKER, by_id=None, reason=reason, now=now)
    elif step.action == rules.TimerAction.COMPLETE:
        transitions.complete(order=order, roles=_WORKER, by_id=None, now=now)
    else:
        notifications.notify_of_waiting(order=order, action=step.action, now=now)
