"""What must always be true of proposals, for `market audit`."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Select, func, select

from market import clock
from market.catalog.models import StockMovement
from market.db import db
from market.orders.models import Order
from market.orders.proposals.models import Proposal, ProposalLine
from market.orders.proposals.rules import ProposalState
from market.orders.rules import BEFORE_PACKING

_FORGOTTEN_AFTER = timedelta(days=1)


def fewer() -> Select[UUID, int]:
    """Packs of each good that were ordered and that their buyers agreed not to get: `product_id`, `quantity`."""
    packs = select(ProposalLine.product_id, (ProposalLine.ordered - ProposalLine.quantity).label("quantity"))
    return packs.join(Proposal).where(Proposal.state == ProposalState.ACCEPTED)


def audit() -> Iterator[str]:
    """One plain line for each thing that is broken."""
    yield from _left_open()
    yield from _not_back_in_stock()


def _left_open() -> Iterator[str]:
    still = select(Order.number, Order.state, Proposal.expires_at).join(Proposal, Proposal.order_id == Order.id)
    for number, state, expires_at in db.session.execute(still.where(Proposal.state == ProposalState.OPEN)):
        if state not in BEFORE_PACKING:
            yield f"order {number}: it is {state}, but its buyer is still asked to agree to less"
        elif expires_at < clock.now() - _FORGOTTEN_AFTER:
            yield f"order {number}: its buyer should have answered until {expires_at}, and nobody has ended it"


def _not_back_in_stock() -> Iterator[str]:
    """What the household could sell to others is back, order by order; the rest never is."""
    freed = select(Proposal.id, ProposalLine.product_id, ProposalLine.ordered - ProposalLine.quantity)
    freed = freed.join(ProposalLine).where(Proposal.state == ProposalState.ACCEPTED, Proposal.restock)
    for proposal_id, product_id, packs in db.session.execute(freed):
        came = select(func.sum(StockMovement.change)).filter_by(product_id=product_id, reference=str(proposal_id))
        if (found := db.session.scalar(came) or 0) != packs:
            yield f"proposal {proposal_id}: {packs} packs of product {product_id} should be back in stock, {found} are"
