"""One function moves an order: it refuses with both states, writes the history, and tells who should hear."""

from collections.abc import Sequence, Set
from datetime import date, datetime
from uuid import UUID

from market import clock, errors, events, outbox
from market.catalog.actions import stock
from market.delivery.actions import parcels
from market.delivery.rules.news import ParcelMoved, ParcelsMoved
from market.delivery.rules.parcels import BEFORE_CUSTODY, Care, Recipient
from market.language import Sentence
from market.notices.rules import send_at
from market.orders import calling_off, freshness, gathering, held, queries, rules
from market.orders.actions import dues, notifications
from market.orders.collection.rules import CODE, needs_no_parcel
from market.orders.models import Order, OrderMove
from market.orders.news import OrdersMoved, OrdersParcelMoved
from market.orders.substitutions.queries import require_none_open
from market.payments.cash import actions
from market.payments.cash.rules import COD
from market.payments.sales.actions import release_sale, reopen_sale

_REASON = Sentence("Xin cho biết lý do.", en="Please give a reason.")
# The post gives the goods back to the household, or has lost them: nobody owes cash for them any more.
_NOTHING_DUE = {rules.OrderState.CANCELLED, rules.OrderState.RETURNED, rules.OrderState.LOST, rules.OrderState.DAMAGED}


def transition(
    *, order: Order, to: rules.OrderState, roles: Set[str], by_id: UUID | None, now: datetime, note: str = ""
) -> bool:
    """Move a locked `order`; False if it is there.

    Raises WrongState, NotAllowed, OrderGathering, OrderHeld, ChoiceWaits, OrderComplained.
    """
    return bool(_move([order], to, roles, by_id, now, note))


def _move(
    orders: Sequence[Order], to: rules.OrderState, roles: Set[str], by_id: UUID | None, now: datetime, note: str
) -> list[Order]:
    """Move many together; those that were not there."""
    moved = [order for order in orders if _move_one(order, to, roles, by_id, now, note)]
    if moved:
        events.publish(OrdersMoved(at=now, order_ids=tuple(order.id for order in moved), target=to))
    return moved


def _move_one(
    order: Order, to: rules.OrderState, roles: Set[str], by_id: UUID | None, now: datetime, note: str
) -> bool:
    current = rules.OrderState(order.state)
    if current == to and not roles.isdisjoint(_movers(to)):
        return False
    gathering.refuse(order, to, roles)
    role = rules.STATES.role_for(current, to, roles=roles)
    if needs_no_parcel(current, to, role) and not order.is_collected:
        raise rules.STATES.refusal(current, to)
    held.refuse(to, order.held_since)
    if to in held.BY_HOUSEHOLD:
        require_none_open(order)
    held.require_settled(to, order.complained_since)
    order.state, order.state_since = to, now
    if to not in rules.OPEN:
        order.held_since = None
    order.wind(0)
    order.history.append(
        OrderMove(
            move_no=len(order.history) + 1, at=now, origin=current, target=to, by=role, by_id=by_id, note=str(note)
        )
    )
    notifications.notify_of_move(order=order, origin=current, to=to, by=role, now=now, note=note)
    events.publish(rules.OrderMoved(at=now, order_id=order.id, origin=current, target=to, by=role, by_id=by_id))
    return True


def accept(*, order: Order, roles: Set[str], by_id: UUID | None, now: datetime) -> None:
    transition(order=order, to=rules.OrderState.ACCEPTED, roles=roles, by_id=by_id, now=now)


def pack(*, order: Order, roles: Set[str], by_id: UUID, now: datetime, harvested_on: date | None = None) -> None:
    """The goods are ready: the parcel's number is allotted at once, the carrier's booking follows by the outbox.

    What is fetched waits at its place, and its buyer is sent the code.

    `harvested_on` (a day in Vietnam) is asked for fresh goods and stands on the label. Raises InvalidInput
    for a day to come, or one after which the goods no longer keep.
    """
    freshness.check_harvest(harvested_on, order.shelf_life_days, clock.local_day(now))
    if not transition(order=order, to=rules.OrderState.PACKED, roles=roles, by_id=by_id, now=now):
        return
    order.harvested_on = harvested_on
    if order.is_collected:
        outbox.put(CODE, {"order_id": str(order.id)}, now=now, due_at=send_at("collection_code", now))
    else:
        _book(order, now)
    if order.payment_method == COD:
        actions.expect_cash(reference=order.number, due_vnd=order.total_vnd, now=now)


def _book(order: Order, now: datetime) -> None:
    parcel = parcels.request_parcel(
        reference=order.number,
        sender_name=order.shop_name,
        from_commune=order.from_commune,
        recipient=Recipient(
            name=order.recipient_name,
            phone=order.recipient_phone,
            to_commune=order.to_commune,
            address_line=order.address_line,
        ),
        weight_g=order.weight_g,
        cod_vnd=order.total_vnd if order.payment_method == COD else 0,
        declared_vnd=order.goods_vnd,
        care=_care(order),
        now=now,
    )
    order.tracking_number, order.parcel_state = parcel.tracking_number, parcel.state


def cancel(*, order: Order, roles: Set[str], by_id: UUID | None, reason: str, now: datetime) -> None:
    """Stock and money go back; a booked parcel is withdrawn. Only the buyer and time need no reason.

    Raises RefuseAtTheDoor, WrongState, NotAllowed, SayShort, InvalidInput.
    """
    gathering.refuse_calling_off(order, roles)
    if not order.is_collected:  # what waits for its buyer may be called off until it is fetched
        calling_off.refuse_late(order, roles)
    cancel_together(orders=[order], roles=roles, by_id=by_id, reason=reason, now=now)


def cancel_together(
    *, orders: Sequence[Order], roles: Set[str], by_id: UUID | None, reason: str, now: datetime
) -> None:
    """The same of many locked orders, each statement for all of them."""
    if not reason and roles.isdisjoint({"buyer", "worker"}):
        raise errors.InvalidInput(errors={"reason": [_REASON]})
    packed = {order.id for order in orders if order.state == rules.OrderState.PACKED and not order.is_collected}
    moved = _move(orders, rules.OrderState.CANCELLED, roles, by_id, now, reason)
    for order in moved:
        if order.id in packed:
            parcels.withdraw_parcel(reference=order.number, now=now)
            order.parcel_state = "cancelled"
    if moved:
        dues.settle_cancelled(orders=moved, now=now)
        stock.return_stock(quantities={order.number: _quantities(order) for order in moved}, now=now)


def complete(*, order: Order, roles: Set[str], by_id: UUID | None, now: datetime) -> None:
    """The buyer is content, or time has passed: what was paid beforehand becomes the shop's."""
    if (
        transition(order=order, to=rules.OrderState.COMPLETED, roles=roles, by_id=by_id, now=now)
        and order.payment_method != COD
    ):
        release_sale(reference=order.number, now=now)


def receive_return(*, order: Order, restock: bool, now: datetime) -> None:
    """The household has a returned parcel in hand, and says whether its goods can be sold again. Once."""
    if order.state != rules.OrderState.RETURNED:
        raise rules.STATES.refusal(rules.OrderState(order.state), rules.OrderState.RETURNED)
    if order.return_received_at is None:
        order.return_received_at = now
        if restock:
            stock.return_stock(quantities={order.number: _quantities(order)}, now=now)


def on_parcels_moved(moved: ParcelsMoved) -> None:
    """Let orders go where their parcels went. Effects come once: an order never moves back with its parcel."""
    orders = queries.locked_bare([parcel.reference for parcel in moved.moves])
    going = [(orders[parcel.reference], parcel) for parcel in moved.moves if parcel.reference in orders]
    # Most scans do not move the order.
    queries.read_whole([order for order, parcel in going if parcel.reversal or _moves(order, parcel)])
    for order, parcel in going:
        _go_along(order, parcel)


def _moves(order: Order, moved: ParcelMoved) -> bool:
    """Whether the order goes anywhere with its parcel."""
    after, current = rules.AFTER_PARCEL.get(moved.state, ()), rules.OrderState(order.state)
    return any(rules.STATES.may(current, wanted, "post") for wanted in after)


def _go_along(order: Order, moved: ParcelMoved) -> None:
    if moved.reversal:
        _take_back(order, moved)
    order.parcel_state = moved.state
    for wanted in rules.AFTER_PARCEL.get(moved.state, ()):
        if rules.STATES.may(rules.OrderState(order.state), wanted, "post"):
            transition(order=order, to=wanted, roles={"post"}, by_id=moved.by_id, now=moved.at)
            _settle(order, wanted, moved.at)
    notifications.notify_of_step(order=order, moved=moved)
    events.publish(OrdersParcelMoved(at=moved.at, order_id=order.id, parcel=moved))


def _take_back(order: Order, moved: ParcelMoved) -> None:
    """The named reversal: what an earlier state of the parcel brought about is undone, order and cash alike.

    Raises WrongState where that is past: the order is completed, the goods are back, or money was returned.
    """
    if order.state != rules.OrderState.SHIPPED:
        _take_back_the_end(order, moved)
    if order.state == rules.OrderState.SHIPPED and moved.state in BEFORE_CUSTODY:
        _reverse(order, rules.OrderState.PACKED, moved)


def _take_back_the_end(order: Order, moved: ParcelMoved) -> None:
    current = rules.OrderState(order.state)
    money_returned = order.payment_method != COD and current in _NOTHING_DUE
    if current == rules.OrderState.COMPLETED or order.return_received_at is not None or money_returned:
        raise rules.STATES.refusal(current, rules.OrderState.SHIPPED)
    if rules.STATES.may(current, rules.OrderState.SHIPPED, "reversal"):
        _reverse(order, rules.OrderState.SHIPPED, moved)
        if order.payment_method == COD:
            reopen_sale(reference=order.number, now=moved.at)
            dues.move_payment(order=order, to=rules.PaymentStatus.DUE, by="reversal")


def _reverse(order: Order, to: rules.OrderState, moved: ParcelMoved) -> None:
    transition(order=order, to=to, roles={"reversal"}, by_id=moved.by_id, now=moved.at, note=moved.reversal)


def _care(order: Order) -> Care:
    return Care(
        service=order.service,
        postage_vnd=order.shipping_vnd,
        fragile=order.fragile,
        is_fresh=order.is_fresh,
        harvested_on=order.harvested_on,
        use_by=order.use_by,
    )


def _settle(order: Order, reached: rules.OrderState, now: datetime) -> None:
    """What the buyer owes now; the cash itself is booked by `payments`, which hears of the parcel first."""
    if reached == rules.OrderState.DELIVERED and order.payment_method == COD:
        dues.move_payment(order=order, to=rules.PaymentStatus.COLLECTED, by="post")
    elif reached in _NOTHING_DUE:
        dues.settle_cancelled(orders=[order], now=now)


def _movers(to: rules.OrderState) -> set[str]:
    return {role for (_, target), line in rules.STATES.moves.items() if target == to for role in line.by}


def _quantities(order: Order) -> dict[UUID, int]:
    return {line.product_id: line.quantity for line in order.lines}
