"""The words of the shop itself."""

from market.language import Sentence

ABOUT = {
    "title": Sentence("Gian hàng của bạn", en="Your shop"),
    "say_open": Sentence(
        "Gian hàng đang mở. Bận thì bấm “Tạm nghỉ”.", en="The shop is open. When you are busy, press “Pause”."
    ),
    "say_paused": Sentence(
        "Gian hàng đang nghỉ. Bấm “Mở lại” khi bán tiếp.", en="The shop rests. Press “Open again” to sell."
    ),
    "say_prepared": Sentence(
        "Gian hàng đang chuẩn bị, người mua chưa thấy.", en="The shop is being prepared; buyers do not see it yet."
    ),
    "say_closed": Sentence(
        "Gian hàng đã đóng. Tiền của bạn vẫn lấy được ở mục Tiền.",
        en="The shop is closed. Your money can still be fetched, under Money.",
    ),
    "say_suspended": Sentence(
        "Gian hàng bị người quản trị tạm ngừng. Xem lý do bên dưới.",
        en="An operator has suspended the shop. See why below.",
    ),
    "why_suspended": Sentence("Lý do: {reason}", en="Reason: {reason}"),
    "until": Sentence("Nghỉ đến ngày nào thì bán lại?", en="On which day do you sell again?"),
    "until_hint": Sentence(
        "Chưa biết thì để trống, khi nào bán thì bấm “Mở lại”.",
        en="Leave it empty if you do not know; press “Open again” then.",
    ),
    "pause": Sentence("Tạm nghỉ", en="Pause"),
    "change_until": Sentence("Đổi ngày bán lại", en="Change the day"),
    "paused_until": Sentence("Tự mở lại {day}.", en="Opens by itself on {day}."),
    "paused_on": Sentence("Nghỉ cho đến khi bạn mở lại.", en="Rests until you open it again."),
    "orders_go_on": Sentence("Đơn đã đặt vẫn phải gói và gửi.", en="What was ordered before is still packed and sent."),
    "reopen": Sentence("Mở lại", en="Open again"),
    "says": Sentence("Người mua thấy gì", en="What buyers see"),
    "name": Sentence("Tên gian hàng", en="Name of the shop"),
    "about": Sentence("Giới thiệu", en="About it"),
    "about_hint": Sentence("Nhà bạn trồng gì, làm gì, ở đâu", en="What you grow or make, and where"),
    "village": Sentence("Thôn, bản", en="Village"),
    "village_hint": Sentence("Ở {commune} đã có: {names}", en="In {commune} there are: {names}"),
    "new_village": Sentence("Đúng tên rồi, thôn này chưa ai ghi", en="The name is right, nobody has written it yet"),
    "shows_contact": Sentence(
        "Cho người mua thấy tên và số điện thoại của bạn?", en="May buyers see your name and phone?"
    ),
    "yes": Sentence("Có", en="Yes"),
    "no": Sentence("Không", en="No"),
    "save": Sentence("Lưu", en="Save"),
    "now_is": Sentence("Bây giờ là: {value}", en="It is now: {value}"),
    "close": Sentence("Đóng hẳn gian hàng", en="Close the shop for good"),
    "close_hint": Sentence("Đóng rồi không mở lại được", en="It cannot be opened again"),
    "keeping": Sentence("Giữ lời", en="Keeping one's word"),
    "keeping_hint": Sentence("Đơn của mình được tính thế nào", en="How your orders count"),
    "goods": Sentence("Hàng bán", en="Goods"),
}
CLOSE = {
    "title": Sentence("Đóng hẳn gian hàng?", en="Close the shop for good?"),
    "say": Sentence(
        "Đóng rồi không mở lại được. Tiền của bạn vẫn lấy được. Chỉ bận một thời gian thì bấm “Tạm nghỉ”.",
        en="It cannot be opened again. Your money can still be fetched. If you are only busy, press “Pause”.",
    ),
    "say_open_orders": Sentence(
        "Chưa đóng được: còn đơn chưa xong. Làm xong hoặc hủy các đơn này trước; trong lúc đó bấm “Tạm nghỉ”.",
        en="Not yet: some orders are not finished. Finish or cancel them first, and pause meanwhile.",
    ),
    "open_orders": Sentence("Đơn chưa xong", en="Orders not finished"),
    "to_orders": Sentence("Xem đơn hàng", en="See the orders"),
    "pause": Sentence("Tạm nghỉ", en="Pause"),
    "close": Sentence("Đóng hẳn", en="Close for good"),
    "only_household": Sentence(
        "Chỉ chính hộ tự đóng được gian hàng của mình.", en="Only the household itself closes its shop."
    ),
    "back": Sentence("Về gian hàng", en="Back to the shop"),
}
DONE = {
    "changed": Sentence("Đã lưu.", en="Saved."),
    "paused": Sentence("Gian hàng đã tạm nghỉ.", en="The shop rests."),
    "reopened": Sentence("Gian hàng đã mở lại.", en="The shop is open again."),
    "closed": Sentence("Gian hàng đã đóng.", en="The shop is closed."),
}
NEAR_VILLAGES = Sentence(
    "Xã chưa có thôn tên này. Có phải: {names}? Nếu là thôn khác thì đánh dấu “Đúng tên rồi”.",
    en="There is no village of this name yet. Do you mean: {names}? If it is another, tick “The name is right”.",
)
NO_VILLAGE = Sentence(
    "Xã chưa có thôn tên này. Nếu đúng thì đánh dấu “Đúng tên rồi”.",
    en="There is no village of this name yet. If it is right, tick “The name is right”.",
)
