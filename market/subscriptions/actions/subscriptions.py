"""Subscriptions: made, changed, given another secret, disabled and enabled again, deleted."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from flask import current_app
from sqlalchemy import delete, select, update

from market import encryption
from market.accounts.models import Person
from market.accounts.rules import ExportAsked, PersonErased
from market.accounts.services.models import Service
from market.catalog.models import Shop
from market.db import db, one_at_a_time
from market.language import Sentence
from market.notices.actions import notify
from market.subscriptions import access, models, queries, rules
from market.subscriptions.rules import Because, SubscriptionState

WHY = {
    Because.FAILING: Sentence("5 ngày không nhận được", en="for 5 days it took nothing"),
    Because.GONE: Sentence("nơi nhận báo không còn nữa", en="the receiver says that it is gone"),
}


def subscribe(
    *, url: str, types: list[str], place_kind: str, place_code: str, by: Person, now: datetime
) -> tuple[models.Subscription, str]:
    """A new subscription, and the secret that signs its messages, told once. Raises TooManySubscriptions."""
    one_at_a_time(f"subscriptions {place_kind} {place_code}")
    if queries.count_at(place_kind, place_code, by.id) >= rules.MOST_PER_PLACE:
        raise rules.TooManySubscriptions(most=rules.MOST_PER_PLACE)
    secret = rules.new_secret()
    given: dict[str, Any] = {"url": url, "types": types, "place_kind": place_kind, "place_code": place_code}
    row = models.Subscription(**given, owner_id=by.id, secret=_sealed(secret), created_at=now)
    db.session.add(row)
    db.session.flush()
    return row, secret


def change(*, subscription: models.Subscription, changes: dict[str, Any]) -> None:
    """Apply `url` and `types` as far as given; messages that wait go to the new address."""
    for name, value in changes.items():
        setattr(subscription, name, value)
    subscription.version += 1
    db.session.flush()


def rotate_secret(*, subscription: models.Subscription, now: datetime) -> str:
    """A new secret; the present one signs beside it for a day."""
    secret = rules.new_secret()
    subscription.former_secret, subscription.former_until = subscription.secret, now + rules.BOTH_SECRETS
    subscription.secret = _sealed(secret)
    return secret


def enable(*, subscription: models.Subscription) -> None:
    """Let it be tried again, at once; what waits is sent. Again changes nothing."""
    if subscription.state == SubscriptionState.DISABLED:
        subscription.state, subscription.because = SubscriptionState.ACTIVE, ""
        subscription.failing_since, subscription.wait_until, subscription.fails = None, None, 0


def disable(*, subscription: models.Subscription, because: Because, now: datetime) -> None:
    """Send nothing more until its owner says so; where the receiver is to blame its owner is told."""
    if subscription.state == SubscriptionState.DISABLED:
        return
    subscription.state, subscription.because = SubscriptionState.DISABLED, because
    if because in WHY:
        words = {"host": (urlsplit(subscription.url).hostname or "")[:40], "why": WHY[because]}
        notify(person_id=_who_is_told(subscription), notice="subscription_disabled", words=words, now=now)


def unsubscribe(*, subscription: models.Subscription) -> None:
    """Delete it with all its messages."""
    _delete([subscription.id])


def erase_subscriptions(erased: PersonErased) -> None:
    """Whoever asks to be forgotten is told nothing more, and nothing is kept of where."""
    hers = select(models.Subscription.id).where(models.Subscription.owner_id == erased.person_id)
    _delete(list(db.session.scalars(hers)))


def add_subscriptions(asked: ExportAsked) -> None:
    """Where she has had what told, for her to take with her."""
    told = models.Subscription.url, models.Subscription.types, models.Subscription.created_at
    hers = select(*told).where(models.Subscription.owner_id == asked.person_id).order_by(models.Subscription.id)
    asked.add("subscriptions", db.session.execute(hers).mappings())


def purge_old(*, now: datetime) -> None:
    """Drop news of over a month ago, with its messages, some at a time."""
    old = select(models.News.id).where(models.News.told_at < now - rules.KEPT).order_by(models.News.told_at).limit(2000)
    gone = list(db.session.scalars(old))
    for some in (gone[start : start + 500] for start in range(0, len(gone), 500)):
        messages = select(models.Message.id).where(models.Message.news_id.in_(some))
        db.session.execute(delete(models.MessageTry).where(models.MessageTry.message_id.in_(messages)))
        db.session.execute(delete(models.Message).where(models.Message.news_id.in_(some)))
        db.session.execute(delete(models.News).where(models.News.id.in_(some)))


def forget_former_secrets(*, now: datetime) -> None:
    """What signs no more is not kept."""
    past = update(models.Subscription).where(models.Subscription.former_until < now)
    db.session.execute(past.values(former_secret=None, former_until=None))


def _who_is_told(subscription: models.Subscription) -> UUID:
    """The household whose shop it is; else whoever made it, or connected the service that did: that has no phone."""
    if subscription.place_kind == access.SHOP and (shop := db.session.get(Shop, UUID(subscription.place_code))):
        return shop.owner_id
    service = db.session.get(Service, subscription.owner_id)
    return service.asked_by_id if service is not None else subscription.owner_id


def _delete(subscription_ids: list[UUID]) -> None:
    messages = select(models.Message.id).where(models.Message.subscription_id.in_(subscription_ids))
    db.session.execute(delete(models.MessageTry).where(models.MessageTry.message_id.in_(messages)))
    db.session.execute(delete(models.Message).where(models.Message.subscription_id.in_(subscription_ids)))
    db.session.execute(delete(models.Subscription).where(models.Subscription.id.in_(subscription_ids)))


def _sealed(secret: str) -> bytes:
    return encryption.seal(secret, purpose=rules.SECRET, secret=current_app.config["MARKET"].secret_key)
