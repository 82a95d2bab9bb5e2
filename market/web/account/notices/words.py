"""The words of `/me/notices`."""

from market.language import Sentence

NOTICES = {
    "title": Sentence("Tin nhắn cho tôi", en="What I am told"),
    "say": Sentence(
        "Chọn cách nhận tin rồi bấm “Ghi”. Bên dưới là những gì đã báo cho bạn.",
        en="Choose how you are told, then press “Save”. Below stands what you were told.",
    ),
    "channel": Sentence("Nhận tin qua", en="By"),
    "sms": Sentence("Tin nhắn điện thoại", en="SMS"),
    "zalo": Sentence("Zalo", en="Zalo"),
    "language": Sentence("Viết bằng", en="Written in"),
    "vi": Sentence("Tiếng Việt", en="Vietnamese"),
    "en": Sentence("Tiếng Anh", en="English"),
    "only_needed": Sentence(
        "Chỉ tin cần tôi làm gì đó, hoặc về tiền", en="Only what asks me to do something, or is about money"
    ),
    "quiet": Sentence(
        "Từ {start} giờ tối đến {end} giờ sáng không nhắn, trừ mã và tin gấp.",
        en="Nothing is sent from {start}:00 at night to {end}:00, but for codes and what is urgent.",
    ),
    "save": Sentence("Ghi", en="Save"),
    "told": Sentence("Đã báo những gì", en="What you were told"),
    "nothing": Sentence("Chưa báo gì.", en="Nothing yet."),
    "order": Sentence("Đơn {number}", en="Order {number}"),
    "more": Sentence("Xem thêm", en="More"),
    "back": Sentence("Về trang của tôi", en="Back to my account"),
}
STATES = {
    "sent": Sentence("đã gửi", en="sent"),
    "waiting": Sentence("sẽ gửi", en="to be sent"),
    "failed": Sentence("chưa gửi được, sẽ gửi lại", en="not sent yet, it is tried again"),
    "unwanted": Sentence("không gửi, theo ý bạn", en="not sent, as you wish"),
}
DONE = {"saved": Sentence("Đã ghi.", en="Saved.")}
