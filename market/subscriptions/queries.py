"""Reads of subscriptions and messages, and of what a piece of news tells about the thing it is of."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, false, func, or_, select, true

from market import errors
from market.accounts.models import Person
from market.db import db
from market.fields import rfc3339
from market.places.queries import province_of
from market.subscriptions import access, models
from market.subscriptions.event_types import EVENT_TYPES, is_wanted
from market.subscriptions.rules import MessageState, SubscriptionState
from market.subscriptions.things import Thing


def subscriptions_seen_by(person: Person) -> Select[Any]:
    return select(models.Subscription).where(access.seen_by(person))


def count_at(place_kind: str, place_code: str, owner_id: UUID) -> int:
    """How many subscriptions a shop has; of wider places, how many one owner has there."""
    there = select(func.count()).where(
        models.Subscription.place_kind == place_kind, models.Subscription.place_code == place_code
    )
    if place_kind != access.SHOP:
        there = there.where(models.Subscription.owner_id == owner_id)
    return db.session.scalar(there) or 0


def messages_of(subscription: models.Subscription, state: str | None) -> Select[Any]:
    wanted = select(models.Message).where(models.Message.subscription_id == subscription.id)
    return wanted.where(models.Message.state == state) if state else wanted


def message_of(subscription: models.Subscription, message_id: UUID) -> models.Message:
    """Raises NotFound."""
    wanted = select(models.Message).filter_by(id=message_id, subscription_id=subscription.id)
    return errors.found(db.session.scalars(wanted).first())


def next_message(subscription_id: UUID, *, now: datetime) -> models.Message | None:
    """The message of a subscription that has been due for longest."""
    due = select(models.Message).where(
        models.Message.subscription_id == subscription_id,
        models.Message.state == MessageState.WAITING,
        models.Message.due_at <= now,
    )
    return db.session.scalars(due.order_by(models.Message.due_at, models.Message.id).limit(1)).first()


def wanting(type: str, thing: Thing, *, reach: str) -> list[models.Subscription]:
    """The subscriptions of a thing's shop and of its places that want `type`."""
    there = and_(models.Subscription.place_kind == access.SHOP, models.Subscription.place_code == str(thing.shop_id))
    there &= true() if thing.is_for_shop else false()
    if reach != access.SHOP:
        wider = models.Subscription.place_kind != access.SHOP
        there = or_(there, and_(wider, models.Subscription.place_code.in_(_around(thing.commune_code))))
    active = select(models.Subscription).where(models.Subscription.state == SubscriptionState.ACTIVE, there)
    return [found for found in db.session.scalars(active) if is_wanted(type, found.types)]


def _around(commune_code: str | None) -> list[str]:
    """Everywhere, and where it is known the commune and its province."""
    return ["", commune_code, province_of(commune_code)] if commune_code else [""]


def news_since(told_at: datetime, *, types: Collection[str], shop_id: UUID | None) -> list[models.News]:
    """What was told at or after `told_at`, oldest first."""
    wanted = _news(types, shop_id).where(models.News.told_at >= told_at)
    return list(db.session.scalars(wanted.order_by(models.News.told_at, models.News.id)))


def last_news(limit: int, *, types: Collection[str], shop_id: UUID | None) -> list[models.News]:
    """The last that was told, oldest first."""
    newest = _news(types, shop_id).order_by(models.News.told_at.desc(), models.News.id.desc()).limit(limit)
    return list(reversed(db.session.scalars(newest).all()))


def line(news: models.News) -> str:
    """A piece of news for an operator's screen."""
    told = " ".join(f"{name}={value}" for name, value in news.data.items() if name != "link" and value is not None)
    return f"{rfc3339(news.at)} {news.type} {told}"


def _news(types: Collection[str], shop_id: UUID | None) -> Select[Any]:
    wanted = select(models.News)
    if types:
        names = [name for name in EVENT_TYPES if is_wanted(name, types)]
        wanted = wanted.where(models.News.type.in_(names))
    return wanted.where(models.News.shop_id == shop_id) if shop_id is not None else wanted
