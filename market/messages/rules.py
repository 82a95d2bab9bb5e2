"""Who may write of an order, when, and how much. Pure."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from market import errors, events
from market.accounts.rules import Limit, RoleName
from market.language import Sentence
from market.orders.rules import UNFINISHED, OrderState

LONGEST = 500
# From then on it is a complaint.
WRITES_AFTER = timedelta(days=30)
PHOTO_WITHIN = timedelta(hours=1)
# A household that has not looked for so long may need its team.
TEAM_AFTER = timedelta(hours=24)
MOST_IN_A_ROW = 10
PER_PERSON = Limit("message-of-person", 10, timedelta(minutes=1))
# Outbox topic: the photos of an order's messages are destroyed.
DISCARD = "messages.discard"


class Side(StrEnum):
    """The two who write to each other; whoever acts for a household is of its side."""

    BUYER = "buyer"
    HOUSEHOLD = "household"

    @property
    def other(self) -> "Side":
        return Side.HOUSEHOLD if self is Side.BUYER else Side.BUYER


@dataclass(frozen=True, kw_only=True)
class MessageReported(events.Event):
    """One side says of a message of the other that it is not right; told once of each message.

    `by_id` is whose complaint it is: the buyer, or the household also where its team has pressed the button.
    """

    order_id: UUID
    message_no: int
    by: Side
    by_id: UUID
    reason: str


class ThreadClosed(errors.Conflict):
    type = "thread-closed"
    title = Sentence("Không nhắn tin được nữa", en="No more messages")
    detail = Sentence(
        "Đơn chưa trả tiền, hoặc đã xong quá {days} ngày, thì không nhắn tin về đơn được. Có việc chưa ổn thì xin báo.",
        en="An order that is not paid yet, or ended over {days} days ago, takes no messages. Please report a problem.",
    )


class ThreadBlocked(errors.Conflict):
    type = "thread-blocked"
    title = Sentence("Đã chặn tin nhắn", en="Messages are blocked")
    detail = Sentence(
        "Một bên đã chặn tin nhắn của đơn này. Có việc chưa ổn thì xin báo với chợ.",
        en="One side has blocked the messages of this order. If something is wrong, please report it to the market.",
    )


class AnswerAwaited(errors.Conflict):
    type = "answer-awaited"
    title = Sentence("Xin chờ trả lời", en="Please wait for an answer")
    detail = Sentence(
        "Bạn đã nhắn {most} tin liền nhau. Xin chờ bên kia trả lời.",
        en="You have sent {most} messages in a row. Please wait for an answer.",
    )


class PhotoLate(errors.Conflict):
    type = "photo-late"
    title = Sentence("Không thêm ảnh được nữa", en="Too late for a photo")
    detail = Sentence(
        "Tin này đã có ảnh, hoặc đã gửi hơn một giờ. Xin nhắn tin mới rồi thêm ảnh.",
        en="This message has a photo, or is over an hour old. Please send a new message and add the photo to it.",
    )


class OwnMessage(errors.Conflict):
    type = "own-message"
    title = Sentence("Tin của chính bạn", en="Your own message")
    detail = Sentence("Đây là tin của bên bạn, không báo được.", en="This is a message of your own side.")


def side_of(roles: Set[str]) -> Side | None:
    """As which side somebody in `roles` writes; None for who is of neither."""
    if RoleName.BUYER in roles:
        return Side.BUYER
    return None if roles.isdisjoint({RoleName.SELLER, RoleName.TEAM_MEMBER}) else Side.HOUSEHOLD


def takes_words(state: str, since: datetime, now: datetime) -> bool:
    """Whether one may write: from when the household hears of the order until a month after it has ended."""
    if state == OrderState.AWAITING_PAYMENT:
        return False
    return state in UNFINISHED or now < since + WRITES_AFTER


def path_of(number: str) -> str:
    """Where a notice leads, short enough for an SMS: either side finds its own page from there."""
    return f"/m/{number}"
