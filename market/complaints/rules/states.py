"""From, to, who. While a complaint is open its order's completion and its order's money wait, and nothing else does."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from market import events, states
from market.language import Sentence


class State(StrEnum):
    RECEIVED = "received"  # lies where the rules put it; nobody has taken it in hand yet
    ASSIGNED = "assigned"  # somebody has, or it was passed on
    ANSWERED = "answered"  # its reporter has the last word
    REOPENED = "reopened"
    ESCALATED = "escalated"
    CLOSED = "closed"
    MERGED = "merged"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


_S = State
UNANSWERED = (_S.RECEIVED, _S.ASSIGNED, _S.REOPENED, _S.ESCALATED)
# Answered is not closed: an answer that sets the money free would be given for the sake of the money. How long it may
# stay so is bounded (`RATING_DAYS`), so that silence holds nobody's money.
OPEN = (*UNANSWERED, _S.ANSWERED)
ENDED = (_S.CLOSED, _S.MERGED, _S.REFUSED, _S.WITHDRAWN)

# Working days in which the reporter says how the answer was; after the first of them once reminded.
RATING_DAYS, REMINDED_AFTER = 3, 1

_OFFICE = ("officer", "operator")
_HOLDERS = ("seller", "team_member", "clerk", *_OFFICE)

NAMES = {
    _S.RECEIVED: Sentence("đã nhận, chờ xem", en="received"),
    _S.ASSIGNED: Sentence("đang giải quyết", en="being looked into"),
    _S.ANSWERED: Sentence("đã trả lời", en="answered"),
    _S.REOPENED: Sentence("mở lại", en="reopened"),
    _S.ESCALATED: Sentence("đã chuyển lên trên", en="passed to a higher office"),
    _S.CLOSED: Sentence("đã xong", en="closed"),
    _S.MERGED: Sentence("đã gộp", en="merged"),
    _S.REFUSED: Sentence("không nhận giải quyết", en="refused"),
    _S.WITHDRAWN: Sentence("người gửi đã rút lại", en="withdrawn"),
}

STATES = states.StateTable(
    initial=(_S.RECEIVED,),
    names=NAMES,
    moves=(
        states.Move(_S.RECEIVED, _S.ASSIGNED, (*_HOLDERS, "worker")),
        states.Move(_S.RECEIVED, _S.ANSWERED, _HOLDERS),
        states.Move(_S.ASSIGNED, _S.ANSWERED, _HOLDERS),
        states.Move(_S.ESCALATED, _S.ANSWERED, _OFFICE),
        states.Move(_S.ANSWERED, _S.CLOSED, ("reporter", "worker")),
        states.Move(_S.ANSWERED, _S.REOPENED, ("reporter",)),
        # In the same breath: whoever answered is not asked again.
        states.Move(_S.REOPENED, _S.ESCALATED, ("worker",)),
        states.Move(_S.RECEIVED, _S.MERGED, _OFFICE),
        states.Move(_S.ASSIGNED, _S.MERGED, _OFFICE),
        states.Move(_S.RECEIVED, _S.REFUSED, _OFFICE),
        states.Move(_S.ASSIGNED, _S.REFUSED, _OFFICE),
        *(states.Move(origin, _S.WITHDRAWN, ("reporter",)) for origin in (_S.RECEIVED, _S.ASSIGNED, _S.ESCALATED)),
    ),
)


@dataclass(frozen=True, kw_only=True)
class ComplaintMoved(events.Event):
    """A complaint came into `target`; `origin` is None when it was received."""

    complaint_id: UUID
    origin: State | None
    target: State


def is_late(state: str, waits_until: datetime, now: datetime) -> bool:
    """Whether an answer was due before `now` and there is none."""
    return state in UNANSWERED and waits_until < now
