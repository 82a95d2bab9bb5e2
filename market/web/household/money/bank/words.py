"""The words of `/shop/{id}/money/bank`."""

from market.language import Sentence
from market.payments.payouts.rules import PayoutState

BANK = {
    "title": Sentence("Chuyển về ngân hàng", en="Send to a bank account"),
    "say": Sentence(
        "Xem tài khoản và số tiền, rồi bấm “Chuyển”. Tiền đến trong vài ngày làm việc.",
        en="Look at the account and the sum, then press “Send”. The money arrives within a few working days.",
    ),
    "say_no_account": Sentence(
        "Ghi tài khoản ngân hàng của bạn trước, rồi chuyển tiền về đó.",
        en="Write down your bank account first, then send money there.",
    ),
    "say_none": Sentence(
        "Chưa có tiền để chuyển. Khi khách nhận hàng, tiền về và chuyển được ở đây.",
        en="There is nothing to send yet. When the buyers have their goods it can be sent from here.",
    ),
    "say_team": Sentence(
        "Chỉ chủ hộ tự chuyển tiền về tài khoản của mình. Bạn xem được các lần chuyển.",
        en="Only the household itself sends money to its account. You may see the transfers so far.",
    ),
    "account": Sentence("Tài khoản nhận tiền", en="The account"),
    "number": Sentence("Số tài khoản kết thúc bằng {tail}, tên {holder}", en="Number ending in {tail}, {holder}"),
    "change": Sentence("Đổi tài khoản", en="Change the account"),
    "write": Sentence("Ghi tài khoản ngân hàng", en="Write down a bank account"),
    "amount": Sentence("Số tiền (đồng)", en="Sum (đồng)"),
    "amount_hint": Sentence("Nhiều nhất {now_vnd} đ", en="At most {now_vnd} đ"),
    "send": Sentence("Chuyển", en="Send"),
    "past": Sentence("Các lần chuyển", en="Transfers so far"),
    "no_past": Sentence("Chưa chuyển lần nào.", en="Nothing was sent yet."),
    "call_off": Sentence("Thôi, không chuyển {amount_vnd} đ", en="Call {amount_vnd} đ off"),
    "more": Sentence("Xem thêm", en="More"),
    "back": Sentence("Về trang tiền", en="Back to money"),
}
STATES = {
    PayoutState.ASKED: Sentence("chờ chợ gửi sang ngân hàng", en="waits to go to the bank"),
    PayoutState.SENT: Sentence("ngân hàng đang chuyển", en="with the bank"),
    PayoutState.PAID: Sentence("đã vào tài khoản", en="has arrived"),
    PayoutState.FAILED: Sentence("không chuyển được, tiền về chỗ cũ", en="came back, the money is in your balance"),
    PayoutState.CANCELLED: Sentence("đã thôi, tiền về chỗ cũ", en="called off, the money is in your balance"),
}
DONE = {
    "already": Sentence("Khoản ấy đã đổi từ trước; bây giờ như dưới đây.", en="It had changed before; see below."),
    "sent": Sentence("Đã nhận yêu cầu chuyển tiền.", en="The transfer was asked for."),
    "called-off": Sentence("Không chuyển nữa; tiền đã về chỗ cũ.", en="It was called off; the money is back."),
    "account": Sentence("Đã ghi tài khoản.", en="The account is written down."),
}
