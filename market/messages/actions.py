"""A word about an order: written, seen, reported; phone numbers agreed on; the other side blocked. None commits."""

from datetime import datetime, timedelta
from uuid import UUID

from flask import current_app
from sqlalchemy import select, update

from market import clock, errors, events
from market.accounts import queries as accounts
from market.accounts.actions import count_try
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.db import db, insert_if_absent
from market.ids import new_id
from market.messages import queries, rules
from market.messages.access import Standing
from market.messages.models import OrderMessage, Thread
from market.messages.rules import Side
from market.notices.actions import notify
from market.orders.models import Order
from market.orders.substitutions.rules import OrderSubstituted

_NOTICES = {Side.BUYER: "message_for_buyer", Side.HOUSEHOLD: "message_for_household"}
_AT_ONCE = 200


def write(*, stands: Standing, text: str, by: Person, now: datetime) -> OrderMessage:
    """Write to the other side, who is told. Raises ThreadClosed, ThreadBlocked, AnswerAwaited, TooManyRequests."""
    order, side = stands.order, stands.side
    count_try(limit=rules.PER_PERSON, subject=str(by.id), now=now)
    of = _held(order.id)
    require_open(order, of, side, now=now)
    of.messages, of.latest = of.messages + 1, new_id()
    sent = OrderMessage(
        order_id=order.id,
        message_no=of.messages,
        side=side,
        by=stands.role,
        by_id=by.id,
        text=text,
        sent_at=now,
    )
    db.session.add(sent)
    _has_seen(of, side, of.messages)
    if side is Side.BUYER and of.team_at is None:
        of.team_at = now + _patience(order)
    db.session.flush()
    _tell(order, of, to=side.other, now=now)
    return sent


def require_open(order: Order, of: Thread | None, side: Side, *, now: datetime) -> None:
    """Raises ThreadClosed, ThreadBlocked, AnswerAwaited where `side` may not write now."""
    require_takes_words(order, now=now, of=of)
    if queries.in_a_row(order.id, side) >= rules.MOST_IN_A_ROW:
        raise rules.AnswerAwaited(most=rules.MOST_IN_A_ROW)


def require_takes_words(order: Order, *, now: datetime, of: Thread | None = None) -> None:
    """Raises ThreadClosed, ThreadBlocked where nobody may write now."""
    refusal = queries.why_not(order, of or queries.thread(order.id), now=now)
    if refusal is not None:
        raise refusal(days=rules.WRITES_AFTER.days)


def see(*, stands: Standing, message_no: int) -> None:
    """This side has read so far; never less than before, nor more than there is."""
    of = queries.locked_thread(stands.order.id)
    if of is not None:
        _has_seen(of, stands.side, min(message_no, of.messages))


def show_phones(*, stands: Standing, agrees: bool) -> None:
    """This side agrees that phone numbers are shown, or does so no more; they are once both do."""
    setattr(_held(stands.order.id), f"{stands.side}_shows", agrees)


def block(*, stands: Standing, blocks: bool) -> None:
    """This side wants no more messages of this order, or takes that back."""
    setattr(_held(stands.order.id), f"{stands.side}_blocks", blocks)


def on_order_substituted(moved: OrderSubstituted) -> None:
    """Another household has the order: what was said, agreed or blocked before is not hers. The buyer keeps it all."""
    of = queries.locked_thread(moved.order_id)
    if of is not None:
        of.household_from = of.household_seen = of.messages
        of.buyer_shows = of.household_shows = of.household_blocks = False
        of.team_at = None


def report(*, stands: Standing, message_no: int, reason: str, now: datetime) -> OrderMessage:
    """Say that a message of the other side is not right. Again changes nothing. Raises NotFound, OwnMessage."""
    order = stands.order
    found = errors.found(queries.message(order.id, message_no))
    if message_no <= queries.read_from(queries.thread(order.id), stands.side):
        raise errors.NotFound
    if found.side == stands.side:
        raise rules.OwnMessage
    mine = OrderMessage.order_id == order.id, OrderMessage.message_no == message_no, OrderMessage.reported_at.is_(None)
    told = (
        update(OrderMessage)
        .where(*mine)
        .values(reported_at=now, report_reason=reason)
        .returning(OrderMessage.message_no)
    )
    if db.session.scalar(told) is not None:
        by_id = order.buyer_id if stands.side is Side.BUYER else order.seller_id
        events.publish(
            rules.MessageReported(
                at=now, order_id=order.id, message_no=message_no, by=stands.side, by_id=by_id, reason=reason
            )
        )
    return errors.found(queries.message(order.id, message_no))


def record_photo(*, of: OrderMessage, digest: str, now: datetime) -> OrderMessage:
    """Give a message its one photo; the same again changes nothing. Raises PhotoLate."""
    which = OrderMessage.order_id == of.order_id, OrderMessage.message_no == of.message_no
    free = OrderMessage.photo.is_(None), OrderMessage.text != "", OrderMessage.sent_at > now - rules.PHOTO_WITHIN
    db.session.execute(update(OrderMessage).where(*which, *free).values(photo=digest))
    found = errors.found(queries.message(of.order_id, of.message_no))
    if found.photo != digest:
        raise rules.PhotoLate
    return found


def ask_teams(*, now: datetime) -> None:
    """The teams of households that have not looked at what their buyers wrote are told of it, once each time."""
    due = select(Thread.order_id).where(Thread.team_at <= now).order_by(Thread.team_at).limit(_AT_ONCE)
    taken = update(Thread).where(Thread.order_id.in_(due), Thread.team_at <= now).values(team_at=None)
    for order_id in db.session.scalars(taken.returning(Thread.order_id)).all():
        _ask_team(db.session.get_one(Order, order_id), now)


def _held(order_id: UUID) -> Thread:
    insert_if_absent(Thread, order_id=order_id, latest=new_id())
    return errors.found(queries.locked_thread(order_id))


def _has_seen(of: Thread, side: Side, message_no: int) -> None:
    setattr(of, f"{side}_seen", max(of.seen_by(side), message_no))
    if side is Side.HOUSEHOLD and of.household_seen == of.messages:
        of.team_at = None


def _patience(order: Order) -> timedelta:
    """A household without a phone of its own is reached by its team only."""
    seller = accounts.person(order.seller_id)
    return rules.TEAM_AFTER if seller is not None and seller.phone else timedelta()


def _tell(order: Order, of: Thread, *, to: Side, now: datetime) -> None:
    """Whoever has not looked since is told once a day, however much is written meanwhile."""
    person_id = order.buyer_id if to is Side.BUYER else order.seller_id
    once = f"message {order.number} {of.seen_by(to)} {clock.local_day(now)}"
    notify(person_id=person_id, notice=_NOTICES[to], words=_words(order), now=now, once=once)


def _ask_team(order: Order, now: datetime) -> None:
    if not accounts.has_delegated(order.seller_id, RoleName.TEAM_MEMBER):
        return
    for member in accounts.holders(RoleName.TEAM_MEMBER, {order.village_key, order.from_commune}):
        notify(person_id=member, notice="message_waits_for_team", words=_words(order), now=now)


def _words(order: Order) -> dict[str, str]:
    here: str = current_app.config["MARKET"].public_url
    link = here.rstrip("/") + rules.path_of(order.number)
    return {"number": order.number, "shop": order.shop_name, "link": link}
