"""The words of the pages, Vietnamese first."""

from market.delivery.rules.parcels import ScanEvent
from market.language import Sentence

TRACKING = {
    "title": Sentence("Bưu kiện ở đâu?", en="Where is the parcel?"),
    "say": Sentence(
        "Gõ mã vận đơn in trên phiếu gửi, rồi bấm “Xem”.", en="Type the number of the label, then press “Look”."
    ),
    "other": Sentence("Xem bưu kiện khác", en="Another parcel"),
    "report": Sentence("Báo có chuyện không ổn", en="Report that something is wrong"),
    "number": Sentence("Mã vận đơn", en="Tracking number"),
    "look": Sentence("Xem", en="Look"),
    "history": Sentence("Đã qua", en="So far"),
    "ships": Sentence("Hàng của phiên chợ: giao từ {day}.", en="Of a fair: it is sent from {day}."),
    "nothing": Sentence("Bưu điện chưa nhận bưu kiện này.", en="The post has not taken this parcel in yet."),
    "hint": Sentence(
        "Mã gồm 13 chữ và số, in dưới mã vạch, ví dụ CA000000014VN.",
        en="The number has 13 letters and digits, under the bar code, such as CA000000014VN.",
    ),
}
EVENTS = {
    ScanEvent.ACCEPTED: Sentence("Bưu cục nhận hàng", en="Taken in"),
    ScanEvent.DEPARTED: Sentence("Rời bưu cục", en="Left"),
    ScanEvent.ARRIVED: Sentence("Đến bưu cục", en="Arrived"),
    ScanEvent.OUT_FOR_DELIVERY: Sentence("Bưu tá mang đi phát", en="Out for delivery"),
    ScanEvent.DELIVERY_FAILED: Sentence("Phát chưa được", en="Delivery failed"),
    ScanEvent.HELD_FOR_PICKUP: Sentence("Chờ người nhận đến lấy", en="Held for pickup"),
    ScanEvent.DELIVERED: Sentence("Đã phát", en="Delivered"),
    ScanEvent.RETURN_STARTED: Sentence("Bắt đầu chuyển hoàn", en="Return started"),
    ScanEvent.RETURNED: Sentence("Đã trả nhà bán", en="Returned"),
    ScanEvent.LOST: Sentence("Thất lạc", en="Lost"),
    ScanEvent.DAMAGED: Sentence("Hư hỏng", en="Damaged"),
}
