"""A proposal is made, answered, and put into effect; without a yes in time the order stands as it was placed."""

from collections.abc import Collection, Mapping, Set
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import update

from market import clock, errors, outbox
from market.accounts import one_time_codes
from market.catalog.queries.sale import read_products
from market.db import db
from market.ids import new_id
from market.language import Sentence
from market.notices.rules import send_at
from market.orders import baskets, gathering, held, models
from market.orders.actions import history, notifications
from market.orders.corrections.rules import TooManyChanges, require_unpacked
from market.orders.news import OrdersMoved
from market.orders.proposals import effects, pricing, queries, rules
from market.orders.proposals.models import Proposal, ProposalLine
from market.orders.rules import OrderState, ends_at
from market.orders.substitutions import queries as substitutions
from market.payments.cash.rules import COD
from market.payments.sales.queries import sale
from market.places.queries import province_of

_HOUSEHOLD = ("seller", "team_member")
_ENDED = (OrderState.PACKED, OrderState.CANCELLED)
_S = rules.ProposalState


def propose(
    *,
    order: models.Order,
    asked: Mapping[UUID, int],
    ship_on: date | None,
    restock: bool,
    note: str,
    roles: Set[str],
    by_id: UUID,
    now: datetime,
) -> Proposal:
    """Ask the buyer of a locked `order` for less (`asked`: packs of each good that are left) or a later day.

    What was asked before is replaced; the very same is not asked twice.
    Raises AlreadyPacked, OrderGathering, OrderHeld, ChoiceWaits, NothingLeft, GivenBackMore, TooManyChanges,
    InvalidInput.
    """
    require_unpacked(order)
    gathering.require_settled(order)
    held.require_free(order.held_since)
    substitutions.require_none_open(order)
    left = rules.fewer({line.product_id: line.quantity for line in order.lines}, asked)
    rules.require_something(left, ship_on, today=clock.local_day(now))
    former = queries.locked_open(order.id)
    if former is not None and _asks_the_same(former, left, ship_on, restock):
        return former
    if queries.count(order.id) >= rules.MOST:
        raise TooManyChanges
    goods_vnd, shipping_vnd = _sums(order, left)
    by = next(role for role in _HOUSEHOLD if role in roles)
    if former is not None:
        _end(former, _S.REPLACED, by, now)
    proposal = Proposal(
        id=new_id(),
        order_id=order.id,
        state=_S.OPEN,
        ship_on=ship_on,
        restock=restock,
        note=note,
        goods_vnd=goods_vnd,
        shipping_vnd=shipping_vnd,
        by=by,
        by_id=by_id,
        proposed_at=now,
        expires_at=rules.answer_by(now, ends_at(OrderState(order.state), order.waits_since)),
        tries=0,
        lines=_lines(order, left),
    )
    db.session.add(proposal)
    db.session.flush()  # one that was opened meanwhile must show now
    history.note(order=order, by=by, by_id=by_id, text=f"xin đổi: {said(proposal)}", now=now)
    outbox.put(rules.TELL, {"proposal_id": str(proposal.id)}, now=now, due_at=send_at("order_proposal", now))
    return proposal


def accept(*, order: models.Order, proposal: Proposal, by_id: UUID | None, now: datetime) -> None:
    """The buyer says yes: order, stock and money follow at once. Repeating it changes nothing.

    Raises WrongState where it is not open any more, OrderHeld, GivenBackMore, RefundTooHigh.
    """
    if proposal.state == _S.ACCEPTED:
        return
    require_unpacked(order)
    held.require_free(order.held_since)
    _answer(proposal, _S.ACCEPTED, now)
    effects.put_into_effect(order=order, proposal=proposal, now=now)
    what = said(proposal)
    history.note(order=order, by="buyer", by_id=by_id, text=f"đồng ý: {what}", now=now)
    notifications.notify_buyer(order=order, notice="order_changed", now=now, what=what)
    notifications.notify_household(order=order, notice="proposal_accepted", now=now, what=what)


def refuse(*, order: models.Order, proposal: Proposal, by_id: UUID, now: datetime) -> None:
    """The buyer says no: the order stands as it is. Repeating it changes nothing. Raises WrongState."""
    if proposal.state == _S.REFUSED:
        return
    _answer(proposal, _S.REFUSED, now)
    history.note(order=order, by="buyer", by_id=by_id, text="không đồng ý đổi", now=now)
    notifications.notify_household(order=order, notice="proposal_refused", now=now)


def expire(*, order: models.Order, now: datetime) -> None:
    """Nobody answered in time: the locked `order` stands as it is, and both are told."""
    proposal = queries.locked_open(order.id)
    if proposal is not None and proposal.expires_at <= now:
        _end(proposal, _S.EXPIRED, "worker", now)
        history.note(order=order, by="worker", by_id=None, text="quá hạn trả lời, giữ nguyên đơn", now=now)
        notifications.notify_buyer(order=order, notice="proposal_ended", now=now)
        notifications.notify_household(order=order, notice="proposal_ended_for_shop", now=now)


def on_orders_moved(moved: OrdersMoved) -> None:
    """An order that was packed as it stands, or has ended, leaves nothing to answer."""
    if moved.target in _ENDED:
        drop_open(order_ids=moved.order_ids, now=moved.at)


def drop_open(*, order_ids: Collection[UUID], now: datetime) -> None:
    """What was asked of orders can be answered no more."""
    which = Proposal.order_id.in_(order_ids), Proposal.state == _S.OPEN
    ended = update(Proposal).where(*which).values(state=_S.DROPPED, ended_at=now)
    db.session.execute(ended.execution_options(synchronize_session="fetch"))


def take_try(*, proposal: Proposal, now: datetime) -> None:
    """Take one of its code's tries. Raises WrongBuyersCode when there is none. Commit before comparing."""
    is_open = proposal.state == _S.OPEN and proposal.expires_at > now
    if not is_open or not one_time_codes.take_try(proposal, Proposal.state == _S.OPEN):
        raise rules.WrongBuyersCode


def said(proposal: Proposal) -> Sentence:
    """What is asked: “Na: 2 còn 1; gửi 05/12”."""
    return rules.spoken([(line.ordered, line.quantity, line.name) for line in proposal.lines], proposal.ship_on)


def _asks_the_same(former: Proposal, left: Mapping[UUID, int], ship_on: date | None, restock: bool) -> bool:
    same = {line.product_id: line.quantity for line in former.lines} == dict(left)
    return same and (former.ship_on, former.restock) == (ship_on, restock)


def _sums(order: models.Order, left: Mapping[UUID, int]) -> tuple[int, int]:
    """What the order costs then. Raises GivenBackMore where that is less than what went back already."""
    if not left:
        return order.goods_vnd, order.shipping_vnd
    goods = read_products([line.product_id for line in order.lines])
    packs = [
        pricing.Packs(
            line.price_vnd,
            line.weight_g,
            baskets.volume_g(goods[line.product_id]),
            left.get(line.product_id, line.quantity),
        )
        for line in order.lines
    ]
    way = pricing.Way(
        order.from_commune,
        order.to_commune,
        province_of(order.from_commune),
        province_of(order.to_commune),
        order.payment_method == COD,
        order.service,
    )
    if order.is_collected:
        goods_vnd, shipping_vnd = pricing.goods(packs), order.shipping_vnd
    else:
        goods_vnd, shipping_vnd = pricing.sums(packs, way, shipping_vnd=order.shipping_vnd)
    effects.require_not_given_back(errors.found(sale(order.number)), goods_vnd)
    return goods_vnd, shipping_vnd


def _lines(order: models.Order, left: Mapping[UUID, int]) -> list[ProposalLine]:
    changed = [line for line in order.lines if line.product_id in left]
    return [
        ProposalLine(
            line_no=line_no,
            product_id=line.product_id,
            name=line.name,
            ordered=line.quantity,
            quantity=left[line.product_id],
        )
        for line_no, line in enumerate(changed, start=1)
    ]


def _answer(proposal: Proposal, to: rules.ProposalState, now: datetime) -> None:
    """The buyer's answer. Raises WrongState: also for one whose time is over, though nobody has noted it yet."""
    current = _S(proposal.state)
    if current == _S.OPEN and proposal.expires_at <= now:
        raise rules.STATES.refusal(_S.EXPIRED, to)
    _end(proposal, to, "buyer", now)


def _end(proposal: Proposal, to: rules.ProposalState, by: str, now: datetime) -> None:
    rules.STATES.role_for(_S(proposal.state), to, roles={by})
    proposal.state, proposal.ended_at = to, now
    db.session.flush()  # before another is opened
