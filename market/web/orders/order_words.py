"""The words of one order, to who has bought it."""

from market.language import Sentence
from market.orders.held import OrderHeld
from market.web.household.orders import words as household

ORDER = {
    "review": Sentence("Nhận xét {name}", en="Review {name}"),
    "review_hint": Sentence("Chọn sao, viết vài chữ, gửi ảnh", en="Stars, some words, a photo"),
    "title": Sentence("Đơn {number}", en="Order {number}"),
    "pay": Sentence("Trả tiền", en="Pay"),
    "received": Sentence("Tôi đã nhận, hàng tốt", en="I have it, all is well"),
    "something_wrong": Sentence("Có gì không đúng?", en="Something wrong?"),
    "code": Sentence("Mã lấy hàng. Đọc cho người giao hàng:", en="Your code. Tell it to who hands it over:"),
    "hand_cash": Sentence(
        "Trả {total_vnd} đ tiền mặt khi lấy hàng.", en="Pay {total_vnd} đ in cash when you fetch it."
    ),
    "say_asked": Sentence(
        "Nhà bán xin đổi đơn. Đọc, rồi bấm “Đồng ý” hoặc “Không”.",
        en="The household asks for a change. Press an answer.",
    ),
    "asked": Sentence("Nhà bán xin đổi", en="The household asks for a change"),
    "asked_sum": Sentence("Đồng ý thì cả đơn còn {total_vnd} đ.", en="If you agree the order costs {total_vnd} đ."),
    "asked_until": Sentence(
        "Trả lời trước {at}. Không trả lời thì giữ nguyên đơn.", en="Answer by {at}, or the order stays as it is."
    ),
    "agree": Sentence("Đồng ý", en="I agree"),
    "decline": Sentence("Không, giữ nguyên đơn", en="No, keep the order"),
    "goods": Sentence("Hàng", en="Goods"),
    "from": Sentence("Của", en="From"),
    "harvested": Sentence("Hái {day}", en="Picked on {day}"),
    "send_on": Sentence("Hẹn gửi {day}", en="To be sent on {day}"),
    "where": Sentence("Hàng đang ở đâu", en="Where it is"),
    "comes": Sentence("Dự kiến đến {earliest} – {latest}", en="Should come {earliest} – {latest}"),
    "tracking": Sentence("Mã bưu kiện", en="Parcel number"),
    "at": Sentence("Đang ở {place}", en="It is at {place}"),
    "not_sent": Sentence(
        "Chưa gửi. Gói xong thì mang ra bưu điện, thường mất {days} ngày trên đường.",
        en="Not sent yet. Once packed it travels up to {days} days.",
    ),
    "fetched_at": Sentence("Lấy ở: {place}", en="To be fetched at: {place}"),
    "who": Sentence("Người nhận", en="Receiver"),
    "money": Sentence("Tiền", en="Money"),
    "of_goods": Sentence("Tiền hàng", en="Goods"),
    "of_post": Sentence("Phí gửi", en="Delivery"),
    "of_all": Sentence("Cả đơn", en="Altogether"),
    "returning": Sentence(
        "{returning_vnd} đ bạn chuyển thừa hoặc muộn đang chờ trả lại.", en="{returning_vnd} đ wait to go back."
    ),
    "account": Sentence("Khai tài khoản để nhận tiền hoàn", en="Tell us the account for your money"),
    "fetch_cash": Sentence("Lấy tiền mặt", en="Get the cash"),
    "more": Sentence("Việc khác", en="Other things"),
    "season": Sentence("Báo tôi khi hộ này bán lại", en="Tell me when they sell again"),
    "again": Sentence("Mua lại đơn này", en="Buy this again"),
    "correct": Sentence("Sửa người nhận, địa chỉ", en="Correct receiver or address"),
    "correct_place": Sentence("Sửa người nhận, nơi lấy hàng", en="Correct receiver or place"),
    "cancel": Sentence("Hủy đơn", en="Call it off"),
    "wrong": Sentence("Có gì không đúng?", en="Something wrong?"),
    "call": Sentence("Gọi nhà bán: {phone}", en="Call the household: {phone}"),
    "no_phone": Sentence(
        "Nhà bán không để số điện thoại. Hỏi ở bưu cục gần bạn, đọc số đơn {number}.",
        en="The household shows no phone. Ask at your post office, with the number {number}.",
    ),
    "look_first": Sentence(
        "Mở xem hàng trước khi nhận và trả tiền. Không đúng thì bạn từ chối nhận là được.",
        en="Look before you take it and pay. If it is not right you may refuse it.",
    ),
    "spoiled": Sentence(
        "Hàng hỏng, thiếu, sai: chụp ảnh, gọi nhà bán, đừng bấm “Tôi đã nhận”. Nhà bán hoàn một phần hay tất cả. "
        "Báo trước {until}; sau đó đơn tự xong.",
        en="Spoiled, missing or wrong: take a photo, call the household, and do not press “I have it”, by "
        "{until}; after that the order is finished by itself.",
    ),
    "lost": Sentence(
        "Bưu điện làm mất hay làm hỏng: bạn không phải trả gì, tiền đã trả được hoàn đủ; bưu điện đền nhà bán.",
        en="Lost or damaged by the post: you owe nothing and get all back; the post pays the household.",
    ),
    "refused": Sentence(
        "Đã trả tiền mà không nhận: hàng quay về, tiền hàng được hoàn, phí gửi thì không.",
        en="Paid, and not taken: the goods go back, their price is returned, the postage is not.",
    ),
    "heard": Sentence(
        "Có việc đã báo về đơn này, đang giải quyết. Đơn và tiền chờ đến khi xong.",
        en="Something was reported about this order; it and its money wait until that is settled.",
    ),
    "heard_see": Sentence("Xem", en="See"),
    "say_heard": Sentence(
        "Bạn chưa phải làm gì. Có trả lời việc đã báo, chúng tôi nhắn bạn.",
        en="Nothing to do. You will be told the answer to what was reported.",
    ),
    "report": Sentence("Báo có chuyện không ổn", en="Report that something is wrong"),
    "report_hint": Sentence("Có người trả lời, tiền của đơn chờ đến khi xong", en="Somebody answers; its money waits"),
    "history": Sentence("Đã qua", en="So far"),
    "all": Sentence("Tất cả đơn", en="All orders"),
    "bought_with": Sentence("Cả lần mua này", en="All of this purchase"),
}
SAY = {
    "awaiting_payment": Sentence(
        "Đơn chờ bạn trả tiền. Bấm “Trả tiền”.", en="The order waits for your money. Press “Pay”."
    ),
    "placed": Sentence(
        "Bạn chưa phải làm gì. Nhà bán nhận đơn trước {until}, không thì đơn tự hủy.",
        en="Nothing to do. The household accepts by {until}, or the order is called off.",
    ),
    "gathers": Sentence(
        "Bạn chưa phải làm gì. Phiên gom đơn đến {until}, giao từ {day}. Đổi ý thì hủy trước lúc ấy, không mất gì.",
        en="Nothing to do. The fair gathers orders until {until}, and sends from {day}. Until then you may leave, "
        "without loss.",
    ),
    "accepted": Sentence(
        "Bạn chưa phải làm gì. Nhà bán đang chuẩn bị hàng.", en="Nothing to do. It is being prepared."
    ),
    "packed": Sentence(
        "Bạn chưa phải làm gì. Hàng đã gói, nhà bán sắp mang ra bưu điện.",
        en="Nothing to do. It is packed and will be brought to the post.",
    ),
    "ready": Sentence(
        "Hàng chờ bạn ở {place}. Đến lấy trước {until}, đọc mã dưới đây.",
        en="It waits for you at {place} until {until}. Tell the code below.",
    ),
    "shipped": Sentence("Bạn chưa phải làm gì. Hàng đang trên đường.", en="Nothing to do. It is on its way."),
    "delivered": Sentence("Xem hàng, rồi bấm “Tôi đã nhận, hàng tốt”.", en="Look at it, then press “I have it”."),
    "completed": Sentence("Đơn đã xong. Thích thì mua lại.", en="Finished. Buy it again if you liked it."),
    "cancelled": Sentence("Đơn đã hủy. Xem tiền ở dưới.", en="It was called off. See the money below."),
    "returned": Sentence("Hàng đã quay về nhà bán. Xem tiền ở dưới.", en="It went back. See the money below."),
    "lost": Sentence(
        "Bưu điện làm mất hàng. Bạn không phải trả gì, tiền đã trả được hoàn đủ.",
        en="The post lost it: you owe nothing.",
    ),
    "damaged": Sentence(
        "Bưu điện làm hỏng hàng. Bạn không phải trả gì, tiền đã trả được hoàn đủ.",
        en="The post damaged it: you owe nothing.",
    ),
    "held": OrderHeld.detail,
}
PAID = {
    "due": Sentence(
        "Trả {total_vnd} đ tiền mặt cho bưu tá khi nhận hàng.", en="Pay {total_vnd} đ in cash at the door."
    ),
    "due_here": Sentence("Trả {total_vnd} đ tiền mặt khi lấy hàng.", en="Pay {total_vnd} đ in cash when you fetch it."),
    "collected": Sentence("Bạn đã trả {total_vnd} đ tiền mặt.", en="You paid {total_vnd} đ in cash."),
    "not_due": Sentence("Bạn không phải trả gì.", en="You owe nothing."),
    "awaiting": Sentence("Chưa trả {total_vnd} đ.", en="{total_vnd} đ are to be paid."),
    "paid": Sentence("Bạn đã trả {total_vnd} đ.", en="You have paid {total_vnd} đ."),
    "cancelled": Sentence("Bạn không phải trả nữa.", en="Nothing is owed any more."),
    "refunding": Sentence("Tiền đang trên đường về bạn.", en="Your money is on its way back."),
    "partly_refunded": Sentence("Đã hoàn bạn một phần tiền.", en="A part was given back to you."),
    "refunded": Sentence("Đã hoàn tiền cho bạn.", en="You were refunded."),
}
# How far money on its way back has come, by its way.
REFUND = {
    "requested": Sentence("chờ người thứ hai duyệt", en="a second person looks at it"),
    "sent_card": Sentence("đang về thẻ, thường mất 5–10 ngày", en="on its way to your card, 5–10 days"),
    "sent_bank_transfer": Sentence(
        "đi trong lần chuyển tới, vào tài khoản bạn khai", en="with the next transfer to your account"
    ),
    "failed": Sentence(
        "thẻ không nhận; chúng tôi chuyển vào tài khoản bạn khai", en="not taken by the card; sent to your account"
    ),
    "rejected": Sentence("không được duyệt", en="was not agreed to"),
    "settled_card": Sentence("đã về thẻ", en="is back on your card"),
    "settled_bank_transfer": Sentence("đã vào tài khoản bạn", en="is in your account"),
    "settled_cash": Sentence("chờ bạn lấy tiền mặt ở bưu cục", en="waits for you in cash at the post office"),
    "settled_in_hand": Sentence("nhà bán trả tận tay", en="was given back by hand"),
}
WHO = household.WHO | {
    "buyer": Sentence("Bạn", en="You"),
    "payment": Sentence("Bạn", en="You"),
}
# Of which rules one hears, by stage.
_ON_ITS_WAY = ("look_first", "refused", "lost")
RULES = {
    **dict.fromkeys(("placed", "gathers", "accepted", "packed", "shipped"), _ON_ITS_WAY),
    "ready": ("look_first",),
    "delivered": ("spoiled",),
    "returned": ("refused",),
    "lost": ("lost",),
    "damaged": ("lost",),
}
