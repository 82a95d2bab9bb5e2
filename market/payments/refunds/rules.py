"""Refunds: why, by which way, and who must agree."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from market import errors, events, states
from market.language import Sentence


class RefundState(StrEnum):
    REQUESTED = "requested"  # above the set sum: waits for a second operator
    APPROVED = "approved"  # on its way: the worker sends it to the card, or an operator to the account
    SETTLED = "settled"
    FAILED = "failed"  # the gateway will not: waits for a person
    REJECTED = "rejected"


_S = RefundState
NAMES = {
    _S.REQUESTED: Sentence("chờ duyệt", en="requested"),
    _S.APPROVED: Sentence("đang hoàn", en="approved"),
    _S.SETTLED: Sentence("đã hoàn", en="settled"),
    _S.FAILED: Sentence("không hoàn được", en="failed"),
    _S.REJECTED: Sentence("không duyệt", en="rejected"),
}
STATES = states.StateTable(
    initial=(_S.REQUESTED, _S.APPROVED),
    names=NAMES,
    moves=(
        states.Move(_S.REQUESTED, _S.APPROVED, ("operator",)),
        states.Move(_S.REQUESTED, _S.REJECTED, ("operator",)),
        states.Move(_S.APPROVED, _S.SETTLED, ("operator", "gateway")),
        states.Move(_S.APPROVED, _S.FAILED, ("gateway",)),
        states.Move(_S.FAILED, _S.SETTLED, ("operator", "gateway")),
        states.Move(_S.SETTLED, _S.FAILED, ("gateway",)),
    ),
)


class Reason(StrEnum):
    """Why money goes back. The first six are the rules' own; people ask for the last two."""

    CANCELLED = "cancelled"
    RETURNED = "returned"
    LOST = "lost"
    DAMAGED = "damaged"
    LATE_PAYMENT = "late_payment"
    FEWER = "fewer"  # the buyer agreed to get less than was paid for
    QUALITY = "quality"
    OTHER = "other"


# These rest on a scan alone: above the set sum somebody looks before the money goes.
BY_SCAN = (Reason.RETURNED, Reason.LOST, Reason.DAMAGED)


# These give back what no order takes: it came too late, or the order costs less by now.
UNTAKEN = (Reason.LATE_PAYMENT, Reason.FEWER)


class Channel(StrEnum):
    """The way back, which may be another than the way in."""

    CARD = "card"
    BANK_TRANSFER = "bank_transfer"
    CASH = "cash"  # to the buyer's balance, from where a code takes it out at any post office
    IN_HAND = "in_hand"  # by the household herself, of what she had taken in hand: we never held it


# With these the buyer has it, or may have it, as soon as it is approved.
AT_ONCE = (Channel.CASH, Channel.IN_HAND)


@dataclass(frozen=True, kw_only=True)
class RefundSettled(events.Event):
    """`amount_vnd` is back with the buyer of the order `reference`: of its own money, or of what came beside it."""

    reference: str
    of_order: bool
    channel: str
    amount_vnd: int


@dataclass(frozen=True, kw_only=True)
class RefundRejected(events.Event):
    """The `amount_vnd` of a bank transfer's line that was to go back waits again for a person."""

    bank_line_id: UUID
    amount_vnd: int


class ChannelNotPossible(errors.Conflict):
    type = "refund-channel-not-possible"
    title = Sentence("Không hoàn theo cách này được", en="Refund channel not possible")
    detail = Sentence(
        "Chỉ hoàn về thẻ cho đơn trả bằng thẻ; tiền nhà bán nhận tận tay thì trả lại tận tay. Xin chọn cách khác.",
        en="Only what a card paid goes back to it; what was paid by hand goes back by hand. Choose another way.",
    )
