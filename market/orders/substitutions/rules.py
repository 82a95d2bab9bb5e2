"""What becomes of an order that is short, until when its buyer may choose, and by what code. Pure."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from market import clock, errors, events, ids, states
from market.accounts.rules import is_code
from market.language import Sentence

# Outbox topic: the buyer is sent what is offered, with the link that answers.
TELL = "order_substitution.tell"
NOTICE = "order_substitution"
THINKING_TIME = timedelta(hours=24)
# Whoever is asked on the day of sending itself has this long.
LEAST_TIME = timedelta(hours=2)
_LETTERS = 10


class SubstitutionState(StrEnum):
    OPEN = "open"  # the packs of the other household are kept for this buyer
    TAKEN = "taken"
    DECLINED = "declined"
    EXPIRED = "expired"
    DROPPED = "dropped"  # the order was called off meanwhile
    NONE_EQUAL = "none_equal"  # nobody had as good a good: the money went back at once
    LEFT_OUT = "left_out"  # one good of several: the order goes without it


_S = SubstitutionState
# The buyer has their money back for it, or did not owe it any more.
GIVEN_BACK = (_S.DECLINED, _S.EXPIRED, _S.DROPPED, _S.NONE_EQUAL)
STATES = states.StateTable(
    initial=(_S.OPEN, _S.NONE_EQUAL, _S.LEFT_OUT),
    names={
        _S.OPEN: Sentence("chờ người mua chọn", en="waiting for the buyer"),
        _S.TAKEN: Sentence("người mua lấy hàng nhà khác", en="taken"),
        _S.DECLINED: Sentence("người mua lấy lại tiền", en="declined"),
        _S.EXPIRED: Sentence("quá hạn, đã trả lại tiền", en="expired"),
        _S.DROPPED: Sentence("không còn hiệu lực", en="dropped"),
        _S.NONE_EQUAL: Sentence("không có hàng bằng, đã trả lại tiền", en="nobody had an equal good"),
        _S.LEFT_OUT: Sentence("bỏ mặt hàng thiếu, gửi phần còn lại", en="left out of the order"),
    },
    moves=(
        states.Move(_S.OPEN, _S.TAKEN, ("buyer",)),
        states.Move(_S.OPEN, _S.DECLINED, ("buyer",)),
        states.Move(_S.OPEN, _S.EXPIRED, ("worker",)),
        states.Move(_S.OPEN, _S.DROPPED, ("order",)),
    ),
)


class Equal(NamedTuple):
    """Another household's good that is as good: its product, and the day on which it is sent."""

    product_id: UUID
    ship_on: date


@dataclass(frozen=True)
class Short:
    """Packs of a good that an order has and its household has not; who said so, and whose goods are as good."""

    product_id: UUID
    by: str
    by_id: UUID
    equals: Sequence[Equal]


@dataclass(frozen=True, kw_only=True)
class OrderSubstituted(events.Event):
    """Another household sends an order from now on: of `former_shop_id` in `former_village` it is no more.

    `former_seller_id` was the household of that shop when it was ordered there; it may have another since.
    """

    order_id: UUID
    former_shop_id: UUID
    former_seller_id: UUID
    former_village: str


class ChoiceWaits(errors.Conflict):
    type = "buyer-chooses"
    title = Sentence("Chờ người mua chọn", en="The buyer chooses")
    detail = Sentence(
        "Đơn này thiếu hàng, người mua đang chọn lấy hàng nhà khác hay lấy lại tiền. Xin đợi, chưa làm gì với đơn.",
        en="This order is short, and its buyer chooses between another's goods and the money. Please wait until then.",
    )


class NoLongerThere(errors.Conflict):
    type = "substitute-gone"
    title = Sentence("Hàng thay không còn", en="The substitute is gone")
    detail = Sentence(
        "Nhà kia không gửi được nữa. Xin bấm lấy lại tiền; không bấm thì tiền cũng về khi hết hạn.",
        en="The other household cannot send it any more. Please take the money back; it comes back by itself in time.",
    )


class NothingOffered(errors.NotFound):
    type = "nothing-offered"
    title = Sentence("Không có gì để chọn", en="Nothing to choose")
    detail = Sentence(
        "Đơn này không có hàng thay để chọn, hoặc đường dẫn không đúng.",
        en="Nothing is offered for this order, or the link is wrong.",
    )


NO_EQUAL = Sentence("nhà bán thiếu hàng, nhà khác cũng không còn", en="the harvest is short, nobody else has it")
NO_ANSWER = Sentence("nhà bán thiếu hàng, quá hạn chọn", en="the harvest is short, nobody chose in time")
WANTS_MONEY = Sentence("nhà bán thiếu hàng, khách lấy lại tiền", en="the harvest is short, the buyer takes the money")


def answer_by(now: datetime, ship_on: date | None) -> datetime:
    """Until when the buyer may choose: a day, not beyond the day of sending, and never less than two hours."""
    latest = now + THINKING_TIME
    if ship_on is not None:
        latest = min(latest, clock.end_of(ship_on))
    return max(latest, now + LEAST_TIME)


def code_of(secret: str, substitution_id: UUID) -> str:
    """The ten letters of the link that answers this very offer; derived anew, never stored."""
    digest = hmac.new(secret.encode(), b"substitution:" + substitution_id.bytes, sha256).digest()
    return "".join(ids.ALPHABET[byte % len(ids.ALPHABET)] for byte in digest[:_LETTERS])


def opens(secret: str, substitution_id: UUID, given: str) -> bool:
    """Whether `given` is its code, in small letters too."""
    typed = "".join(letter for letter in given.upper() if letter.isalnum())
    return is_code(typed, lambda key: code_of(key, substitution_id), secret)


def less_vnd(before_vnd: int, after_vnd: int) -> int:
    """What comes back to the buyer (đồng) where the other goods cost less than what was ordered."""
    return max(0, before_vnd - after_vnd)
