"""What the public is told of a parcel, in one plain sentence: what happens next. Pure."""

from datetime import date, datetime

from market.clock import local_day
from market.delivery import estimates, failures
from market.delivery.rules.parcels import ParcelState
from market.language import Sentence

_S = ParcelState
_NOW = {
    _S.REQUESTED: Sentence(
        "Nhà bán đã gói hàng và sắp mang ra bưu cục.", en="The shop has packed it and will bring it to the post office."
    ),
    _S.BOOKED: Sentence(
        "Nhà bán đã gói hàng và sắp mang ra bưu cục.", en="The shop has packed it and will bring it to the post office."
    ),
    _S.ACCEPTED: Sentence("Bưu điện đã nhận và sắp chuyển đi.", en="The post has it and will send it on."),
    _S.IN_TRANSIT: Sentence("Bưu kiện đang trên đường.", en="It is on its way."),
    _S.OUT_FOR_DELIVERY: Sentence(
        "Bưu tá đang mang đến. Xin để điện thoại mở.", en="The courier is bringing it. Please keep your phone on."
    ),
    _S.DELIVERED: Sentence("Đã giao xong.", en="It has been delivered."),
    _S.DELIVERY_FAILED: Sentence(
        "Lần {attempts} chưa giao được, bưu tá sẽ đến lại.",
        en="Attempt {attempts} failed; the courier will come again.",
    ),
    _S.HELD_FOR_PICKUP: Sentence(
        "Xin đến {place} lấy, chậm nhất ngày {until}.", en="Please fetch it at {place} by {until}."
    ),
    _S.RETURNING: Sentence("Đang chuyển về cho nhà bán.", en="It is going back to the shop."),
    _S.RETURNED: Sentence("Đã trả về cho nhà bán.", en="It is back at the shop."),
    _S.LOST: Sentence(
        "Bưu kiện bị thất lạc. Bạn không phải trả gì; tiền đã trả được hoàn lại.",
        en="It was lost. You owe nothing; what you paid is returned.",
    ),
    _S.DAMAGED: Sentence(
        "Bưu kiện bị hỏng. Bạn không phải trả gì; tiền đã trả được hoàn lại.",
        en="It was damaged. You owe nothing; what you paid is returned.",
    ),
    _S.CANCELLED: Sentence("Đơn này đã hủy, bưu kiện không được gửi.", en="It was cancelled and is not sent."),
}
_TO_HOLD = Sentence(
    "Sau {attempts} lần chưa giao được, bưu kiện chờ bạn ở {place}.",
    en="After {attempts} failed attempts it waits for you at {place}.",
)
_TO_RETURN = Sentence("Sắp được chuyển về cho nhà bán.", en="It will go back to the shop.")
_COMES = Sentence(" Dự kiến đến từ {earliest} đến {latest}.", en=" It should come between {earliest} and {latest}.")
_TODAY = Sentence(" Dự kiến đến trong ngày {latest}.", en=" It should come on {latest}.")
_LATE = Sentence(" Chậm hơn đã hẹn, xin lỗi bạn.", en=" This is later than promised; we are sorry.")


def day(when: date) -> str:
    """A day as people write it here: 23/11."""
    return f"{when.day}/{when.month}"


def what_now(
    state: ParcelState,
    *,
    promise: estimates.Promise | None,
    attempts: int,
    next_step: str | None,
    held_until: datetime | None,
    place: str,
) -> Sentence:
    """The state in words, when it comes, and whether that is later than was promised."""
    until = day(local_day(held_until)) if held_until else ""
    told = _first(state, next_step).format(attempts=min(attempts, failures.MOST_ATTEMPTS), place=place, until=until)
    if promise is None:
        return told
    comes = _TODAY if promise.earliest == promise.latest else _COMES
    told = _joined(told, comes.format(earliest=day(promise.earliest), latest=day(promise.latest)))
    return _joined(told, _LATE) if promise.late else told


def _first(state: ParcelState, next_step: str | None) -> Sentence:
    if next_step == failures.NextStep.RETURN:
        return _TO_RETURN
    return _TO_HOLD if next_step == failures.NextStep.HOLD else _NOW[state]


def _joined(first: Sentence, second: Sentence) -> Sentence:
    return Sentence(str(first) + str(second), en=first.en + second.en)
