"""The words of an officer's fairs."""

from market.language import Sentence

FAIRS = {
    "title": Sentence("Phiên chợ", en="Fairs"),
    "say": Sentence("Bấm vào một phiên để xem, mở hoặc đóng.", en="Press a fair to look at it, open or close it."),
    "say_none": Sentence("Chưa có phiên nào. Bấm “Mở phiên mới”.", en="There is no fair yet. Press “A new fair”."),
    "new": Sentence("Mở phiên mới", en="A new fair"),
    "times": Sentence(
        "Nhận đơn {opens} đến {closes}. Gửi hàng {first} đến {last}.",
        en="Orders {opens} to {closes}. Sent {first} to {last}.",
    ),
    "sums": Sentence(
        "{state}. {stands} gian, đặt {packs} / {promised} gói.",
        en="{state}. {stands} stands, {packs} of {promised} packs ordered.",
    ),
}
NEW = {
    "title": Sentence("Phiên mới", en="A new fair"),
    "say": Sentence(
        "Gõ tên phiên, xem lại các ngày, rồi bấm “Lập phiên”.", en="Type its name, look at the days, press “Make it”."
    ),
    "name": Sentence("Tên phiên", en="Name of the fair"),
    "name_hint": Sentence("Ví dụ: Phiên na Chi Lăng", en="Such as: Phiên na Chi Lăng"),
    "opens": Sentence("Nhận đơn từ ngày", en="Orders from"),
    "opens_hint": Sentence("Mở lúc 6 giờ sáng, hôm nay thì mở ngay", en="Opens at 6:00; today at once"),
    "closes": Sentence("Nhận đơn đến hết ngày", en="Orders until"),
    "closes_hint": Sentence("Đóng lúc 21 giờ", en="Closes at 21:00"),
    "ships": Sentence("Gửi hàng từ ngày", en="Sent from"),
    "ships_to": Sentence("Gửi hàng xong ngày", en="Sent until"),
    "at_least": Sentence("Ít nhất mấy gói", en="At least so many packs"),
    "minimum_hint": Sentence(
        "Để trống nếu không cần. Không đủ thì phiên hủy, ai cũng được trả lại tiền.",
        en="May be empty. With fewer all is called off, and everybody has the money back.",
    ),
    "about": Sentence("Giới thiệu với khách", en="What buyers are told"),
    "whose": Sentence("Hộ ở {place} được nhận gian.", en="Households of {place} may take a stand."),
    "make": Sentence("Lập phiên", en="Make it"),
    "back": Sentence("Về các phiên", en="To the fairs"),
}
BOARD = {
    "say": Sentence("Mọi gian đang đúng hẹn.", en="All stands are on time."),
    "say_visit": Sentence(
        "Có {n} hộ cần người đến giúp. Gọi tổ ở thôn.", en="{n} households need help: call their team."
    ),
    "say_planned": Sentence(
        "Phiên chưa mở. Mời thêm hộ nhận gian, hoặc mở ngay.",
        en="Not open yet. Invite more households, or open it now.",
    ),
    "say_no_stand": Sentence(
        "Chưa hộ nào nhận gian. Nhờ tổ ở thôn mời.", en="No stand is taken yet: let the teams invite."
    ),
    "state": Sentence("Phiên {state}", en="The fair is {state}"),
    "minimum": Sentence("Mức tối thiểu {n} gói", en="At least {n} packs"),
    "missing": Sentence("còn thiếu {n}", en="{n} are missing"),
    "enough": Sentence("đã đủ", en="reached"),
    "sums": Sentence("Cả phiên, tính bằng gói", en="The whole fair, in packs"),
    "promised": Sentence("Các hộ hứa", en="Promised"),
    "ordered": Sentence("Khách đặt", en="Ordered"),
    "packed": Sentence("Đã hái và gói", en="Picked and packed"),
    "handed_in": Sentence("Đã mang ra", en="Handed in"),
    "on_time": Sentence("Đúng ngày", en="On time"),
    "visits": Sentence("Hộ cần người đến giúp", en="Who needs a visit"),
    "call": Sentence("Gọi {name}", en="Call {name}"),
    "no_helper": Sentence("Thôn này chưa có ai để gọi.", en="Nobody to call in this village yet."),
    "stands": Sentence("Từng gian", en="Stand by stand"),
    "stand": Sentence("Gian", en="Stand"),
    "sends": Sentence("gửi {day}", en="sent {day}"),
    "moved": Sentence("(đã dời)", en="(moved)"),
    "fewer": Sentence("chỉ còn {n}", en="only {n} left"),
    "open": Sentence("Mở phiên ngay", en="Open it now"),
    "change": Sentence("Sửa tên, ngày, mức tối thiểu", en="Change name, days or minimum"),
    "keep": Sentence("Lưu lại", en="Keep it"),
    "close": Sentence("Đóng phiên", en="Close it"),
    "close_hint": Sentence(
        "Không nhận đơn nữa từ bây giờ. Ai chưa chuyển khoản có nửa giờ; rồi các hộ hái và gói.",
        en="No more orders. Who still has to transfer has half an hour; then households pick.",
    ),
    "call_off": Sentence("Hủy phiên", en="Call it off"),
    "call_off_hint": Sentence(
        "Mọi đơn bị hủy, ai cũng được trả lại tiền và được báo lý do.",
        en="All orders are cancelled and paid back, and everybody is told why.",
    ),
    "reason": Sentence("Vì sao", en="Why"),
    "look": Sentence("Trang cho khách", en="What buyers see"),
    "back": Sentence("Về các phiên", en="To the fairs"),
}
DONE = {
    "made": Sentence("Đã lập phiên. Các hộ nhận gian được ngay.", en="It is made: households may take stands."),
    "changed": Sentence("Đã sửa phiên.", en="The fair is changed."),
    "open": Sentence("Phiên đã mở.", en="The fair is open."),
    "closed": Sentence("Phiên đã đóng.", en="The fair is closed."),
    "called_off": Sentence("Đã hủy phiên. Mọi người đang được báo.", en="It is called off. Everybody is being told."),
}
