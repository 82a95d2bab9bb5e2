"""Sentences as they were: what an older release has left in the outbox has words for no others."""

from market.language import Sentence

FORMER: dict[str, Sentence] = {
    "order_sold": Sentence(
        "Chợ Phiên: đơn {number} đã giao cho khách, thu {total_vnd} đ.",
        en="Cho Phien: order {number} has reached its buyer, {total_vnd} đ collected.",
    ),
    "order_sold_prepaid": Sentence(
        "Chợ Phiên: đơn {number} đã giao cho khách. Tiền vào số dư khi đơn hoàn tất.",
        en="Cho Phien: order {number} has reached its buyer. The money is yours when the order is completed.",
    ),
    "order_unpaid": Sentence(
        "Chợ Phiên: đơn {number} còn chờ bạn chuyển khoản. Sau 24 giờ kể từ lúc đặt, đơn sẽ tự hủy.",
        en="Cho Phien: order {number} still waits for your transfer. 24 hours after it was made it lapses.",
    ),
    "order_cancelled": Sentence(
        "Chợ Phiên: đơn {number} đã hủy. Bạn không phải trả gì.",
        en="Cho Phien: order {number} is cancelled. You owe nothing.",
    ),
    "order_cancelled_for_shop": Sentence(
        "Chợ Phiên: đơn {number} đã hủy, hàng đã trở lại kho của bạn.",
        en="Cho Phien: order {number} is cancelled; its goods are back in your stock.",
    ),
}
