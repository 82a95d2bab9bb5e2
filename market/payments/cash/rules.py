"""Cash on delivery: its states on an axis of their own, never mixed with where the parcel is."""

from enum import StrEnum

from market.errors import Conflict
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


_S = CashState
# The one table of moves; what is not here is refused.
CASH_MOVES: dict[CashState, frozenset[CashState]] = {
    _S.DUE: frozenset({_S.COLLECTED, _S.WAIVED}),
    _S.WAIVED: frozenset({_S.COLLECTED}),  # taken all the same: money in a till is never left out of the books
    _S.COLLECTED: frozenset({_S.REMITTED, _S.SHORT, _S.DISPUTED, _S.DUE}),  # due again: it was not collected after all
    _S.REMITTED: frozenset({_S.RECONCILED, _S.DISPUTED}),
    _S.SHORT: frozenset({_S.SHORT, _S.REMITTED, _S.DISPUTED, _S.WAIVED}),
    # A statement that names a part of it ends no dispute.
    _S.DISPUTED: frozenset({_S.COLLECTED, _S.REMITTED, _S.DISPUTED, _S.WAIVED}),
    _S.RECONCILED: frozenset({_S.DISPUTED}),  # its delivery was a mistake, it turns out
}
# The post has taken the money in, whatever came of it since.
TAKEN_IN = frozenset({_S.COLLECTED, _S.REMITTED, _S.RECONCILED, _S.SHORT, _S.DISPUTED})

NAMES = {
    CashState.DUE: Sentence("chờ thu", en="due"),
    CashState.COLLECTED: Sentence("đã thu", en="collected"),
    CashState.REMITTED: Sentence("bưu điện đã báo trả", en="remitted"),
    CashState.RECONCILED: Sentence("đã khớp tiền", en="reconciled"),
    CashState.SHORT: Sentence("trả thiếu", en="short"),
    CashState.DISPUTED: Sentence("đang tra soát", en="disputed"),
    CashState.WAIVED: Sentence("không thu nữa", en="waived"),
}


class NotDelivered(Conflict):
    type = "not-delivered"
    title = Sentence("Chưa báo phát", en="Not delivered")
    detail = Sentence(
        "Bưu gửi này không ở trạng thái đã giao. Xin bưu cục quét lại lần phát trước.",
        en="This parcel does not stand as delivered. Please have its delivery scanned again first.",
    )
