"""What whoever came by the link of a message reads and presses."""

from market.language import Sentence

OFFER = {
    "title": Sentence("Đơn {number} thiếu hàng", en="Order {number} is short"),
    "say": Sentence("Mùa này thiếu hàng. Chọn một trong hai, bấm một lần.", en="The harvest is short. Press one."),
    "say_taken": Sentence("Bạn lấy hàng của {shop}, gửi từ {day}.", en="You take the goods of {shop}, from {day}."),
    "say_back": Sentence("Đơn đã hủy. Tiền đã trả được hoàn đủ.", en="It was called off. What you paid comes back."),
    "say_wrong": Sentence(
        "Đường dẫn không đúng. Xin bấm lại đường dẫn trong tin nhắn.", en="The link is wrong. Please use the message's."
    ),
    "missing": Sentence("Không còn", en="Not there"),
    "instead": Sentence("Hàng thay", en="Instead"),
    "of": Sentence("Của {shop}, gửi từ {day}", en="Of {shop}, sent from {day}"),
    "costs": Sentence(
        "Cả đơn còn {total_vnd} đ, bớt {less_vnd} đ.", en="The order costs {total_vnd} đ, {less_vnd} less."
    ),
    "same": Sentence("Cả đơn vẫn {total_vnd} đ.", en="The order still costs {total_vnd} đ."),
    "until": Sentence(
        "Chọn trước {at}. Không chọn thì đơn hủy, tiền về đủ.", en="Choose by {at}, or the money comes back."
    ),
    "take": Sentence("Lấy hàng thay", en="Take it"),
    "money": Sentence("Lấy lại tiền", en="My money back"),
    "nothing_paid": Sentence("Thôi, hủy đơn", en="No, call it off"),
}
