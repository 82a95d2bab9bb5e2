"""What must always be true of what buyers are offered, for `market audit`."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Select, func, select

from market import clock
from market.catalog.models import StockMovement
from market.catalog.rules.stock import Reason
from market.db import db
from market.orders.models import Order
from market.orders.rules import BEFORE_PACKING, OrderState
from market.orders.substitutions.models import Substitution
from market.orders.substitutions.rules import GIVEN_BACK, SubstitutionState

_FORGOTTEN_AFTER = timedelta(days=1)
_S = SubstitutionState


def given_up() -> Select[UUID, int]:
    """Packs of each good that were ordered, and that stand in no order any more: `product_id`, `quantity`."""
    gone = select(Substitution.product_id, Substitution.quantity)
    return gone.where(Substitution.state.in_((_S.TAKEN, _S.LEFT_OUT)))


def audit() -> Iterator[str]:
    """One plain line for each thing that is broken."""
    yield from _left_open()
    yield from _not_given_back()
    yield from _kept_wrongly()


def _joined() -> Select[Substitution, Order]:
    return select(Substitution, Order).join(Order, Order.id == Substitution.order_id)


def _left_open() -> Iterator[str]:
    for one, order in db.session.execute(_joined().where(Substitution.state == _S.OPEN)):
        if order.state not in BEFORE_PACKING:
            yield f"order {order.number}: it is {order.state}, but its buyer is still asked to choose"
        elif one.expires_at < clock.now() - _FORGOTTEN_AFTER:
            yield f"order {order.number}: its buyer should have chosen until {one.expires_at}, and nobody has ended it"


def _not_given_back() -> Iterator[str]:
    ended = _joined().where(Substitution.state.in_(GIVEN_BACK), Order.state != OrderState.CANCELLED)
    for one, order in db.session.execute(ended):
        yield f"order {order.number}: its goods were not there ({one.state}), but it is {order.state}"


def _kept_wrongly() -> Iterator[str]:
    """Packs are kept for each buyer who has not chosen yet, and for nobody else."""
    sums = select(StockMovement.reference, func.sum(-StockMovement.change)).group_by(StockMovement.reference)
    moved = db.session.execute(sums.where(StockMovement.reason.in_((Reason.OFFERED, Reason.OFFER_ENDED))))
    kept = {str(reference): int(packs) for reference, packs in moved if packs}
    waiting = select(Substitution.id, Substitution.quantity).where(Substitution.state == _S.OPEN)
    wanted = {str(key): quantity for key, quantity in db.session.execute(waiting)}
    for key in sorted(kept.keys() | wanted.keys()):
        if kept.get(key, 0) != wanted.get(key, 0):
            yield f"substitution {key}: {wanted.get(key, 0)} packs should be kept for its buyer, {kept.get(key, 0)} are"
