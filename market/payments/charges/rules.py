"""Paying by card or bank transfer: how long it may take, what becomes of a charge, and how a transfer is recognised."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from market import errors, events, ids, states
from market.language import Sentence

# Outbox topics: apply what the gateway told us, look after a charge, end one and open another for less.
APPLY, POLL, REPLACE = "card.event", "charge.poll", "charge.replace"
SECRET_PURPOSE = "card client secret"  # noqa: S105
CARD = "card"
BANK_TRANSFER = "bank_transfer"
# The gateway's own minimum is about half a US dollar.
LEAST_BY_CARD_VND = 15_000
# How soon the worker asks again about a charge that it could not end, at first and at most.
_FIRST_POLL, _LONGEST_POLL = timedelta(minutes=1), timedelta(hours=1)
# A charge whose request died before the gateway answered is taken up after this.
TAKEN_UP_AFTER = timedelta(minutes=2)
# The gateway shows a page of its own for so long at least; we end it sooner.
PAGE_LASTS = timedelta(minutes=30)


class ChargeState(StrEnum):
    OPENING = "opening"  # recorded, the gateway may not know it yet
    OPEN = "open"  # can be paid
    PAID = "paid"
    CANCELLED = "cancelled"


_S = ChargeState
STATES = states.StateTable(
    initial=(_S.OPENING, _S.OPEN),
    names={
        _S.OPENING: Sentence("đang mở", en="opening"),
        _S.OPEN: Sentence("chờ thanh toán", en="open"),
        _S.PAID: Sentence("đã trả", en="paid"),
        _S.CANCELLED: Sentence("đã đóng", en="cancelled"),
    },
    moves=(
        states.Move(_S.OPENING, _S.OPEN, ("gateway",)),
        states.Move(_S.OPENING, _S.CANCELLED, ("end",)),
        states.Move(_S.OPEN, _S.CANCELLED, ("end",)),
        # Money that has come has come, however late.
        *(states.Move(origin, _S.PAID, ("money",)) for origin in (_S.OPENING, _S.OPEN, _S.CANCELLED)),
    ),
)
UNPAID = tuple(STATES.origins(_S.CANCELLED, "end"))


class MoneyKind(StrEnum):
    CAPTURED = "captured"
    REFUNDED = "refunded"
    REFUND_FAILED = "refund_failed"  # it came back to us


@dataclass(frozen=True, kw_only=True)
class ChargePaid(events.Event):
    """The money for the orders `numbers` is there."""

    charge_id: UUID
    method: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ChargeCancelled(events.Event):
    """Nobody can pay for the orders `numbers` any more: their time is over, or the gateway has ended it."""

    charge_id: UUID
    numbers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ChargeReplaced(events.Event):
    """A charge was ended, and the charge `by_id` asks for what is left of its basket."""

    charge_id: UUID
    by_id: UUID


class CardUnavailable(errors.Problem):
    status = 503
    type = "card-gateway-unavailable"
    title = Sentence("Chưa trả thẻ được", en="Card payment unavailable")
    detail = Sentence(
        "Cổng thẻ đang không trả lời. Chưa có gì bị trừ; xin thử lại hoặc chọn cách trả khác.",
        en="The card gateway does not answer. Nothing was charged; please retry or pay another way.",
    )

    def __init__(self) -> None:
        super().__init__(headers={"Retry-After": "30"})


class AmountTooSmall(errors.Problem):
    status = 422
    type = "amount-too-small"
    title = Sentence("Số tiền quá nhỏ", en="Amount too small")
    detail = Sentence(
        "Cách trả này nhận từ {least_vnd} đ trở lên. Xin chọn cách khác.",
        en="This way of paying takes {least_vnd} đ or more. Please choose another.",
    )


def next_poll(polls: int, now: datetime) -> datetime:
    """When to ask again after `polls` times in vain: ever more seldom."""
    return now + min(_FIRST_POLL * 2 ** min(polls, 10), _LONGEST_POLL)


def new_transfer_code() -> str:
    """What a bank transfer must say: ten letters and figures with a check, which survive a bank's own text."""
    return ids.new_order_number().replace("-", "")


_CODE = re.compile(f"(?=(CP[{ids.ALPHABET}]{{8}}))")


def codes_in(text: str) -> list[str]:
    """The codes and order numbers in what a bank made of the payer's words, without dashes, each once.

    Blanks, points and dashes that banks put in or take out do not matter; one with a wrong check is left out.
    """
    joined = re.sub(r"[^0-9A-Z]", "", text.upper())
    found = (match.group(1) for match in _CODE.finditer(joined))
    return list(dict.fromkeys(code for code in found if ids.is_order_number(f"CP-{code[2:6]}-{code[6:]}")))
