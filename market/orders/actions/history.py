"""What stands in an order's history beside its moves: that something was put right, and by whom."""

from datetime import datetime
from uuid import UUID

from market.orders.models import Order, OrderMove

_LONGEST = 500


def note(*, order: Order, by: str, by_id: UUID | None, text: str, now: datetime) -> None:
    """Add a line that leaves the locked `order` in its state. `text` names no person, phone or address."""
    stays = {"origin": order.state, "target": order.state}
    line = OrderMove(move_no=len(order.history) + 1, at=now, by=by, by_id=by_id, note=text[:_LONGEST], **stays)
    order.history.append(line)
