"""The words of the orders of a shop, to the household that sells."""

from market.language import Sentence

ORDERS = {
    "title": Sentence("Đơn hàng", en="Orders"),
    "tabs": Sentence("Các loại đơn", en="Kinds of orders"),
    "new": Sentence("Chờ nhận", en="To accept"),
    "pack": Sentence("Chờ gói", en="To pack"),
    "sent": Sentence("Đang giao", en="On the way"),
    "done": Sentence("Xong", en="Done"),
    "search": Sentence("Tìm đơn", en="Find an order"),
    "search_hint": Sentence("Số đơn, tên hàng, tên hoặc số điện thoại của khách", en="Number, goods, name or phone"),
    "find": Sentence("Tìm", en="Find"),
    "more": Sentence("Xem thêm", en="More"),
    "all": Sentence("Tất cả đơn", en="All orders"),
    "accept": Sentence("Nhận đơn", en="Accept"),
    "look": Sentence("Xem đơn", en="Look at it"),
    "pack_it": Sentence("Gói đơn này", en="Pack this order"),
    "bring_it": Sentence("Xem cách gửi", en="How to send it"),
    "hand_it": Sentence("Giao cho khách", en="Hand it over"),
    "back_it": Sentence("Hàng đã về?", en="Goods back?"),
    "yours": Sentence("Bạn được {yours_vnd} đ", en="Yours: {yours_vnd} đ"),
    "for": Sentence("Khách", en="For"),
}
# What the list says first: by pile, and by what is sought.
LIST_SAY = {
    "new": Sentence("Bấm “Nhận đơn” ở đơn bạn có đủ hàng.", en="Press “Accept” where you have the goods."),
    "pack": Sentence("Gói hàng của từng đơn, rồi báo đã gói xong.", en="Pack each order, then say that it is packed."),
    "sent": Sentence("Xem đơn nào cần mang ra bưu cục, đơn nào đang đến khách.", en="See what to bring, what travels."),
    "done": Sentence("Những đơn này đã xong.", en="These orders are finished."),
    "bring": Sentence(
        "Dán phiếu lên hàng, rồi mang ra bưu cục.", en="Put the label on and bring it to the post office."
    ),
    "fetch": Sentence(
        "Khách đến lấy: hỏi mã 6 số, rồi giao hàng.", en="The buyer comes: ask for the code, hand it over."
    ),
    "late": Sentence("Những đơn này đã trễ. Xin làm trước.", en="These are late. Please do them first."),
    "held": Sentence(
        "Những đơn này đang chờ xem xét, bạn chưa phải làm gì.", en="An operator decides first. Please wait."
    ),
    "back": Sentence(
        "Hàng trả về: nhận lại, rồi cho biết còn tốt không.", en="Goods came back: say whether they are good."
    ),
    "asked": Sentence("Bạn đã xin đổi, đang chờ khách trả lời.", en="You asked for a change; the buyer has to answer."),
    "changed": Sentence("Khách đã sửa hoặc trả lời. Xin xem lại đơn trước khi gói.", en="The buyer changed something."),
    "found": Sentence("Đây là những đơn tìm được.", en="These orders were found."),
}
LIST_SAY |= {"accept": LIST_SAY["new"], "ready": LIST_SAY["pack"]}
NOTHING = {
    "new": Sentence("Không có đơn nào chờ nhận. Có đơn mới, chúng tôi nhắn tin cho bạn.", en="No order to accept."),
    "pack": Sentence("Không có đơn nào chờ gói.", en="No order to pack."),
    "sent": Sentence("Không có đơn nào đang giao.", en="No order is on its way."),
    "done": Sentence("Chưa có đơn nào xong.", en="No order is finished yet."),
    "found": Sentence("Không tìm thấy đơn nào. Thử một chữ khác, hoặc số điện thoại đủ 10 số.", en="Nothing found."),
    "other": Sentence("Không còn đơn nào như vậy.", en="There is none any more."),
}
DONE = {
    "accepted": Sentence("Đã nhận đơn.", en="Accepted."),
    "packed": Sentence("Đã gói xong.", en="Packed."),
    "cancelled": Sentence("Đã hủy đơn. Khách được báo, hàng trở lại kho.", en="Called off. The buyer is told."),
    "handed-over": Sentence("Đã giao hàng cho khách.", en="Handed over."),
    "back": Sentence("Đã ghi hàng trả về.", en="Noted: the goods are back."),
    "asked": Sentence("Đã hỏi khách. Khách có một ngày để trả lời.", en="The buyer was asked and has a day."),
    "agreed": Sentence("Khách đã đồng ý. Đơn đã đổi.", en="The buyer agreed; the order has changed."),
    "given-back": Sentence("Đã trả lại tiền. Khách được báo.", en="Given back. The buyer is told."),
    "asked-back": Sentence("Đã xin trả lại; số này cần người quản trị duyệt.", en="Asked; an operator has to agree."),
    "code-sent": Sentence("Đã gửi mã vào máy của hộ.", en="The code was sent to the household."),
    "already": Sentence("Việc này không phải làm nữa. Xem đơn bây giờ thế nào ở dưới.", en="That is past. See below."),
}
WHO = {
    "buyer": Sentence("Khách", en="Buyer"),
    "seller": Sentence("Nhà bán", en="Household"),
    "team_member": Sentence("Tổ công nghệ số", en="Team"),
    "operator": Sentence("Người quản trị", en="Operator"),
    "worker": Sentence("Chợ", en="The market"),
    "payment": Sentence("Chợ", en="The market"),
    "post": Sentence("Bưu điện", en="Post"),
    "reversal": Sentence("Bưu điện sửa lại", en="Put right by the post"),
    "clerk": Sentence("Bưu cục", en="Post office"),
}
DID = {
    "awaiting_payment": Sentence("đặt hàng, chưa trả tiền", en="ordered, not paid yet"),
    "placed": Sentence("đặt hàng", en="ordered"),
    "accepted": Sentence("nhận đơn", en="accepted"),
    "packed": Sentence("gói xong", en="packed"),
    "shipped": Sentence("đã nhận hàng để gửi", en="took it in"),
    "delivered": Sentence("giao xong", en="delivered"),
    "completed": Sentence("xong đơn", en="completed"),
    "cancelled": Sentence("hủy đơn", en="called off"),
    "returned": Sentence("trả hàng về", en="brought it back"),
    "lost": Sentence("làm mất hàng", en="lost it"),
    "damaged": Sentence("làm hỏng hàng", en="damaged it"),
}
PAID = Sentence("đã trả tiền", en="was paid")
