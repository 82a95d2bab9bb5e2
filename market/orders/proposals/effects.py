"""What a yes brings about: fewer packs, another sum, another day; what was paid too much goes back."""

from datetime import datetime

from sqlalchemy import update

from market import events
from market.catalog.actions import stock
from market.db import db
from market.orders import models
from market.orders.actions import dues
from market.orders.proposals.models import Proposal
from market.orders.proposals.rules import GivenBackMore, OrderReduced
from market.payments.sales.models import Sale


def require_not_given_back(of_order: Sale, goods_vnd: int) -> None:
    """Raises GivenBackMore: what went back of the goods must still have been paid for the goods that are left."""
    if of_order.refunded_goods_vnd > goods_vnd:
        raise GivenBackMore


def put_into_effect(*, order: models.Order, proposal: Proposal, now: datetime) -> None:
    """Make the locked `order` what its buyer has agreed to. Once: the state of `proposal` sees to that."""
    if proposal.ship_on is not None:
        _put_off(order, proposal)
    if proposal.lines:
        _send_fewer(order, proposal, now)


def _put_off(order: models.Order, proposal: Proposal) -> None:
    order.ship_on = proposal.ship_on
    order.wind(0)


def _send_fewer(order: models.Order, proposal: Proposal, now: datetime) -> None:
    _take_out(order, proposal)
    _cost_less(order, proposal)
    dues.settle_reduced(order=order, cause=str(proposal.id), now=now)
    if proposal.restock:
        freed = {line.product_id: line.ordered - line.quantity for line in proposal.lines}
        stock.return_stock(quantities={str(proposal.id): freed}, now=now)
    events.publish(OrderReduced(at=now, order_id=order.id))


def _take_out(order: models.Order, proposal: Proposal) -> None:
    left = {line.product_id: line.quantity for line in proposal.lines}
    for line in order.lines:
        line.quantity = left.get(line.product_id, line.quantity) or line.quantity
        if left.get(line.product_id) == 0:
            db.session.delete(line)
    db.session.flush()
    db.session.expire(order, ["lines"])
    order.weight_g = sum(line.weight_g * line.quantity for line in order.lines)


def _cost_less(order: models.Order, proposal: Proposal) -> None:
    """The order costs what was agreed on, and its checkout as much less: others of it may change meanwhile."""
    less = {name: getattr(order, name) - getattr(proposal, name) for name in ("goods_vnd", "shipping_vnd", "total_vnd")}
    order.goods_vnd, order.shipping_vnd, order.total_vnd = (
        proposal.goods_vnd,
        proposal.shipping_vnd,
        proposal.total_vnd,
    )
    values = {name: getattr(models.Checkout, name) - amount for name, amount in less.items()}
    whole = update(models.Checkout).where(models.Checkout.id == order.checkout_id).values(values)
    db.session.execute(whole.execution_options(synchronize_session=False))
