"""An order turns out to be short: its buyer is offered as good a good, chooses, or time does. None commits."""

from datetime import datetime
from uuid import UUID

from market import outbox
from market.catalog.actions import reservations
from market.catalog.models import Product
from market.db import db
from market.ids import new_id
from market.language import Sentence
from market.notices.rules import send_at
from market.orders import models
from market.orders.actions import history, notifications, transitions
from market.orders.corrections.rules import require_unpacked
from market.orders.news import OrdersMoved
from market.orders.proposals.actions import drop_open
from market.orders.rules import BEFORE_PACKING, OrderState
from market.orders.substitutions import effects, matching, queries, rules
from market.orders.substitutions.models import Substitution

_S = rules.SubstitutionState


def run_short(*, order: models.Order, short: rules.Short, now: datetime) -> Substitution | None:
    """The household of a locked `order` has not what it needs of a good. Once for each good of an order.

    Of several goods this one is left out. Of a single one the buyer is offered another's, whose packs are kept for
    them; where there is none, their money goes back. None where it is packed already, or nothing is missing of it.
    """
    line = next((line for line in order.lines if line.product_id == short.product_id), None)
    if line is None or order.state not in BEFORE_PACKING or order.held_since is not None:
        return None
    if _known(order.id, short.product_id):
        return None
    drop_open(order_ids=[order.id], now=now)
    made = _made(order, line, short, now)
    if len(order.lines) > 1 and effects.may_leave_out(order, line):
        _leave_out(order, made, now)
    elif not _offer(order, line, made, short, now):
        _give_up(order, made, short, now)
    return made


def take(*, order: models.Order, by_id: UUID | None, now: datetime) -> None:
    """The buyer takes the other household's goods: the order is hers from now on. Repeating it changes nothing.

    Raises WrongState where the time is over or they chose otherwise, NotFound, NoLongerThere.
    """
    chosen = _answered(order, _S.TAKEN, now)
    if chosen is None:
        return
    require_unpacked(order)
    former = order.seller_id
    effects.hand_over(order=order, chosen=chosen, now=now)
    text = f"lấy hàng của {chosen.to_shop_name} thay hàng thiếu"
    history.note(order=order, by="buyer", by_id=by_id, text=text, now=now)
    notifications.notify_buyer(order=order, notice="substitute_taken", now=now, day=_day(order))
    notifications.notify_household(order=order, notice="substitute_taken_for_shop", now=now, day=_day(order))
    notifications.notify_person(order=order, person_id=former, notice="order_handed_over", now=now)


def decline(*, order: models.Order, by_id: UUID | None, now: datetime) -> None:
    """The buyer wants their money. Repeating it changes nothing. Raises WrongState, NotFound."""
    if _answered(order, _S.DECLINED, now) is not None:
        transitions.cancel(order=order, roles={"buyer"}, by_id=by_id, reason=rules.WANTS_MONEY, now=now)


def expire(*, order: models.Order, now: datetime) -> None:
    """Nobody chose in time: the money of the locked `order` goes back."""
    waits = queries.locked_open(order.id)
    if waits is not None and waits.expires_at <= now:
        _end(waits, _S.EXPIRED, "worker", now)
        transitions.cancel(order=order, roles={"worker"}, by_id=None, reason=rules.NO_ANSWER, now=now)


def on_orders_moved(moved: OrdersMoved) -> None:
    """An order that was called off leaves nothing to choose: what was kept for it is free again."""
    if moved.target == OrderState.CANCELLED:
        for waits in queries.locked_open_of(moved.order_ids):
            _end(waits, _S.DROPPED, "order", moved.at)


def said(chosen: Substitution) -> Sentence:
    """What is offered: “2 Na Chi Lăng của Nhà bà Lan”."""
    what = f"{chosen.quantity} {chosen.to_name}"
    return Sentence(f"{what} của {chosen.to_shop_name}", en=f"{what} of {chosen.to_shop_name}")


def _known(order_id: UUID, product_id: UUID) -> bool:
    found = queries.newest(order_id)
    return found is not None and (found.state == _S.OPEN or found.product_id == product_id)


def _made(order: models.Order, line: models.OrderLine, short: rules.Short, now: datetime) -> Substitution:
    return Substitution(
        id=new_id(),
        order_id=order.id,
        shop_id=order.shop_id,
        product_id=line.product_id,
        quantity=line.quantity,
        by=short.by,
        by_id=short.by_id,
        offered_at=now,
        expires_at=rules.answer_by(now, order.ship_on),
    )


def _leave_out(order: models.Order, made: Substitution, now: datetime) -> None:
    line = next(line for line in order.lines if line.product_id == made.product_id)
    made.state, made.ended_at, made.to_name = _S.LEFT_OUT, now, line.name
    db.session.add(made)
    effects.leave_out(order=order, made=made, now=now)
    text = f"thiếu hàng, bỏ {made.to_name}"
    history.note(order=order, by=made.by, by_id=made.by_id, text=text, now=now)
    notifications.notify_buyer(order=order, notice="good_left_out", now=now, name=str(made.to_name))


def _offer(order: models.Order, line: models.OrderLine, made: Substitution, short: rules.Short, now: datetime) -> bool:
    """Keep the packs of the first of the equals that fits, and have the buyer asked; False where none does."""
    if not matching.may_be_handed_over(order):
        return False
    for equal in short.equals:
        found = matching.fits(order, line, equal, now=now)
        if found is not None and reservations.reserve(
            product_id=equal.product_id, packs=line.quantity, reference=str(made.id), now=now
        ):
            _fill_in(made, found, equal)
            db.session.add(made)
            db.session.flush()  # one that was opened meanwhile must show now
            text = f"thiếu hàng, mời lấy {said(made)}"
            history.note(order=order, by=made.by, by_id=made.by_id, text=text, now=now)
            outbox.put(rules.TELL, {"substitution_id": str(made.id)}, now=now, due_at=send_at(rules.NOTICE, now))
            return True
    return False


def _fill_in(made: Substitution, found: matching.Found, equal: rules.Equal) -> None:
    product: Product = found.product
    made.state, made.ship_on = _S.OPEN, equal.ship_on
    made.to_shop_id, made.to_shop_name = product.shop_id, product.shop.name
    made.to_product_id, made.to_name, made.price_vnd = product.id, product.name, product.price_vnd
    made.goods_vnd, made.shipping_vnd = found.goods_vnd, found.shipping_vnd


def _give_up(order: models.Order, made: Substitution, short: rules.Short, now: datetime) -> None:
    """Nobody has as good a good: the household itself calls the order off, and all comes back."""
    made.state, made.ended_at = _S.NONE_EQUAL, now
    db.session.add(made)
    roles = {short.by}
    transitions.cancel_together(orders=[order], roles=roles, by_id=short.by_id, reason=rules.NO_EQUAL, now=now)


def _answered(order: models.Order, to: rules.SubstitutionState, now: datetime) -> Substitution | None:
    """The offer, now answered; None where it was answered so before. Raises NotFound, WrongState."""
    waits = queries.locked_open(order.id)
    if waits is None:
        _refuse_unless_done(order.id, to)
        return None
    if waits.expires_at <= now:  # though nobody has noted it yet
        raise rules.STATES.refusal(_S.EXPIRED, to)
    _end(waits, to, "buyer", now)
    return waits


def _refuse_unless_done(order_id: UUID, to: rules.SubstitutionState) -> None:
    found = queries.offered(order_id)
    if found is None:
        raise rules.NothingOffered
    if found.state != to:
        raise rules.STATES.refusal(_S(found.state), to)


def _end(waits: Substitution, to: rules.SubstitutionState, by: str, now: datetime) -> None:
    """What was kept is sold, or free again."""
    rules.STATES.role_for(_S(waits.state), to, roles={by})
    waits.state, waits.ended_at = to, now
    db.session.flush()
    assert waits.to_product_id is not None  # noqa: S101 - what is open offers something
    end = reservations.sell_reserved if to == _S.TAKEN else reservations.let_go
    end(product_id=waits.to_product_id, packs=waits.quantity, reference=str(waits.id), now=now)


def _day(order: models.Order) -> str:
    return f"{order.ship_on:%d/%m}" if order.ship_on else ""
