"""What post offices and operators do with parcels: lists of work, claims, carriers' pushes, and what is refused."""

from enum import StrEnum

from market import errors, states
from market.language import Sentence


class NotYourOffice(errors.NotAllowed):
    type = "not-your-office"
    title = Sentence("Không phải bưu cục của bạn", en="Not your post office")
    detail = Sentence("Bạn không làm ở bưu cục {office}.", en="You do not work at post office {office}.")


class UnknownClaim(errors.NotFound):
    type = "unknown-claim"
    title = Sentence("Không có khiếu nại này", en="Unknown claim")
    detail = Sentence("Không có khiếu nại nào mang mã này.", en="There is no claim with this id.")


class ClaimState(StrEnum):
    OPEN = "open"
    PAID = "paid"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


CLAIM_STATES = states.StateTable(
    initial=(ClaimState.OPEN,),
    names={
        ClaimState.OPEN: Sentence("đang khiếu nại", en="open"),
        ClaimState.PAID: Sentence("đã đền", en="paid"),
        ClaimState.REJECTED: Sentence("bị từ chối", en="rejected"),
        ClaimState.WITHDRAWN: Sentence("đã rút", en="withdrawn"),
    },
    moves=(
        states.Move(ClaimState.OPEN, ClaimState.PAID, ("operator",)),
        states.Move(ClaimState.OPEN, ClaimState.REJECTED, ("operator",)),
        # The goods were found, whether it was paid or not; lost once more, it is open again.
        states.Move(ClaimState.OPEN, ClaimState.WITHDRAWN, ("scan",)),
        states.Move(ClaimState.PAID, ClaimState.WITHDRAWN, ("scan",)),
        states.Move(ClaimState.WITHDRAWN, ClaimState.OPEN, ("scan",)),
    ),
)


class PushOutcome(StrEnum):
    """What became of a carrier's push: it moved its parcel, changes nothing, or waits for a person."""

    RECORDED = "recorded"
    NOTED = "noted"
    WAITING = "waiting"


PUSH_STATES = states.StateTable(
    initial=PushOutcome,
    names={
        PushOutcome.RECORDED: Sentence("đã ghi nhận", en="recorded"),
        PushOutcome.NOTED: Sentence("đã xem, không đổi gì", en="noted"),
        PushOutcome.WAITING: Sentence("chờ người xem", en="waiting for a person"),
    },
    moves=(
        states.Move(PushOutcome.WAITING, PushOutcome.RECORDED, ("operator",)),
        states.Move(PushOutcome.WAITING, PushOutcome.NOTED, ("operator",)),
    ),
)


class UnknownPush(errors.NotFound):
    type = "unknown-push"
    title = Sentence("Không có tin này", en="Unknown push")
    detail = Sentence("Không có tin nào của hãng vận chuyển mang mã này.", en="No carrier's push has this id.")


class UnknownCarrier(errors.NotFound):
    type = "unknown-carrier"
    title = Sentence("Không có hãng này", en="Unknown carrier")
    detail = Sentence("Không có hãng vận chuyển nào tên như vậy.", en="There is no carrier of this name.")


class Worklist(StrEnum):
    """What an office has to do: each a list of its parcels."""

    TO_TAKE_IN = "to_take_in"
    TO_DISPATCH = "to_dispatch"
    TO_DELIVER = "to_deliver"
    ON_ROUNDS = "on_rounds"
    TO_HOLD = "to_hold"
    HELD = "held"
    TO_RETURN = "to_return"
    TO_GIVE_BACK = "to_give_back"
    OVERDUE = "overdue"


class UnknownCourier(errors.NotFound):
    type = "unknown-courier"
    title = Sentence("Không có bưu tá này", en="Unknown courier")
    detail = Sentence("Không có bưu tá nào mang mã này.", en="There is no courier with this id.")
