"""The words of bags."""

from market.language import Sentence

BAGS = {
    "title": Sentence("Túi hàng", en="Bags"),
    "say": Sentence(
        "Túi đến thì mở ra đếm. Gói chờ đi thì đóng vào túi.", en="Open bags that come. Put what goes into one."
    ),
    "coming": Sentence("Túi đang đi", en="On their way"),
    "none_coming": Sentence("Không có túi nào đang đi.", en="No bag is on its way."),
    "none_old": Sentence("Chưa nhận túi nào.", en="No bag was received yet."),
    "from_to": Sentence("{sender} → {receiver}", en="{sender} → {receiver}"),
    "inside": Sentence("{count} gói, gửi {when}", en="{count} parcels, sent {when}"),
    "received": Sentence("đã nhận {when}", en="received {when}"),
    "new": Sentence("Đóng túi mới", en="A new bag"),
    "to_whom": Sentence("Gửi sang bưu cục nào?", en="To which office?"),
    "to_whom_hint": Sentence("Mã bưu cục, ví dụ VN01", en="The code of a post office, such as VN01"),
    "which": Sentence("Những gói nào?", en="Which parcels?"),
    "others": Sentence("Gói khác (quét hoặc dán mã)", en="Others (scan or paste)"),
    "others_hint": Sentence("Mỗi dòng một mã. Không có thì để trống.", en="One a line. May be left empty."),
    "close": Sentence("Đóng túi và gửi đi", en="Close the bag and send it"),
    "nothing_to_send": Sentence("Không có gói nào chờ chuyển đi.", en="Nothing waits to be sent on."),
    "old": Sentence("Những túi trước", en="Earlier bags"),
    "no_office": Sentence("Xin chọn bưu cục nhận túi.", en="Please choose the office that gets the bag."),
    "no_numbers": Sentence(
        "Chưa có gói nào trong túi. Xin chọn hoặc quét.", en="The bag is empty. Please choose or scan."
    ),
}
BAG = {
    "title": Sentence("Túi hàng", en="The bag"),
    "say_open": Sentence(
        "Mở túi, đếm từng gói. Đủ cả thì bấm “Đủ cả, nhận túi”.",
        en="Open it and count. If all is there, press “All there”.",
    ),
    "say_away": Sentence(
        "Túi đang trên đường. Bưu cục nhận sẽ mở và đếm.", en="It is on its way. The other office will open it."
    ),
    "say_closed": Sentence("Túi này đã nhận lúc {when}.", en="This bag was received at {when}."),
    "all_there": Sentence("Đủ cả, nhận túi", en="All there, take it in"),
    "not_all": Sentence("Thiếu hoặc thừa gói?", en="Some missing or too many?"),
    "missing": Sentence("Đánh dấu gói KHÔNG có trong túi", en="Mark what is NOT in the bag"),
    "extra": Sentence("Gói có trong túi mà không có trong bảng kê", en="In the bag, but not on its list"),
    "take_rest": Sentence("Nhận túi như đã ghi", en="Take it in like this"),
    "lines": Sentence("Bảng kê: {count} gói", en="The list: {count} parcels"),
    "is_missing": Sentence("thiếu", en="missing"),
    "were_extra": Sentence("Thừa: {numbers}", en="Too many: {numbers}"),
    "stayed": Sentence("Những gói này chưa đóng vào túi:", en="These did not go into the bag:"),
}
DONE = {
    "sent": Sentence("Đã đóng túi và gửi đi.", en="The bag is closed and on its way."),
    "received": Sentence("Đã nhận túi.", en="The bag is taken in."),
    "received-before": Sentence(
        "Túi này đã nhận trước rồi, lần bấm vừa rồi không ghi thêm.",
        en="It was taken in before; nothing more was noted.",
    ),
}
