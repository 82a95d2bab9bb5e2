"""The words of `/counter`: the field, the lists of work, the day."""

from typing import NamedTuple

from market.delivery.rules.offices import Worklist
from market.delivery.rules.parcels import ScanEvent
from market.language import Sentence


class Kind(NamedTuple):
    """A list of work: its picture, what it is called, and what is to be done with it."""

    picture: str
    title: Sentence
    say: Sentence


OFFICES = {
    "title": Sentence("Bưu cục nào?", en="Which post office?"),
    "say": Sentence("Chọn bưu cục nơi bạn làm hôm nay.", en="Choose the post office where you work today."),
    "none": Sentence("Bạn chưa làm ở bưu cục nào.", en="You work at no post office yet."),
}
START = {
    "title": Sentence("Quầy bưu cục", en="The counter"),
    "say_clerk": Sentence("Quét hoặc gõ mã trên gói hàng.", en="Scan or type the number on the parcel."),
    "say_courier": Sentence(
        "Quét mã trên gói hàng, hoặc chọn gói trong chuyến của bạn.",
        en="Scan the number on the parcel, or choose one of your round.",
    ),
    "nothing_typed": Sentence(
        "Chưa có mã nào. Xin quét hoặc gõ mã.", en="There is no number yet. Please scan or type one."
    ),
    "other_office": Sentence("Đổi bưu cục", en="Other post office"),
    "to_do": Sentence("Việc hôm nay", en="To do today"),
    "nothing": Sentence(
        "Không còn gói nào chờ. Có gói mới thì quét ở trên.", en="Nothing waits. When a parcel comes, scan it above."
    ),
    "round": Sentence("Chuyến của bạn", en="Your round"),
    "no_round": Sentence(
        "Chuyến của bạn chưa có gói nào. Quét gói ở bưu cục rồi bấm “Mang đi phát”.",
        en="Nothing is on your round. Scan a parcel at the office, then press “Out for delivery”.",
    ),
    "batch": Sentence("Nhiều gói một lần", en="Many at once"),
    "batch_hint": Sentence("Dán cả danh sách mã", en="Paste a list of numbers"),
    "complaints": Sentence("Khiếu nại về bưu kiện", en="Complaints about parcels"),
    "complaints_hint": Sentence("Khách báo, bưu cục trả lời", en="What is reported, to be answered here"),
    "collections": Sentence("Khách đến lấy hàng", en="Goods to be fetched"),
    "collections_hint": Sentence("Khách đọc mã 6 số", en="The buyer reads out six digits"),
    "day": Sentence("Cuối ngày", en="The day"),
    "day_hint": Sentence("Đã làm gì, thu bao nhiêu", en="What was done, what was taken in"),
    "my_cash": Sentence("Tiền bạn đang giữ", en="Cash that you carry"),
    "my_cash_none": Sentence("Bạn không giữ tiền thu hộ nào.", en="You carry no cash."),
}
FOUND = {
    "title": Sentence("Những gói tìm thấy", en="What was found"),
    "say": Sentence("Chọn gói bạn đang cầm.", en="Choose the parcel that you hold."),
    "none": Sentence(
        "Không thấy gói nào của bưu cục bạn theo số này. Xin xem lại số trên phiếu gửi.",
        en="Nothing of your post office was found by this. Please look at the label again.",
    ),
}
KINDS = {
    Worklist.TO_TAKE_IN: Kind(
        "door",
        Sentence("Chờ nhận vào", en="To take in"),
        Sentence(
            "Hộ sắp mang những gói này đến. Gói đến thì quét.", en="Households will bring these. Scan each that comes."
        ),
    ),
    Worklist.TO_DISPATCH: Kind(
        "truck",
        Sentence("Chờ chuyển đi", en="To send on"),
        Sentence("Đóng những gói này vào túi, gửi bưu cục tiếp theo.", en="Put these into a bag for the next office."),
    ),
    Worklist.TO_DELIVER: Kind(
        "home",
        Sentence("Chờ đi phát", en="To deliver"),
        Sentence("Giao những gói này cho bưu tá mang đi.", en="Give these to a courier."),
    ),
    Worklist.ON_ROUNDS: Kind(
        "visit",
        Sentence("Bưu tá đang mang đi", en="With couriers"),
        Sentence("Bưu tá đang đi phát những gói này.", en="Couriers are out with these."),
    ),
    Worklist.TO_HOLD: Kind(
        "stock",
        Sentence("Cần giữ lại bưu cục", en="To be held"),
        Sentence("Cất những gói này, chờ người nhận đến lấy.", en="Put these away until they are fetched."),
    ),
    Worklist.HELD: Kind(
        "wait",
        Sentence("Chờ người đến lấy", en="Held"),
        Sentence("Người nhận sẽ đến lấy những gói này.", en="These will be fetched."),
    ),
    Worklist.TO_RETURN: Kind(
        "return",
        Sentence("Cần gửi trả", en="To return"),
        Sentence("Gửi trả những gói này về nhà bán.", en="Send these back to the household."),
    ),
    Worklist.TO_GIVE_BACK: Kind(
        "people",
        Sentence("Trả lại nhà bán", en="To give back"),
        Sentence("Nhà bán đến nhận lại những gói này.", en="The households take these back."),
    ),
    Worklist.OVERDUE: Kind(
        "clock",
        Sentence("Trễ hẹn", en="Overdue"),
        Sentence("Những gói này trễ ngày hẹn. Xin làm trước.", en="These are late. Please do them first."),
    ),
}
LISTS = {
    "labels": Sentence("In nhãn cả danh sách (PDF)", en="Print all labels (PDF)"),
    "no_labels": Sentence("Danh sách này không có gói nào để in nhãn.", en="There is nothing to print on this list."),
    "make_bag": Sentence("Đóng vào túi", en="Put into a bag"),
    "empty": Sentence("Hiện không có gói nào ở đây.", en="Nothing is here now."),
}
STEPS_DONE = {
    ScanEvent.ACCEPTED: Sentence("Nhận vào", en="Taken in"),
    ScanEvent.DEPARTED: Sentence("Chuyển đi", en="Sent on"),
    ScanEvent.ARRIVED: Sentence("Đến bưu cục", en="Arrived"),
    ScanEvent.OUT_FOR_DELIVERY: Sentence("Mang đi phát", en="Out for delivery"),
    ScanEvent.DELIVERY_FAILED: Sentence("Phát chưa được", en="Failed"),
    ScanEvent.HELD_FOR_PICKUP: Sentence("Giữ chờ lấy", en="Held"),
    ScanEvent.DELIVERED: Sentence("Đã phát", en="Delivered"),
    ScanEvent.RETURN_STARTED: Sentence("Bắt đầu gửi trả", en="Returns begun"),
    ScanEvent.RETURNED: Sentence("Đã trả nhà bán", en="Given back"),
    ScanEvent.LOST: Sentence("Thất lạc", en="Lost"),
    ScanEvent.DAMAGED: Sentence("Hư hỏng", en="Damaged"),
}
DAY = {
    "title": Sentence("Cuối ngày", en="The day"),
    "say": Sentence(
        "Xem lại hôm nay: đã làm gì, ai thu bao nhiêu tiền.", en="Look at today: what was done, who took in how much."
    ),
    "yesterday": Sentence("Xem hôm qua", en="See yesterday"),
    "say_yesterday": Sentence(
        "Xem lại hôm qua: đã làm gì, ai thu bao nhiêu tiền.",
        en="Look at yesterday: what was done, who took in how much.",
    ),
    "done_today": Sentence("Đã làm", en="Done"),
    "nothing_done": Sentence("Chưa quét gói nào.", en="Nothing was scanned."),
    "step": Sentence("Việc", en="What"),
    "count": Sentence("Số gói", en="Parcels"),
    "cash": Sentence("Tiền thu hộ theo người", en="Cash by who took it in"),
    "who": Sentence("Ai", en="Who"),
    "sum": Sentence("Thu (đ)", en="Taken in (đ)"),
    "all": Sentence("Cả ngày: {sum_vnd} đ", en="In all: {sum_vnd} đ"),
    "till": Sentence(
        "Quỹ: đầu ngày {opening_vnd} đ, cuối ngày {closing_vnd} đ.",
        en="Till: {opening_vnd} đ in the morning, {closing_vnd} đ at its end.",
    ),
    "refused": Sentence("Lần quét bị từ chối", en="Scans that were refused"),
    "no_refused": Sentence("Không có lần quét nào bị từ chối.", en="No scan was refused."),
}
