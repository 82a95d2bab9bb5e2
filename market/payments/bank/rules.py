"""Which queue a bank transfer waits in, and what may be done about it."""

from dataclasses import dataclass
from enum import StrEnum

from market.errors import Conflict
from market.events import Event
from market.language import Sentence


class Queue(StrEnum):
    """What a transfer turned out to be. What of it is open waits for a person; `exact` leaves nothing open."""

    EXACT = "exact"
    UNDER = "under"  # less than was asked for: a second transfer may fill it up
    OVER = "over"  # the rest waits to go back
    DOUBLE = "double"  # for what was paid already
    LATE = "late"  # for what had been cancelled meanwhile
    UNREFERENCED = "unreferenced"  # says nothing that we know
    PERHAPS = "perhaps"  # perhaps an earlier transfer, told again by another export: not booked
    KNOWN = "known"  # an earlier transfer told again


# What is booked and waits for a person, and all that waits.
OPEN = (Queue.UNDER, Queue.OVER, Queue.DOUBLE, Queue.LATE, Queue.UNREFERENCED)
WAITING = (*OPEN, Queue.PERHAPS)
NOT_BOOKED = (Queue.PERHAPS, Queue.KNOWN)
# What has come for a charge that takes it only when it is filled.
PARTIAL = (Queue.UNDER, Queue.LATE)
NAMES = {
    Queue.EXACT: Sentence("khớp", en="exact"),
    Queue.UNDER: Sentence("thiếu", en="under"),
    Queue.OVER: Sentence("thừa", en="over"),
    Queue.DOUBLE: Sentence("trả hai lần", en="double"),
    Queue.LATE: Sentence("đến muộn", en="late"),
    Queue.UNREFERENCED: Sentence("không rõ đơn", en="unreferenced"),
    Queue.PERHAPS: Sentence("có lẽ đã ghi rồi", en="perhaps the same"),
    Queue.KNOWN: Sentence("đã ghi rồi", en="known"),
}


@dataclass(frozen=True, kw_only=True)
class PartPaid(Event):
    """A part of what the orders `numbers` cost has come; nothing is due any more once they have ended."""

    numbers: tuple[str, ...]
    came_vnd: int
    due_vnd: int


def queue_for(*, due_vnd: int, before_vnd: int, amount_vnd: int, is_paid: bool, is_cancelled: bool) -> Queue:
    """What a transfer is to a charge of `due_vnd` for which `before_vnd` has come already."""
    if is_paid:
        return Queue.DOUBLE
    if is_cancelled:
        return Queue.LATE
    total = before_vnd + amount_vnd
    if total < due_vnd:
        return Queue.UNDER
    return Queue.EXACT if total == due_vnd else Queue.OVER


class TransferSettled(Conflict):
    type = "transfer-settled"
    title = Sentence("Khoản này đã xử lý", en="Transfer already settled")
    detail = Sentence(
        "Khoản chuyển này đã xử lý hoặc không ở hàng chờ đó.",
        en="This transfer has been seen to, or does not wait in such a queue.",
    )
