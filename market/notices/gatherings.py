"""What is told of orders that a fair gathers, takes on, or calls off."""

from market.language import Sentence

GATHERINGS: dict[str, Sentence] = {
    "order_gathers": Sentence(
        "Chợ Phiên: đã ghi đơn {number} của phiên, giao từ {day}. Đến {ends} bạn hủy được mà không mất gì.",
        en="Cho Phien: order {number} of the fair is noted, sent from {day}. Until {ends} you may leave at no cost.",
    ),
    "order_gathers_paid": Sentence(
        "Chợ Phiên: đã nhận tiền đơn {number} của phiên, giao từ {day}. Đến {ends} hủy thì được hoàn đủ.",
        en="Cho Phien: order {number} of the fair is paid, sent from {day}. Leave by {ends}, all goes back.",
    ),
    "order_gathers_for_shop": Sentence(
        "Chợ Phiên: phiên có đơn {number}: {goods}. Giao từ {day}; phiên chốt lúc {ends}, chưa cần làm gì.",
        en="Cho Phien: order {number} at the fair: {goods}. Sent from {day}; it closes {ends}, nothing to do yet.",
    ),
    "order_taken_on": Sentence(
        "Chợ Phiên: phiên đã chốt, đơn {number} của bạn giao từ {day}.",
        en="Cho Phien: the fair is settled, your order {number} is sent from {day}.",
    ),
    "fair_taken_on_for_shop": Sentence(
        "Chợ Phiên: phiên {fair} đã chốt, bạn có {orders} đơn, giao từ {day}. Vào chợ xem cần hái, đóng gói gì.",
        en="Cho Phien: the fair {fair} is settled: {orders} orders, sent from {day}. See what to pick and pack.",
    ),
    "fair_too_few": Sentence(
        "Chợ Phiên: phiên {fair} chưa mở được, mới hứa {promised} trong {minimum} gói. Xin mời thêm hộ, "
        "hoặc giảm mức tối thiểu.",
        en="Cho Phien: the fair {fair} cannot open yet: {promised} of {minimum} packs are promised. Invite more "
        "households, or lower the minimum.",
    ),
    "fair_called_off_for_shop": Sentence(
        "Chợ Phiên: phiên {fair} không mở nữa, {orders} đơn của bạn đã hủy, khách được hoàn đủ. Lý do: {reason}",
        en="Cho Phien: the fair {fair} is called off, your {orders} orders with it; buyers owe nothing. Why: {reason}",
    ),
}
