"""What must always hold of a fair and its orders; each line names what is broken. For `market audit`."""

from collections.abc import Iterator

from sqlalchemy import and_, or_, select

from market.db import db
from market.fairs.models import Fair
from market.fairs.rules import GATHERING, FairState
from market.orders.models import Order
from market.orders.rules import GATHERING as GATHERED
from market.orders.rules import OPEN, OrderState

_S = OrderState
_TAKEN_ON = (_S.ACCEPTED, _S.PACKED, _S.SHIPPED, _S.DELIVERED, _S.COMPLETED)


def audit() -> Iterator[str]:
    """One plain line for each broken invariant."""
    settled = Fair.settled_at.is_not(None) & (Fair.settled_at >= Fair.state_since)
    wrong = or_(
        and_(Fair.state.in_(GATHERING), Order.state.in_(_TAKEN_ON)),
        and_(Fair.state == FairState.CALLED_OFF, settled, Order.state.in_(OPEN)),
        and_(Fair.state.in_((FairState.SHIPPED, FairState.OVER)), Order.state.in_(GATHERED)),
        # Nothing comes to life at a fair that has settled: nobody would take it on any more.
        and_(Fair.state == FairState.CLOSED, settled, Order.state.in_(GATHERED)),
    )
    told = select(Order.number, Order.state, Fair.slug, Fair.state).join(Fair, Fair.slug == Order.fair_slug)
    for number, state, slug, fair_state in db.session.execute(told.where(wrong)):
        yield f"order {number}: it is {state}, its fair {slug} is {fair_state}"
