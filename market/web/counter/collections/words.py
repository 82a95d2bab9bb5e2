"""The words of what is fetched at the counter."""

from market.language import Sentence

WAITING = {
    "title": Sentence("Khách đến lấy hàng", en="Goods to be fetched"),
    "say": Sentence(
        "Hỏi khách mã đơn hoặc tên, rồi chọn đơn.", en="Ask for the order's number or the name, then choose."
    ),
    "empty": Sentence(
        "Chưa có đơn nào chờ lấy ở bưu cục này. Hộ mang hàng đến thì đơn hiện ở đây.",
        en="Nothing waits here. When a household brings goods, the order stands here.",
    ),
    "until": Sentence("giữ đến {when}", en="kept until {when}"),
}
GIVING = {
    "title": Sentence("Đơn {order}", en="Order {order}"),
    "say": Sentence(
        "Hỏi khách mã 6 số trong tin nhắn. Chưa có mã thì chưa đưa hàng.",
        en="Ask for the six digits. Without them, hand nothing over.",
    ),
    "say_gone": Sentence("Đơn này không còn chờ ở đây: {state}.", en="This no longer waits here: {state}."),
    "receiver": Sentence("Người nhận", en="Receiver"),
    "shop": Sentence("Nhà bán", en="Household"),
    "goods": Sentence("Hàng", en="Goods"),
    "code": Sentence("Mã 6 số khách đọc", en="The six digits"),
    "paid": Sentence("Đã trả tiền rồi: chỉ đưa hàng.", en="Paid already: just hand it over."),
    "give": Sentence("Đưa hàng", en="Hand over"),
    "give_cash": Sentence("Đã thu {due_vnd}\u00a0đ, đưa hàng", en="{due_vnd}\u00a0đ taken, hand over"),
}
