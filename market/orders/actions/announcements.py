"""Who is told of an order's move, and of one that waits too long."""

from datetime import datetime
from uuid import UUID

from market.accounts import queries as accounts
from market.accounts.rules import RoleName
from market.notices.actions import tell
from market.orders.models import Order
from market.orders.rules import NAMES, OrderState, TimerAction

_S = OrderState

# State reached → what the buyer and what the household is told; None: nothing.
_TOLD: dict[OrderState, tuple[str | None, str | None]] = {
    _S.PLACED: (None, "order_placed"),
    _S.ACCEPTED: ("order_accepted", None),
    _S.SHIPPED: ("order_shipped", None),
    _S.DELIVERED: ("order_delivered", "order_sold"),
    _S.CANCELLED: ("order_cancelled", "order_cancelled_for_shop"),
    _S.RETURNED: (None, "order_returned"),
    _S.LOST: ("order_lost", "order_lost_for_shop"),
    _S.DAMAGED: ("order_lost", "order_lost_for_shop"),
}


def tell_of_move(*, order: Order, to: OrderState, by: str, now: datetime) -> None:
    """Tell buyer and household; nobody is told of what they did themselves."""
    for_buyer, for_household = _TOLD.get(to, (None, None))
    if for_buyer and by != "buyer":
        _tell(order.buyer_id, for_buyer, order, now)
    if for_household and by != "seller":
        _tell(order.seller_id, for_household, order, now)


def tell_of_waiting(*, order: Order, action: TimerAction, now: datetime) -> None:
    """Remind the household; later ask the team of its village or commune, if the household lets it help."""
    if action == TimerAction.REMIND:
        _tell(order.seller_id, "order_waits", order, now)
        return
    if not accounts.has_delegated(order.seller_id, RoleName.TEAM_MEMBER):
        return
    for member in accounts.holders(RoleName.TEAM_MEMBER, {order.village_key, order.from_commune}):
        _tell(member, "order_needs_help", order, now)


def _tell(person_id: UUID, notice: str, order: Order, now: datetime) -> None:
    words = {
        "number": order.number,
        "shop": order.shop_name,
        "goods": ", ".join(f"{line.quantity} x {line.name}" for line in order.lines),
        "state": str(NAMES[OrderState(order.state)]),
        "tracking_number": order.tracking_number or "",
        "total_vnd": f"{order.total_vnd:,}".replace(",", "."),
    }
    tell(person_id=person_id, notice=notice, words=words, now=now)
