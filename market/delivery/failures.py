"""Delivery that fails: why, how often it is tried, and what the post office does next. Pure."""

from datetime import timedelta
from enum import StrEnum

from market.language import Sentence

MOST_ATTEMPTS = 3
HELD_FOR = timedelta(days=7)


class Reason(StrEnum):
    CANNOT_CONTACT = "cannot_contact"
    ABSENT = "absent"
    RESCHEDULED = "rescheduled"
    REFUSED_GOODS = "refused_goods"
    REFUSED_PRICE = "refused_price"
    WRONG_ADDRESS = "wrong_address"
    FORCE_MAJEURE = "force_majeure"
    COLLECTS_AT_OFFICE = "collects_at_office"


class NextStep(StrEnum):
    TRY_AGAIN = "try_again"
    HOLD = "hold"
    RETURN = "return"


NAMES = {
    Reason.CANNOT_CONTACT: Sentence("không liên lạc được", en="could not be reached"),
    Reason.ABSENT: Sentence("người nhận đi vắng", en="nobody at home"),
    Reason.RESCHEDULED: Sentence("người nhận hẹn lại", en="another day was asked for"),
    Reason.REFUSED_GOODS: Sentence("người nhận không lấy hàng", en="the goods were refused"),
    Reason.REFUSED_PRICE: Sentence("người nhận không chịu số tiền", en="the sum was refused"),
    Reason.WRONG_ADDRESS: Sentence("sai địa chỉ", en="wrong address"),
    Reason.FORCE_MAJEURE: Sentence("bão lũ, tắc đường", en="storm or road cut"),
    Reason.COLLECTS_AT_OFFICE: Sentence("người nhận sẽ ra bưu cục lấy", en="will be fetched at the post office"),
}
UNKNOWN = Sentence("chưa rõ lý do", en="no reason given")

_REFUSED = frozenset({Reason.REFUSED_GOODS, Reason.REFUSED_PRICE})


def next_step(attempts: int, reason: str | None) -> NextStep:
    """What follows failed attempt number `attempts`: a refusal goes back, the third waits at the office."""
    if reason in _REFUSED:
        return NextStep.RETURN
    if reason == Reason.COLLECTS_AT_OFFICE or attempts >= MOST_ATTEMPTS:
        return NextStep.HOLD
    return NextStep.TRY_AGAIN


def why(reason: str | None) -> Sentence:
    """The reason in words."""
    return NAMES[Reason(reason)] if reason else UNKNOWN
