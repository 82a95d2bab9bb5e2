"""How far the hand that scanned is believed, and what becomes of a scan that waits for a person. Plain values."""

from enum import StrEnum

from market import errors, states
from market.language import Sentence


class Trust(StrEnum):
    """Settled when a scan comes in, so that a parcel's state is the same however its scans arrive.

    Whoever has the parcel moves it. What ends its way needs an acceptance before it as well.
    """

    SURE = "sure"  # a carrier's own word, or an operator's: it counts whatever stands beside it
    OFFICE = "office"  # a clerk of an office on the route, or the courier a clerk gave it to
    COURIER = "courier"  # another courier of such an office: his own acceptance is no proof that the post has it
    OUTSIDE = "outside"  # an office that is not on the route


class ScanStanding(StrEnum):
    """A scan counts, waits for an operator, or was a mistake."""

    COUNTS = "counts"
    WAITING = "waiting"
    VOIDED = "voided"


_S = ScanStanding
SCAN_STATES = states.StateTable(
    initial=(_S.COUNTS, _S.WAITING),
    names={
        _S.COUNTS: Sentence("được tính", en="counting"),
        _S.WAITING: Sentence("chờ người xem", en="waiting for a person"),
        _S.VOIDED: Sentence("đã hủy", en="voided"),
    },
    moves=(
        states.Move(_S.WAITING, _S.COUNTS, ("operator", "scan")),  # "scan": the acceptance came in late
        states.Move(_S.COUNTS, _S.WAITING, ("scan",)),  # or was itself voided
        states.Move(_S.WAITING, _S.VOIDED, ("office", "operator")),
        states.Move(_S.COUNTS, _S.VOIDED, ("office", "operator")),
    ),
)


class OwnScan(errors.NotAllowed):
    type = "own-scan"
    title = Sentence("Lần quét của chính bạn", en="Your own scan")
    detail = Sentence(
        "Bạn đã tự quét lần này, nên xin nhờ một người điều hành khác xem.",
        en="You made this scan yourself; please let another operator look at it.",
    )
