"""The words of one order, to the household that sells it."""

from market.language import Sentence
from market.orders.held import OrderHeld

ORDER = {
    "title": Sentence("Đơn {number}", en="Order {number}"),
    "left": Sentence("{left}, quá hạn thì đơn bị hủy", en="{left}, then it is called off"),
    "accept": Sentence("Nhận đơn", en="Accept"),
    "packed": Sentence("Đã gói xong", en="It is packed"),
    "then_bring": Sentence("Gói xong thì mang ra {office}.", en="Then it is brought to {office}."),
    "picked": Sentence(
        "Hàng hái hôm nào? Bấm ngày đó là báo đã gói xong.", en="Picked when? Press it: then it is packed."
    ),
    "picked_0": Sentence("Gói xong, hái hôm nay", en="Packed, picked today"),
    "picked_1": Sentence("Gói xong, hái hôm qua", en="Packed, picked yesterday"),
    "picked_2": Sentence("Gói xong, hái hôm kia", en="Packed, picked two days ago"),
    "picked_before": Sentence("Hái ngày khác", en="Picked on another day"),
    "picked_on": Sentence("Ngày hái", en="Day of harvest"),
    "label": Sentence("In phiếu gửi", en="Print the label"),
    "slip": Sentence("In phiếu hàng", en="Print the slip"),
    "label_page": Sentence("Xem phiếu trên máy này", en="See it on this phone"),
    "no_printer": Sentence(
        "Không có máy in? Viết mã {number} lên hàng, bưu cục in phiếu giúp.",
        en="No printer? Write {number} on the parcel; the post office prints the label.",
    ),
    "tracking": Sentence("Mã bưu kiện", en="Parcel number"),
    "what": Sentence("Hàng", en="Goods"),
    "weight": Sentence("Nặng khoảng {kg} kg", en="About {kg} kg"),
    "who": Sentence("Khách", en="Buyer"),
    "came": Sentence("Đến bằng liên kết: {source}", en="Came by a link: {source}"),
    "call_buyer": Sentence("Gọi {phone}", en="Call {phone}"),
    "nameless": Sentence("Khách đã xóa tên", en="The buyer has left"),
    "comes": Sentence("Khách đến lấy: {place}", en="The buyer comes to: {place}"),
    "note": Sentence("Khách dặn", en="The buyer's words"),
    "money": Sentence("Tiền", en="Money"),
    "yours": Sentence("Bạn được {yours_vnd} đ", en="Yours: {yours_vnd} đ"),
    "yours_hint": Sentence("Đã trừ phí và thuế.", en="Fees and tax are taken off."),
    "send_on": Sentence("Đã hẹn gửi {day}", en="To be sent on {day}"),
    "code": Sentence("Mã 6 số khách đọc", en="The buyer's six digits"),
    "code_hint": Sentence("Khách có mã này trong tin nhắn.", en="The buyer has it in a text message."),
    "hand": Sentence("Mã đúng thì giao hàng", en="Hand over if it is right"),
    "hand_cash": Sentence(
        "Nhận {total_vnd} đ tiền mặt của khách. Tiền này là của bạn.", en="Take {total_vnd} đ in cash: yours to keep."
    ),
    "back_good": Sentence("Đã nhận lại, còn bán được", en="I have it, still good"),
    "back_bad": Sentence("Đã nhận lại, hỏng rồi", en="I have it, spoiled"),
    "change": Sentence("Xin khách đổi đơn", en="Ask the buyer for a change"),
    "refund": Sentence("Trả lại tiền cho khách", en="Give money back"),
    "refuse": Sentence("Không bán được đơn này", en="I cannot sell this"),
    "say_short": Sentence("Thiếu hàng cho phiên: báo ở gian", en="Short for the fair: say so at the stand"),
    "asked": Sentence("Bạn đã xin đổi", en="You asked for a change"),
    "asked_until": Sentence(
        "Khách trả lời trước {at}. Không trả lời thì giữ nguyên đơn.", en="The buyer answers by {at}."
    ),
    "asked_code": Sentence("Khách gọi và đồng ý? Gõ mã khách đọc", en="The buyer called and agrees? Type the code"),
    "agree": Sentence("Ghi là khách đồng ý", en="The buyer agrees"),
    "changed": Sentence(
        "Khách đã sửa hoặc trả lời. Xem “Đã qua” ở dưới.", en="The buyer changed something: see below."
    ),
    "travels": Sentence("Hàng đang ở đâu", en="Where it is"),
    "heard": Sentence(
        "Có việc đã báo về đơn này. Chỉ tiền của đơn này phải chờ đến khi xong.",
        en="Something was reported about this order. Its money alone waits until that is settled.",
    ),
    "heard_see": Sentence("Xem và trả lời", en="Read and answer"),
    "report": Sentence("Báo có chuyện không ổn", en="Report that something is wrong"),
    "history": Sentence("Đã qua", en="So far"),
    "next": Sentence("Còn {n} đơn chờ nhận", en="{n} more to accept"),
    "all": Sentence("Tất cả đơn", en="All orders"),
    "more": Sentence("Việc khác", en="Other things"),
}
# What is to be done now, by stage.
SAY = {
    "awaiting_payment": Sentence("Khách chưa trả tiền. Bạn chưa phải làm gì.", en="Not paid yet. Nothing to do."),
    "placed": Sentence("Có đủ hàng thì bấm “Nhận đơn”.", en="Press “Accept” if you have the goods."),
    "accepted": Sentence("Gói hàng, rồi báo đã gói xong.", en="Pack the goods, then say that they are packed."),
    "bring": Sentence("Dán phiếu lên hàng, rồi mang ra {office}.", en="Put the label on, and bring it to {office}."),
    "office": Sentence(
        "Mang hàng ra {office}. Khách lấy ở đó.", en="Bring it to {office}; the buyer fetches it there."
    ),
    "fetch": Sentence("Khách đến lấy: hỏi mã 6 số, rồi mới giao.", en="Ask the buyer for the code, then hand over."),
    "shipped": Sentence("Bưu điện đang giữ hàng.", en="The post has it."),
    "delivered": Sentence("Khách đã nhận hàng. Bạn không phải làm gì nữa.", en="Delivered. Nothing more to do."),
    "completed": Sentence("Đơn đã xong. Bạn không phải làm gì nữa.", en="Finished. Nothing more to do."),
    "cancelled": Sentence("Đơn đã hủy. Xin đừng gửi hàng.", en="Called off. Please do not send it."),
    "returned": Sentence(
        "Hàng trả về. Nhận lại rồi bấm một nút dưới đây.", en="It came back: take it, press a button."
    ),
    "back": Sentence("Hàng đã về với bạn. Không phải làm gì nữa.", en="You have it back. Nothing more to do."),
    "lost": Sentence(
        "Bưu điện làm mất hàng. Chúng tôi đòi bưu điện đền cho bạn.", en="The post lost it; it has to pay you."
    ),
    "damaged": Sentence(
        "Bưu điện làm hỏng hàng. Chúng tôi đòi bưu điện đền cho bạn.", en="The post broke it; it has to pay."
    ),
    "held": OrderHeld.detail,
}
# How it stands, to whoever comes with what is past.
STANDS = {
    "awaiting_payment": Sentence("Khách đặt lúc {at}", en="Ordered at {at}"),
    "placed": Sentence("Khách đặt lúc {at}", en="Ordered at {at}"),
    "accepted": Sentence("Đã nhận lúc {at}", en="Accepted at {at}"),
    "packed": Sentence("Đã gói xong lúc {at}", en="Packed at {at}"),
    "shipped": Sentence("Bưu điện nhận hàng lúc {at}", en="Taken in by the post at {at}"),
    "delivered": Sentence("Đã giao lúc {at}", en="Delivered at {at}"),
    "completed": Sentence("Xong lúc {at}", en="Finished at {at}"),
    "cancelled": Sentence("Đã hủy lúc {at}", en="Called off at {at}"),
    "returned": Sentence("Trả về lúc {at}", en="Came back at {at}"),
    "lost": Sentence("Báo mất lúc {at}", en="Reported lost at {at}"),
    "damaged": Sentence("Báo hỏng lúc {at}", en="Reported damaged at {at}"),
}
# The parcel on its way, to who has sent it.
PARCEL = {
    "accepted": Sentence("Bưu điện đã nhận hàng, sắp chuyển đi.", en="The post has it and will send it on."),
    "in_transit": Sentence("Hàng đang trên đường đến khách.", en="It is on its way to the buyer."),
    "out_for_delivery": Sentence("Bưu tá đang mang hàng đến khách.", en="The courier is bringing it to the buyer."),
    "held_for_pickup": Sentence(
        "Hàng chờ khách lấy ở bưu cục. Bạn nên gọi khách.", en="It waits for the buyer: call them."
    ),
    "delivery_failed": Sentence(
        "Bưu tá chưa giao được, sẽ đến lại. Bạn nên gọi khách.", en="Not delivered yet: call the buyer."
    ),
    "returning": Sentence(
        "Khách không nhận. Hàng đang về với bạn, bạn không mất phí.", en="It is coming back to you, free."
    ),
}
PAID = {
    "due": Sentence(
        "Khách trả {total_vnd} đ tiền mặt cho bưu tá khi nhận hàng.", en="The buyer pays {total_vnd} đ at the door."
    ),
    "due_here": Sentence(
        "Khách trả {total_vnd} đ tiền mặt khi đến lấy.", en="The buyer pays {total_vnd} đ when coming."
    ),
    "collected": Sentence("Đã thu {total_vnd} đ tiền mặt của khách.", en="{total_vnd} đ were taken in cash."),
    "not_due": Sentence("Khách không phải trả gì.", en="The buyer owes nothing."),
    "awaiting": Sentence("Khách chưa chuyển {total_vnd} đ.", en="The buyer has yet to pay {total_vnd} đ."),
    "paid": Sentence("Khách đã trả tiền rồi ({total_vnd} đ).", en="Paid already ({total_vnd} đ)."),
    "cancelled": Sentence("Khách không phải trả nữa.", en="Nothing is owed any more."),
    "refunding": Sentence("Đang trả lại tiền cho khách.", en="The buyer is being refunded."),
    "partly_refunded": Sentence("Đã trả lại khách một phần tiền.", en="A part was refunded."),
    "refunded": Sentence("Đã trả lại tiền cho khách.", en="The buyer was refunded."),
}
LEFT = {
    "days": Sentence("còn {n} ngày", en="{n} days left"),
    "hours": Sentence("còn {n} giờ", en="{n} hours left"),
    "minutes": Sentence("còn chưa đầy 1 giờ", en="less than an hour left"),
    "over": Sentence("hết giờ rồi, sắp bị hủy", en="time is over"),
}
