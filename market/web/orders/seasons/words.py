"""The words of `/orders/{number}/season` and of `/s/{word}`."""

from market.language import Sentence

SEASON = {
    "title": Sentence("Mùa sau của {shop}", en="Next season of {shop}"),
    "say": Sentence(
        "Đánh dấu nếu bạn muốn nhận một tin mỗi mùa khi hộ này bán lại. Không đánh dấu thì không ai nhắn.",
        en="Tick it if you want one message a season when this household sells again. Unticked, nobody writes.",
    ),
    "wish": Sentence("Báo tôi khi hộ này bán lại, mỗi mùa một tin", en="Tell me when it sells again, once a season"),
    "since": Sentence("Bạn đã đồng ý từ ngày {day}.", en="You have agreed since {day}."),
    "save": Sentence("Lưu", en="Save"),
    "terms": Sentence(
        "Tin chỉ gửi ban ngày, sớm nhất 90 ngày nữa. Thôi nhận lúc nào cũng được: ở đây, hoặc bấm liên kết trong tin, "
        "không cần đăng nhập.",
        en="By day only, 90 days from now at the earliest. Stop at any time: here, or by the link in the message, "
        "without signing in.",
    ),
    "order": Sentence("Về đơn {number}", en="Back to order {number}"),
}
LINK = {
    "title": Sentence("Hộ bạn từng mua bán lại rồi", en="A household you bought from sells again"),
    "say": Sentence(
        "Bấm vào gian hàng để mua. Không muốn nhận tin này nữa thì bấm nút bên dưới.",
        en="Press the shop to buy. If you want no more of these messages, press the button below.",
    ),
    "say_over": Sentence(
        "Bạn không nhận tin mùa của hộ này nữa. Muốn nhận lại thì mở đơn cũ.",
        en="You get no more of these messages. To have them again, open your order.",
    ),
    "stop": Sentence("Thôi, đừng báo nữa", en="Stop these messages"),
    "front": Sentence("Xem hàng đang bán", en="See what is sold"),
}
DONE = {
    "kept": Sentence("Đã lưu.", en="Saved."),
    "ended": Sentence("Từ nay không báo nữa.", en="You will hear no more of it."),
}
