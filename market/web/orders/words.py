"""How orders stand, to who has bought them, and what was just done with one."""

from market.language import Sentence

# Of what was ordered at a fair.
SHIPS = {"ships": Sentence("Giao từ {day}", en="Sent from {day}")}
LIST = {
    "title": Sentence("Đơn của tôi", en="My orders"),
    "say": Sentence("Bấm vào một đơn để xem hàng đang ở đâu.", en="Press an order to see where it is."),
    "nothing": Sentence(
        "Bạn chưa mua gì. Tìm một món ở ô trên cùng, rồi đặt thử.",
        en="You have bought nothing yet. Look for something.",
    ),
    "nothing_found": Sentence(
        "Không có đơn nào như vậy. Thử một chữ khác, hoặc xem tất cả.", en="There is no such order. Try another word."
    ),
    "search": Sentence("Tìm trong đơn của tôi", en="Find one of my orders"),
    "search_hint": Sentence("Tên hàng, tên gian hàng, số đơn, tên người nhận", en="Goods, shop, number or receiver"),
    "look": Sentence("Tìm đơn", en="Find"),
    "more": Sentence("Xem thêm", en="More"),
    "all": Sentence("Tất cả đơn", en="All orders"),
    "front": Sentence("Xem hàng đang bán", en="See what is sold"),
    "pay": Sentence("Trả tiền", en="Pay"),
    "fetched": Sentence("đến lấy", en="to be fetched"),
    **SHIPS,
}
STATE = {
    "awaiting_payment": Sentence("Chờ bạn trả tiền", en="Waits for your payment"),
    "placed": Sentence("Đã đặt, chờ nhà bán nhận", en="Ordered, waits for the household"),
    "gathers": Sentence("Đã đặt, phiên đang gom đơn", en="Ordered, the fair gathers orders"),
    "accepted": Sentence("Nhà bán đang chuẩn bị", en="Being prepared"),
    "packed": Sentence("Đã gói, sắp gửi", en="Packed, to be sent"),
    "ready": Sentence("Chờ bạn đến lấy", en="Waits for you"),
    "shipped": Sentence("Đang trên đường", en="On its way"),
    "delivered": Sentence("Đã giao", en="Delivered"),
    "completed": Sentence("Xong", en="Finished"),
    "cancelled": Sentence("Đã hủy", en="Called off"),
    "returned": Sentence("Đã quay về nhà bán", en="Went back to the household"),
    "lost": Sentence("Bưu điện làm mất", en="Lost by the post"),
    "damaged": Sentence("Bưu điện làm hỏng", en="Damaged by the post"),
    "held": Sentence("Đang chờ xem xét", en="Waits for a decision"),
}
# Where the parcel of one on its way is.
PARCEL = {
    "accepted": Sentence("Bưu điện đã nhận", en="The post has it"),
    "out_for_delivery": Sentence("Bưu tá đang mang đến", en="The courier is bringing it"),
    "held_for_pickup": Sentence("Chờ bạn ở bưu cục", en="Waits for you at the post office"),
    "delivery_failed": Sentence("Chưa giao được, bưu tá sẽ đến lại", en="Not delivered yet, tried again"),
    "returning": Sentence("Đang quay về nhà bán", en="Going back to the household"),
}
DONE = {
    "cancelled": Sentence("Đã hủy đơn.", en="The order is called off."),
    "corrected": Sentence("Đã sửa. Nhà bán được báo rồi.", en="Put right; the household was told."),
    "same": Sentence("Không có gì khác trước, nên không đổi gì.", en="Nothing was different, so nothing changed."),
    "agreed": Sentence("Bạn đã đồng ý. Đơn đã đổi.", en="You agreed; the order has changed."),
    "other_taken": Sentence("Bạn lấy hàng của nhà khác.", en="You take another household's goods."),
    "declined": Sentence("Bạn không đồng ý. Đơn giữ nguyên như đã đặt.", en="You said no; the order stays as it was."),
    "received": Sentence("Cảm ơn bạn. Đơn đã xong.", en="Thank you. The order is finished."),
    "already": Sentence("Việc này không phải làm nữa.", en="That is past."),
}
