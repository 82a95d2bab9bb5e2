"""Messages: leased one a subscription, each outcome written down, sent again by hand."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, exists, or_, select, update

from market.db import db
from market.subscriptions import models, queries, rules
from market.subscriptions.actions import news as telling
from market.subscriptions.actions.subscriptions import disable
from market.subscriptions.event_types import TEST
from market.subscriptions.posting import Posted
from market.subscriptions.rules import Because, MessageState, SubscriptionState

# Longer than any try takes: whoever died while sending gives the subscription back then.
LEASE = timedelta(seconds=60)
_GONE = 410
_S, _M = models.Subscription, models.Message


def lease(*, now: datetime, limit: int) -> list[tuple[models.Subscription, models.Message]]:
    """The next message of each of some subscriptions, which nobody else sends meanwhile; least lately tried first.

    One that failed waits as a whole: it costs one try at a time, however much is waiting for it.
    """
    due = exists().where(_M.subscription_id == _S.id, _M.state == MessageState.WAITING, _M.due_at <= now)
    free = or_(_S.leased_until.is_(None), _S.leased_until < now), or_(_S.wait_until.is_(None), _S.wait_until <= now)
    ready = select(_S.id).where(_S.state == SubscriptionState.ACTIVE, *free, due)
    picked = (
        ready.order_by(_S.tried_at.nulls_first(), _S.id).limit(limit).with_for_update(skip_locked=True).cte("picked")
    )
    taken = (
        update(_S)
        .where(_S.id.in_(select(picked.c.id)), free[0])
        .values(leased_until=now + LEASE, tried_at=now)
        .returning(_S)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    leased = [(found, queries.next_message(found.id, now=now)) for found in db.session.scalars(taken).all()]
    return [(found, message) for found, message in leased if message is not None]


def any_waiting() -> bool:
    """Whether anything is still to be sent to somebody who takes it, now or later."""
    waits = select(_M.id).join(_S, _S.id == _M.subscription_id).where(_S.state == SubscriptionState.ACTIVE)
    return bool(db.session.scalar(select(waits.where(_M.state == MessageState.WAITING).exists())))


def record(*, subscription_id: UUID, message_id: UUID, posted: Posted, now: datetime) -> None:
    """What came of a try. A subscription or message that was deleted meanwhile is none."""
    subscription = db.session.get(_S, subscription_id, with_for_update=True, populate_existing=True)
    message = db.session.get(_M, message_id, with_for_update={"of": _M}, populate_existing=True)
    if subscription is None or message is None:
        return
    message.attempts_made += 1
    made = {"message_id": message_id, "attempt_no": message.attempts_made, "at": now}
    db.session.add(
        models.MessageTry(**made, status=posted.status, milliseconds=posted.milliseconds, error=posted.error)
    )
    _drop_old_tries(message)
    subscription.leased_until = None
    if posted.is_good:
        message.state = MessageState.DELIVERED
        subscription.failing_since, subscription.wait_until, subscription.fails = None, None, 0
    else:
        _put_off(subscription, message, now)
        if posted.status == _GONE:
            disable(subscription=subscription, because=Because.GONE, now=now)


def send_again(*, subscription: models.Subscription, message: models.Message, now: datetime) -> None:
    """Send a message once more, at once, as the same: its id does not change. Raises SubscriptionDisabled."""
    _require_active(subscription)
    message.state, message.due_at, message.since, message.tries = MessageState.WAITING, now, now, 0
    subscription.wait_until = None


def send_test(*, subscription: models.Subscription, now: datetime) -> models.Message:
    """A message that says nothing but that it is a test. Raises SubscriptionDisabled."""
    _require_active(subscription)
    row = models.News(type=TEST, at=now, told_at=now, shop_id=None, data={"subscription_id": str(subscription.id)})
    db.session.add(row)
    db.session.flush()
    message = telling.new_message(subscription, row, now=now)
    db.session.add(message)
    subscription.wait_until = None
    db.session.flush()
    return message


def _drop_old_tries(message: models.Message) -> None:
    """However often it is sent again, so many tries are kept."""
    old = models.MessageTry.attempt_no <= message.attempts_made - rules.TRIES_KEPT
    db.session.execute(delete(models.MessageTry).where(models.MessageTry.message_id == message.id, old))


def _put_off(subscription: models.Subscription, message: models.Message, now: datetime) -> None:
    message.tries, subscription.fails = message.tries + 1, subscription.fails + 1
    later = rules.next_try(message.tries, now)
    if later is None or later > message.since + rules.TRIED_FOR:
        message.state = MessageState.GIVEN_UP
    else:
        message.due_at = later
    # The longer it fails, the longer it waits as a whole.
    fails_alone = later is not None and message.tries >= subscription.fails
    subscription.wait_until = later if fails_alone else rules.next_try(min(subscription.fails, len(rules.WAITS)), now)
    subscription.failing_since = subscription.failing_since or now
    if now - subscription.failing_since >= rules.FAILING_FOR:
        disable(subscription=subscription, because=Because.FAILING, now=now)


def _require_active(subscription: models.Subscription) -> None:
    if subscription.state != SubscriptionState.ACTIVE:
        raise rules.SubscriptionDisabled
