"""Cash on delivery: its states on an axis of their own, never mixed with where the parcel is."""

from enum import StrEnum

from market import errors, states
from market.language import Sentence

COD = "cod"

# Carriers that let a shop have what was collected before they have remitted it.
ADVANCES = frozenset({"postmart"})


class CashState(StrEnum):
    DUE = "due"
    COLLECTED = "collected"
    REMITTED = "remitted"
    RECONCILED = "reconciled"
    SHORT = "short"
    DISPUTED = "disputed"
    WAIVED = "waived"
    KEPT = "kept"  # the household has taken it herself, from hand to hand: it is nobody's to remit


_S = CashState
_BOOKS = ("books",)  # it is they that move it, whoever told them
STATES = states.StateTable(
    initial=(_S.DUE,),
    names={
        _S.DUE: Sentence("chờ thu", en="due"),
        _S.COLLECTED: Sentence("đã thu", en="collected"),
        _S.REMITTED: Sentence("bưu điện đã báo trả", en="remitted"),
        _S.RECONCILED: Sentence("đã khớp tiền", en="reconciled"),
        _S.SHORT: Sentence("trả thiếu", en="short"),
        _S.DISPUTED: Sentence("đang tra soát", en="disputed"),
        _S.WAIVED: Sentence("không thu nữa", en="waived"),
        _S.KEPT: Sentence("nhà bán đã nhận tận tay", en="taken by the household"),
    },
    moves=(
        states.Move(_S.DUE, _S.COLLECTED, _BOOKS),
        states.Move(_S.DUE, _S.WAIVED, _BOOKS),
        states.Move(_S.DUE, _S.KEPT, _BOOKS),
        states.Move(
            _S.WAIVED, _S.COLLECTED, _BOOKS
        ),  # taken all the same: money in a till is never left out of the books
        states.Move(_S.WAIVED, _S.DUE, _BOOKS),  # the order lives again
        states.Move(_S.COLLECTED, _S.DUE, _BOOKS),  # it was not collected after all
        *(states.Move(_S.COLLECTED, target, _BOOKS) for target in (_S.REMITTED, _S.SHORT, _S.DISPUTED)),
        *(states.Move(_S.REMITTED, target, _BOOKS) for target in (_S.RECONCILED, _S.DISPUTED)),
        *(states.Move(_S.SHORT, target, _BOOKS) for target in (_S.SHORT, _S.REMITTED, _S.DISPUTED, _S.WAIVED)),
        # A statement that names a part of it ends no dispute.
        *(states.Move(_S.DISPUTED, target, _BOOKS) for target in (_S.COLLECTED, _S.REMITTED, _S.DISPUTED, _S.WAIVED)),
        states.Move(_S.RECONCILED, _S.DISPUTED, _BOOKS),  # its delivery was a mistake, it turns out
    ),
)
# The post has taken the money in, whatever came of it since.
TAKEN_IN = frozenset({_S.COLLECTED, _S.REMITTED, _S.RECONCILED, _S.SHORT, _S.DISPUTED})


class NotDelivered(errors.Conflict):
    type = "not-delivered"
    title = Sentence("Chưa báo phát", en="Not delivered")
    detail = Sentence(
        "Bưu gửi này không ở trạng thái đã giao. Xin bưu cục quét lại lần phát trước.",
        en="This parcel does not stand as delivered. Please have its delivery scanned again first.",
    )
