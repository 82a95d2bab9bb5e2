"""What stands on each page of the counter."""

from typing import NamedTuple

from market.language import Sentence


class Room(NamedTuple):
    """A place below `/counter/{office}` that stands at the top of each page."""

    path: str
    picture: str
    word: Sentence


_COUNTER = Room("", "scan", Sentence("Quầy", en="Counter"))
CLERKS_ROOMS = (
    _COUNTER,
    Room("/bags", "truck", Sentence("Túi hàng", en="Bags")),
    Room("/till", "till", Sentence("Quỹ", en="Till")),
    Room("/cash-outs", "cash", Sentence("Trả tiền", en="Pay")),
)
COURIERS_ROOMS = (_COUNTER, Room("/cash", "cash", Sentence("Tiền đang giữ", en="My cash")))
COUNTER = {
    "rooms": Sentence("Quầy bưu cục", en="The counter"),
    "back_to_counter": Sentence("Về quầy", en="To the counter"),
    "number": Sentence("Mã trên gói hàng", en="Number on the parcel"),
    "number_hint": Sentence(
        "Quét, dán hoặc gõ: mã vận đơn, mã đơn, hoặc số điện thoại người nhận",
        en="Scan, paste or type: tracking number, order number, or the receiver's phone",
    ),
    "find": Sentence("Tìm", en="Find"),
    "papers": Sentence("Bảng kê đã lập", en="Lists of what was brought"),
    "batch": Sentence("Nhiều gói một lần", en="Many at once"),
    "more": Sentence("Xem thêm", en="Show more"),
    "other_things": Sentence("Việc khác", en="Other things"),
    "collect": Sentence("Thu {cod_vnd}\u00a0đ", en="Collect {cod_vnd}\u00a0đ"),
    "undo": Sentence("Bấm nhầm? Hủy lần này", en="A mistake? Take it back"),
    "wrong_parcel": Sentence("Quét nhầm gói", en="Wrong parcel"),
    "wrong_button": Sentence("Bấm nhầm việc", en="Wrong button"),
    "again": Sentence("Mở lại gói {number}", en="Open {number} again"),
}
# What `?done=` says was done with the number beside it; and what was taken notice of, but did not go as one may think.
DONE = {
    "accepted": Sentence("Đã nhận vào: {number}", en="Taken in: {number}"),
    "departed": Sentence("Đã chuyển đi: {number}", en="Sent on: {number}"),
    "arrived": Sentence("Đã đến bưu cục: {number}", en="Arrived: {number}"),
    "out_for_delivery": Sentence("Đã mang đi phát: {number}", en="Out for delivery: {number}"),
    "delivery_failed": Sentence("Đã ghi chưa phát được: {number}", en="Noted as not delivered: {number}"),
    "held_for_pickup": Sentence("Đã giữ chờ người đến lấy: {number}", en="Held: {number}"),
    "delivered": Sentence("Đã phát: {number}", en="Delivered: {number}"),
    "return_started": Sentence("Đã bắt đầu gửi trả: {number}", en="On its way back: {number}"),
    "returned": Sentence("Nhà bán đã nhận lại: {number}", en="Given back: {number}"),
    "lost": Sentence("Đã ghi bị mất: {number}", en="Noted as lost: {number}"),
    "damaged": Sentence("Đã ghi bị hỏng: {number}", en="Noted as damaged: {number}"),
    "voided": Sentence("Đã hủy lần quét nhầm của {number}.", en="The mistake about {number} is taken back."),
    "assigned": Sentence("Đã xếp {number} vào chuyến của bưu tá.", en="{number} is on the courier's round."),
    "given-out": Sentence("Đã đưa hàng của đơn {number}.", en="Order {number} is given out."),
    "handed-on": Sentence("Đã giao {number} cho hãng khác.", en="{number} goes on with another carrier."),
}
NOTICED = {
    "waits": Sentence(
        "Đã ghi {number}. Lần này chờ người điều hành xem rồi mới tính.",
        en="Noted {number}. It counts once an operator has looked.",
    ),
    "duplicate": Sentence(
        "Việc này đã ghi trước rồi, không ghi thêm lần nữa: {number}",
        en="That was noted before, and is not noted twice: {number}",
    ),
    "moved-on": Sentence(
        "Gói {number} đã đổi từ lúc bạn mở trang, nên lần bấm vừa rồi không ghi gì. Xem bây giờ làm gì ở trên.",
        en="Parcel {number} has moved on since you opened the page, so nothing was noted. See above what to do now.",
    ),
    "refused": Sentence(
        "Không ghi được {number}. Xem gói để biết vì sao.", en="Could not be noted: {number}. Look at it to see why."
    ),
    "given-before": Sentence(
        "Đơn {number} đã đưa trước rồi, không ghi thêm lần nữa.", en="Order {number} was given out before."
    ),
}
