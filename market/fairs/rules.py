"""A fair's states and windows, what a stand may be, and what is refused. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from market import events, states
from market.language import Sentence


class FairState(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    SHIPPED = "shipped"
    OVER = "over"
    CALLED_OFF = "called_off"


_S = FairState
_OFFICES = ("officer", "operator")
# What has not closed yet: stands are taken, and orders are gathered while it is open.
GATHERING = (_S.PLANNED, _S.OPEN)

STATES = states.StateTable(
    initial=(_S.PLANNED,),
    names={
        _S.PLANNED: Sentence("sắp mở", en="planned"),
        _S.OPEN: Sentence("đang mở", en="open"),
        _S.CLOSED: Sentence("đã đóng, đang thu hoạch", en="closed, being picked"),
        _S.SHIPPED: Sentence("đã gửi hàng", en="shipped"),
        _S.OVER: Sentence("đã xong", en="over"),
        _S.CALLED_OFF: Sentence("đã hủy", en="called off"),
    },
    moves=(
        states.Move(_S.PLANNED, _S.OPEN, (*_OFFICES, "worker")),
        states.Move(_S.OPEN, _S.CLOSED, (*_OFFICES, "worker")),
        # All that was ordered is on its way, or came to nothing.
        states.Move(_S.CLOSED, _S.SHIPPED, ("worker",)),
        states.Move(_S.SHIPPED, _S.OVER, ("worker",)),
        states.Move(_S.PLANNED, _S.CALLED_OFF, (*_OFFICES, "worker")),
        # Below its minimum at closing, or by who made it.
        states.Move(_S.OPEN, _S.CALLED_OFF, (*_OFFICES, "worker")),
        states.Move(_S.CLOSED, _S.CALLED_OFF, _OFFICES),
    ),
)


@dataclass(frozen=True, kw_only=True)
class FairMoved(events.Event):
    """A fair came into `target`; `origin` is None when it was made."""

    fair_id: UUID
    origin: FairState | None
    target: FairState
    by: str
