"""What is told when an order is put right before it is packed."""

from market.language import Sentence

CHANGES: dict[str, Sentence] = {
    "recipient_corrected": Sentence(
        "Chợ Phiên: vừa sửa {what} người nhận của đơn {number}. Không phải bạn sửa thì hủy đơn, báo chúng tôi.",
        en="Cho Phien: the recipient's {what} of order {number} was corrected. Not you? Cancel it and tell us at once.",
    ),
    "recipient_corrected_for_shop": Sentence(
        "Chợ Phiên: khách sửa {what} người nhận của đơn {number}. Xin xem lại đơn trước khi ghi lên gói.",
        en="Cho Phien: the buyer corrected the {what} of order {number}. Please look again before you label the box.",
    ),
    # The code comes before what may be long.
    "order_proposal": Sentence(
        "Chợ Phiên: xin đổi đơn {number}, còn {total_vnd} đ. Đồng ý: bấm trên chợ hoặc đọc mã {code} cho nhà bán "
        "trước {until}. {what}",
        en="Cho Phien: order {number} may change, to {total_vnd} đ. Yes: tap, or read {code} to the shop "
        "by {until}. {what}",
    ),
    "order_changed": Sentence(
        "Chợ Phiên: đơn {number} đổi theo ý bạn, nay {total_vnd} đ. Tiền đã trả thừa sẽ hoàn. {what}",
        en="Cho Phien: order {number} is changed as you agreed, now {total_vnd} đ. What you overpaid returns. {what}",
    ),
    "proposal_accepted": Sentence(
        "Chợ Phiên: khách đồng ý đổi đơn {number}, nay {total_vnd} đ. Xin gửi đúng như vậy. {what}",
        en="Cho Phien: the buyer agreed to change order {number}, now {total_vnd} đ. Please send just that. {what}",
    ),
    "proposal_refused": Sentence(
        "Chợ Phiên: khách không đồng ý đổi đơn {number}. Xin gửi đủ như đã đặt, không có hàng thì hủy đơn.",
        en="Cho Phien: the buyer did not agree to change order {number}. Please send it whole, or cancel it.",
    ),
    "proposal_ended": Sentence(
        "Chợ Phiên: bạn chưa trả lời nên đơn {number} giữ nguyên như đã đặt.",
        en="Cho Phien: you did not answer, so order {number} stands as you placed it.",
    ),
    "proposal_ended_for_shop": Sentence(
        "Chợ Phiên: khách chưa trả lời về đơn {number}. Xin gửi đủ như đã đặt, không có hàng thì hủy đơn.",
        en="Cho Phien: the buyer did not answer about order {number}. Please send it whole, or cancel it.",
    ),
}
