"""What is told when a harvest is late or short: which day, what instead, until when, and what became of it."""

from market.language import Sentence

SHORTAGES: dict[str, Sentence] = {
    "fair_late": Sentence(
        "Chợ Phiên: đơn {number} gửi muộn, từ {day}. Đợi thì khỏi làm gì, không đợi thì hủy, không mất gì: {link}",
        en="Cho Phien: order {number} is sent later, from {day}. Wait, or cancel free of charge: {link}",
    ),
    # The link comes before what may be long.
    "order_substitution": Sentence(
        "Chợ Phiên: đơn {number} thiếu hàng. Lấy hàng thay hay lấy tiền, trước {until}: {link} {what}",
        en="Cho Phien: order {number} is short. Another's goods or your money, by {until}: {link} {what}",
    ),
    "substitute_taken": Sentence(
        "Chợ Phiên: đơn {number} nay do {shop} gửi, từ {day}, còn {total_vnd} đ. Tiền đã trả thừa sẽ hoàn.",
        en="Cho Phien: {shop} now sends order {number}, from {day}: {total_vnd} đ. What you overpaid returns.",
    ),
    "substitute_taken_for_shop": Sentence(
        "Chợ Phiên: bạn có thêm đơn {number} của phiên, gửi từ {day}: {goods}.",
        en="Cho Phien: order {number} of the fair is yours too, to send from {day}: {goods}.",
    ),
    "order_handed_over": Sentence(
        "Chợ Phiên: khách của đơn {number} lấy hàng nhà khác. Bạn không phải gửi đơn này nữa.",
        en="Cho Phien: the buyer of order {number} takes another's goods. You need not send it.",
    ),
    "good_left_out": Sentence(
        "Chợ Phiên: đơn {number} thiếu {name}, các món khác vẫn gửi, nay {total_vnd} đ. Tiền đã trả thừa sẽ hoàn.",
        en="Cho Phien: order {number} goes without {name}, now {total_vnd} đ. What you overpaid returns.",
    ),
}
