"""How an account moves to another phone when the present one cannot say so: states, waiting time, refusals."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from market import errors, events
from market.language import Sentence
from market.states import Move, StateTable

# So long the former phone may say no, counted from when the second operator has agreed.
WAIT = timedelta(days=3)
OPERATOR, OWNER, SYSTEM = "operator", "owner", "system"


class ChangeState(StrEnum):
    ASKED = "asked"
    AGREED = "agreed"
    DONE = "done"
    REFUSED = "refused"


OPEN = (ChangeState.ASKED, ChangeState.AGREED)
CHANGE_STATES = StateTable(
    initial=[ChangeState.ASKED],
    moves=[
        Move(ChangeState.ASKED, ChangeState.AGREED, (OPERATOR,)),
        Move(ChangeState.AGREED, ChangeState.DONE, (SYSTEM,)),
        Move(ChangeState.ASKED, ChangeState.REFUSED, (OWNER, OPERATOR, SYSTEM)),
        Move(ChangeState.AGREED, ChangeState.REFUSED, (OWNER, OPERATOR, SYSTEM)),
    ],
    names={
        ChangeState.ASKED: Sentence("chờ người thứ hai", en="waiting for a second operator"),
        ChangeState.AGREED: Sentence("chờ đủ ba ngày", en="waiting three days"),
        ChangeState.DONE: Sentence("đã chuyển số", en="moved"),
        ChangeState.REFUSED: Sentence("đã từ chối", en="refused"),
    },
)


class ChangeOpen(errors.Conflict):
    type = "phone-change-open"
    title = Sentence("Đang chờ chuyển số", en="A change of phone is open")
    detail = Sentence("Tài khoản này đã có một lần xin chuyển số.", en="This account already waits for another phone.")


@dataclass(frozen=True, kw_only=True)
class PhoneChangeMoved(events.Event):
    """Two operators are about to move somebody to another phone, or have: both phones are told."""

    change_id: UUID
    state: ChangeState
