"""The words for calling an order off and for asking its buyer for a change."""

from market.language import Sentence

REFUSE = {
    "title": Sentence("Không bán được đơn {number}", en="Call off order {number}"),
    "say": Sentence("Chọn lý do, rồi bấm “Hủy đơn”. Khách được báo lý do này.", en="Choose why. The buyer is told."),
    "why": Sentence("Vì sao?", en="Why?"),
    "reason": Sentence("Nói thêm (không bắt buộc)", en="Some more words (if you like)"),
    "reason_hint": Sentence("Lý do khác thì ghi ở đây.", en="Another reason is written here."),
    "refuse": Sentence("Hủy đơn", en="Call it off"),
    "prepaid": Sentence("Khách đã trả tiền: chúng tôi trả lại đủ cho khách.", en="The buyer is refunded in full."),
    "fewer": Sentence("Còn một ít hàng? Xin khách nhận ít hơn", en="Some left? Ask the buyer to take fewer"),
    "keep": Sentence("Thôi, giữ đơn", en="No, keep the order"),
}
REASONS = {
    "sold-out": Sentence("Hết hàng", en="Sold out"),
    "not-ripe": Sentence("Chưa thu hoạch được", en="Not harvested yet"),
    "spoiled": Sentence("Hàng bị hỏng", en="The goods are spoiled"),
    "cannot-bring": Sentence("Không ra bưu cục được", en="Cannot come to the post office"),
    "buyer-asked": Sentence("Khách gọi xin hủy", en="The buyer asked for it"),
}
NO_REASON = Sentence("Xin chọn một lý do, hoặc ghi vài chữ.", en="Please choose a reason, or write some words.")
CHANGE = {
    "title": Sentence("Xin đổi đơn {number}", en="Ask for a change of {number}"),
    "say": Sentence(
        "Sửa số gói gửi được, hoặc chọn ngày gửi muộn hơn, rồi bấm “Hỏi khách”.", en="Say what is fewer, or later."
    ),
    "left": Sentence("{name}: gửi được mấy {unit}?", en="{name}: how many ({unit}) can you send?"),
    "ordered": Sentence(
        "Khách đặt {n}. Để nguyên nếu đủ hàng, 0 nếu hết.", en="Ordered: {n}. Leave it if you have all."
    ),
    "ship_on": Sentence("Gửi muộn hơn, vào ngày", en="Sent later, on"),
    "ship_on_hint": Sentence("Bỏ trống nếu gửi ngay được.", en="Leave it empty if you can send now."),
    "restock": Sentence("Phần không gửi vẫn bán cho người khác được", en="What is not sent can be sold to others"),
    "note": Sentence("Nói với khách (không bắt buộc)", en="Some words to the buyer (if you like)"),
    "send": Sentence("Hỏi khách", en="Ask the buyer"),
    "told": Sentence(
        "Khách nhận tin nhắn và có một ngày để trả lời. Khách chưa đồng ý thì đơn giữ nguyên.",
        en="The buyer gets a message and has a day. Without a yes the order stays as it is.",
    ),
    "keep": Sentence("Thôi, giữ đơn", en="No, keep the order"),
}
REFUND = {
    "title": Sentence("Trả lại tiền, đơn {number}", en="Give money back, order {number}"),
    "say": Sentence(
        "Gõ số tiền trả lại khách, rồi bấm “Trả lại”. Khách được báo.", en="Type how much. The buyer is told."
    ),
    "told": Sentence(
        "Tiền này trừ vào tiền của nhà mình. Trả theo cách khách đã trả; khách trả tiền mặt thì lấy ở bưu cục.",
        en="It is taken from what is yours, and goes the way it came; what was cash waits at the post office.",
    ),
    "amount": Sentence("Số tiền trả lại (đồng)", en="How much (đồng)"),
    "most": Sentence("Nhiều nhất {left_vnd} đ", en="At most {left_vnd} đ"),
    "why": Sentence("Vì sao? (không bắt buộc)", en="Why? (if you like)"),
    "code_why": Sentence(
        "Làm giúp hộ thì cần mã gửi vào máy của hộ, cho đúng số tiền này.",
        en="For a household this needs a code from its phone, for this very sum.",
    ),
    "send_code": Sentence("Gửi mã vào máy của hộ", en="Send the code to its phone"),
    "code": Sentence("Mã hộ đọc cho", en="The code it tells you"),
    "give": Sentence("Trả lại", en="Give it back"),
    "keep": Sentence("Thôi", en="No"),
}
