"""What people are told of money that came and fits no order: a part of its price, or too late."""

from market.language import Sentence

TRANSFERS: dict[str, Sentence] = {
    "part_paid": Sentence(
        "Chợ Phiên: đã nhận {amount_vnd} đ cho đơn {number}, còn thiếu {due_vnd} đ. Xin chuyển nốt đúng số còn thiếu.",
        en="Cho Phien: {amount_vnd} đ have come for order {number}, {due_vnd} đ are still due. Please send just these.",
    ),
    "part_goes_back": Sentence(
        "Chợ Phiên: đơn {number} đã hết hạn hoặc đã hủy. {amount_vnd} đ bạn đã chuyển đang chờ hoàn lại bạn.",
        en="Cho Phien: order {number} has lapsed or is cancelled. The {amount_vnd} đ that you sent wait to go back.",
    ),
    "paid_too_late": Sentence(
        "Chợ Phiên: tiền cho đơn {number} đến khi đơn đã hủy hoặc đã trả. Chúng tôi hoàn lại {amount_vnd} đ.",
        en="Cho Phien: money for order {number} came after it was cancelled or paid. {amount_vnd} đ go back to you.",
    ),
    "paid_too_late_for_shop": Sentence(
        "Chợ Phiên: có tiền đến muộn cho đơn {number}, đã hoàn lại khách. Bạn không phải làm gì.",
        en="Cho Phien: late money for order {number} goes back to its buyer. You need do nothing.",
    ),
}
