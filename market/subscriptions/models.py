"""What happened and may be told, who subscribed, each message to one of them, and each try to send it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.db import Model
from market.ids import new_id
from market.subscriptions.rules import MessageState, SubscriptionState

_WAITING = text("state = 'waiting'")


class News(Model):
    """Something that happened to a shop or a thing of it, as it is told outside: no person, phone or address in it."""

    __tablename__ = "news"
    __table_args__ = (Index("ix_news_told_at", "told_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    type: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    told_at: Mapped[datetime]
    shop_id: Mapped[UUID | None]
    data: Mapped[dict[str, Any]]


class Subscription(Model):
    """Who is told what, and where. The place is a kind and a code as text, both empty for everywhere."""

    __tablename__ = "subscriptions"
    __table_args__ = (
        CheckConstraint(f"state IN {tuple(map(str, SubscriptionState))}", name="state_known"),
        CheckConstraint("(former_secret IS NULL) = (former_until IS NULL)", name="former_secret_ends"),
        Index("ix_subscriptions_place_code", "place_code", "state"),
        Index("ix_subscriptions_owner_id", "owner_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    owner_id: Mapped[UUID]
    place_kind: Mapped[str] = mapped_column(String(20), default="")
    place_code: Mapped[str] = mapped_column(String(36), default="")
    url: Mapped[str] = mapped_column(String(500))
    types: Mapped[list[str]]
    state: Mapped[str] = mapped_column(String(10), default=SubscriptionState.ACTIVE)
    # Why it is disabled; empty while it is active.
    because: Mapped[str] = mapped_column(String(10), default="")
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    # Signs beside the present one, until everybody has changed it.
    former_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    former_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    # Since when no answer has been good; and until when nothing is tried after the last bad one.
    failing_since: Mapped[datetime | None]
    fails: Mapped[int] = mapped_column(default=0)
    wait_until: Mapped[datetime | None]
    # One message at a time: whoever sends it has this until then.
    leased_until: Mapped[datetime | None]
    tried_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    @property
    def place(self) -> str | None:
        return self.place_code or None


class Message(Model):
    """One piece of news for one subscription: its id is the same however often it is sent."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("subscription_id", "news_id"),
        CheckConstraint(f"state IN {tuple(map(str, MessageState))}", name="state_known"),
        Index("ix_messages_subscription_id_id", "subscription_id", "id"),
        Index("ix_messages_news_id", "news_id"),
        Index("ix_messages_waiting", "subscription_id", "due_at", postgresql_where=_WAITING, sqlite_where=_WAITING),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    subscription_id: Mapped[UUID] = mapped_column(ForeignKey("subscriptions.id"))
    news_id: Mapped[UUID] = mapped_column(ForeignKey("news.id"))
    state: Mapped[str] = mapped_column(String(10), default=MessageState.WAITING)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    # When it was made, or sent again by hand: from then it is tried for a day.
    since: Mapped[datetime]
    # In vain since then; and all there ever were.
    tries: Mapped[int] = mapped_column(default=0)
    attempts_made: Mapped[int] = mapped_column(default=0)

    news: Mapped[News] = relationship(lazy="joined", innerjoin=True)
    attempts: "Mapped[list[MessageTry]]" = relationship(lazy="selectin", order_by="MessageTry.attempt_no")

    @property
    def webhook_id(self) -> str:
        """What receivers know it by."""
        return f"msg_{self.id.hex}"

    @property
    def type(self) -> str:
        return self.news.type

    @property
    def next_try_at(self) -> datetime | None:
        return self.due_at if self.state == MessageState.WAITING else None


class MessageTry(Model):
    """One try to send a message: what the receiver answered, how long it took, or one word for why it did not."""

    __tablename__ = "message_tries"

    message_id: Mapped[UUID] = mapped_column(ForeignKey("messages.id"), primary_key=True)
    attempt_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    status: Mapped[int | None]
    milliseconds: Mapped[int]
    error: Mapped[str] = mapped_column(String(20), default="")
