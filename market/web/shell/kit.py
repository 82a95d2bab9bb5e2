"""What stands in `/kit`."""

from typing import Any

from market.language import Sentence
from market.web.shell import charts, pictures

KIT = {
    "title": Sentence("Các phần của trang", en="The parts of a page"),
    "say": Sentence(
        "Xem từng phần ở từng trạng thái, rồi dùng lại.", en="Look at each part in each state, then use it."
    ),
    "buttons": Sentence("Nút bấm", en="Buttons"),
    "first": Sentence("Nhận đơn", en="Accept"),
    "second": Sentence("Để sau", en="Later"),
    "danger": Sentence("Từ chối", en="Refuse"),
    "link": Sentence("Đi đến", en="Go"),
    "notes": Sentence("Lời báo", en="Notes"),
    "good": Sentence("Đã nhận đơn.", en="Accepted."),
    "waiting": Sentence("Đang chờ bưu điện.", en="Waiting for the post."),
    "bad": Sentence("Không đủ hàng.", en="Not enough stock."),
    "fields": Sentence("Ô để gõ", en="Fields"),
    "name": Sentence("Tên hàng", en="Name of the good"),
    "hint": Sentence("Ví dụ: na Chi Lăng", en="Such as: na of Chi Lăng"),
    "price": Sentence("Giá (đồng)", en="Price (đồng)"),
    "wrong_price": Sentence("Phải là số nguyên.", en="Must be a whole number."),
    "choice": Sentence("Lý do", en="Reason"),
    "one": Sentence("Hết hàng", en="Out of stock"),
    "two": Sentence("Chưa thu hoạch", en="Not harvested yet"),
    "tick": Sentence("Tôi đồng ý", en="I agree"),
    "tabs": Sentence("Thẻ", en="Tabs"),
    "rooms": Sentence("Các phòng", en="Rooms"),
    "accept": Sentence("Chờ nhận", en="To accept"),
    "pack": Sentence("Chờ gói", en="To pack"),
    "sent": Sentence("Đang giao", en="On the way"),
    "finished": Sentence("Xong", en="Done"),
    "cards": Sentence("Thẻ và danh sách", en="Cards and lists"),
    "pictures": Sentence("Hình vẽ", en="Pictures"),
    "charts": Sentence("Biểu đồ", en="Charts"),
    "sold": Sentence("Đã bán", en="Sold"),
    "numbers": Sentence("Tất cả bằng số", en="All of them in numbers"),
    "nothing": Sentence("Chưa có gì ở đây.", en="There is nothing here yet."),
    "money": Sentence("Tiền của tôi", en="My money"),
}


def drawn(language: str) -> dict[str, Any]:
    """All pictures, and a chart of each kind."""
    sold, months = (("Na", 8), ("Hồng", 5), ("Mật ong", 3)), ("9/26", "10/26", "11/26")
    return {
        "pictures": pictures.names(),
        "bars": charts.bars(sold, language=language),
        "lines": charts.lines(months, [("2026", (3, 5, 8)), ("2025", (2, None, 4))], language=language),
    }
