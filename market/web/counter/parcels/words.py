"""The words of one parcel: where it stands, what to press, what was done."""

from typing import NamedTuple

from market.delivery.failures import NAMES as REASONS
from market.delivery.rules.parcels import NAMES as STATES
from market.delivery.rules.parcels import ScanEvent
from market.language import Sentence

__all__ = ["BUTTONS", "PARCEL", "REASONS", "SAY", "STATES", "UNSEEN"]


class Button(NamedTuple):
    picture: str
    word: Sentence


BUTTONS = {
    ScanEvent.ACCEPTED: Button("door", Sentence("Nhận vào bưu cục", en="Take in")),
    ScanEvent.DEPARTED: Button("truck", Sentence("Chuyển đi", en="Send on")),
    ScanEvent.ARRIVED: Button("post", Sentence("Đã đến bưu cục này", en="Arrived here")),
    ScanEvent.OUT_FOR_DELIVERY: Button("visit", Sentence("Mang đi phát", en="Out for delivery")),
    ScanEvent.DELIVERY_FAILED: Button("warn", Sentence("Phát chưa được…", en="Not delivered…")),
    ScanEvent.HELD_FOR_PICKUP: Button("stock", Sentence("Giữ ở bưu cục, chờ người đến lấy", en="Hold to be fetched")),
    ScanEvent.DELIVERED: Button("accept", Sentence("Đã phát", en="Delivered")),
    ScanEvent.RETURN_STARTED: Button("return", Sentence("Gửi trả nhà bán", en="Send back")),
    ScanEvent.RETURNED: Button("people", Sentence("Nhà bán đã nhận lại", en="Given back to the household")),
    ScanEvent.LOST: Button("search", Sentence("Gói bị mất", en="The parcel is lost")),
    ScanEvent.DAMAGED: Button("warn", Sentence("Gói bị hỏng", en="The parcel is damaged")),
}
# The first sentence of the page, by what is offered first.
SAY = {
    ScanEvent.ACCEPTED: Sentence(
        "Gói này chưa vào bưu cục. Cầm gói trên tay rồi bấm “Nhận vào bưu cục”.",
        en="Not taken in yet. Hold it, then press “Take in”.",
    ),
    ScanEvent.DEPARTED: Sentence(
        "Gói này đi tiếp sang bưu cục khác. Khi lên xe, bấm “Chuyển đi”.",
        en="It goes on to another office. When it leaves, press “Send on”.",
    ),
    ScanEvent.ARRIVED: Sentence(
        "Gói này đang trên đường đến. Gói đến tay bạn thì bấm “Đã đến bưu cục này”.",
        en="It is on its way. When you hold it, press “Arrived here”.",
    ),
    ScanEvent.OUT_FOR_DELIVERY: Sentence(
        "Gói này chờ đi phát. Khi mang đi, bấm “Mang đi phát”.",
        en="It waits to be delivered. When it leaves, press “Out for delivery”.",
    ),
    ScanEvent.DELIVERED: Sentence(
        "Trao gói cho người nhận, thu đủ tiền, rồi bấm “Đã phát”.",
        en="Hand it over, take the money, then press “Delivered”.",
    ),
    ScanEvent.HELD_FOR_PICKUP: Sentence(
        "Đã phát nhiều lần không được. Cất gói, bấm “Giữ ở bưu cục”.",
        en="Delivery has failed. Put it away and press “Hold”.",
    ),
    ScanEvent.RETURN_STARTED: Sentence(
        "Gói này phải gửi trả nhà bán. Bấm “Gửi trả nhà bán”.", en="It goes back to the household. Press “Send back”."
    ),
    ScanEvent.RETURNED: Sentence(
        "Nhà bán đến thì trao lại gói, rồi bấm “Nhà bán đã nhận lại”.",
        en="When the household comes, give it back, then press the button.",
    ),
}
PARCEL = {
    "title": Sentence("Gói {number}", en="Parcel {number}"),
    "say_nothing": Sentence(
        "Bạn không cần làm gì với gói này. Hiện nay: {state}.", en="You need do nothing with it. Now: {state}."
    ),
    "say_cancelled": Sentence(
        "Đơn này đã hủy. Đừng nhận gói, trả lại người mang đến.",
        en="This was called off. Do not take it; give it back to who brought it.",
    ),
    "to_bag": Sentence("Đóng vào túi", en="Put into a bag"),
    "delivered_cash": Sentence("Đã phát, đã thu {due_vnd}\u00a0đ", en="Delivered, {due_vnd}\u00a0đ taken"),
    "no_cash": Sentence("Không thu tiền: chỉ trao gói.", en="Nothing to collect: just hand it over."),
    "weight": Sentence("Cân được (gam)", en="Weighed (grams)"),
    "weight_hint": Sentence(
        "Không cân thì để trống. Nhà bán ghi {weight} g.",
        en="Leave empty if not weighed. The household wrote {weight} g.",
    ),
    "why": Sentence("Vì sao chưa phát được?", en="Why was it not delivered?"),
    "mishap": Sentence("Mất hoặc hỏng", en="Lost or damaged"),
    "mishap_say": Sentence(
        "Chỉ bấm khi đã chắc: bưu điện sẽ phải đền.", en="Press only when sure: the post pays for it."
    ),
    "to_courier": Sentence("Giao cho {name}", en="Give to {name}"),
    "couriers": Sentence("Xếp vào chuyến của bưu tá", en="Put on a courier's round"),
    "on_round_of": Sentence("Đang ở chuyến của {name}.", en="On the round of {name}."),
    "carrier": Sentence("Giao cho hãng khác", en="Hand on to another carrier"),
    "which_carrier": Sentence("Hãng nào?", en="Which carrier?"),
    "carrier_reference": Sentence("Mã của hãng đó", en="Their number"),
    "hand_on": Sentence("Giao cho hãng này", en="Hand on"),
    "receiver": Sentence("Người nhận", en="Receiver"),
    "sender": Sentence("Người gửi", en="Sender"),
    "order": Sentence("Mã đơn", en="Order"),
    "way": Sentence("Đường đi", en="Way"),
    "state": Sentence("Hiện nay", en="Now"),
    "by": Sentence("Hẹn đến trước", en="Promised by"),
    "until": Sentence("Giữ đến", en="Held until"),
    "attempts": Sentence("Đã phát {count} lần chưa được: {why}.", en="Tried {count} times: {why}."),
    "mind": Sentence("Lưu ý", en="Mind"),
    "fresh": Sentence("Hàng tươi", en="Fresh"),
    "fragile": Sentence("Dễ vỡ", en="Fragile"),
    "inspect": Sentence("Được xem hàng trước khi trả tiền", en="May be looked at before paying"),
    "express": Sentence("Chuyển nhanh", en="Express"),
    "call": Sentence("Gọi {phone}", en="Call {phone}"),
    "label": Sentence("In nhãn (PDF)", en="Print the label (PDF)"),
    "history": Sentence("Đã qua", en="So far"),
    "no_history": Sentence("Chưa quét lần nào.", en="Never scanned."),
    "waits": Sentence("chờ người điều hành xem", en="waits for an operator"),
    "voided": Sentence("đã hủy: {why}", en="taken back: {why}"),
    "mistake": Sentence("Lần này quét nhầm?", en="Was this a mistake?"),
}
UNSEEN = {
    "say_courier": Sentence(
        "Gói này chưa ở trong chuyến của bạn. Đang cầm gói ở bưu cục thì bấm “Mang đi phát”.",
        en="It is not on your round. If you hold it at the office, press “Out for delivery”.",
    ),
    "say_clerk": Sentence(
        "Mã này không đi qua bưu cục bạn. Nếu đang cầm gói, bấm “Đã đến bưu cục này”; người điều hành sẽ xem.",
        en="This number does not pass your office. If you do hold it, press “Arrived here”; an operator will look.",
    ),
}
