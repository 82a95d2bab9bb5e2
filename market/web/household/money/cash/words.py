"""The words of `/shop/{id}/money/cash`."""

from market.language import Sentence
from market.payments.cash_outs.rules import CashOutState

ASK = {
    "title": Sentence("Rút tiền mặt", en="Take out cash"),
    "say": Sentence(
        "Bấm “Lấy mã”, rồi mang mã và căn cước ra bưu cục nhận {now_vnd} đ. Muốn rút ít hơn thì sửa số tiền.",
        en="Press “Get the code”, then take it and your identity card to a post office, and get {now_vnd} đ. Change "
        "the sum to take less.",
    ),
    "say_team": Sentence(
        "Gõ số tiền rồi bấm “Xin mã”: hộ nhận 6 số bằng tin nhắn, và đọc cho bạn nếu đồng ý. Có {now_vnd} đ.",
        en="Type the sum and press “Ask”: the household gets six digits by SMS, and tells you if it agrees. There are "
        "{now_vnd} đ.",
    ),
    "say_open": Sentence(
        "Đang có một phiếu lấy tiền chưa dùng. Xem phiếu ấy trước.",
        en="One cash slip is still open. Look at it first.",
    ),
    "say_none": Sentence(
        "Chưa có tiền để rút. Khi khách nhận hàng, tiền về và rút được ở đây.",
        en="There is nothing to take out yet. When the buyers have their goods it can be taken out here.",
    ),
    "amount": Sentence("Số tiền (đồng)", en="Sum (đồng)"),
    "amount_hint": Sentence("Nhiều nhất {now_vnd} đ", en="At most {now_vnd} đ"),
    "get": Sentence("Lấy mã", en="Get the code"),
    "ask_for": Sentence("Xin mã của hộ", en="Ask for the household's code"),
    "see": Sentence("Xem phiếu lấy tiền", en="See the cash slip"),
    "back": Sentence("Về trang tiền", en="Back to money"),
}
SLIP = {
    "title": Sentence("Phiếu lấy tiền", en="Cash slip"),
    "code": Sentence("Mã lấy tiền", en="The code"),
    "until": Sentence("Dùng đến {moment}.", en="Good until {moment}."),
    "copy": Sentence("Chạm vào số để chọn và chép cả mã.", en="Touch the digits to select and copy them all."),
    "where": Sentence("Lấy ở đâu", en="Where"),
    "nearest": Sentence("Gần nhà nhất: {office}. Bưu cục nào cũng được.", en="Nearest: {office}. Any office will do."),
    "anywhere": Sentence("Bưu cục nào cũng được.", en="At any post office."),
    "who": Sentence("Ai lấy được", en="Who may fetch it"),
    "who_any": Sentence(
        "Người đọc được số điện thoại {phone} và mã này, có căn cước mang theo.",
        en="Whoever tells the phone {phone} and this code, and brings an identity card.",
    ),
    "who_card": Sentence(
        "Chỉ người có căn cước số cuối {tail}, đọc được số điện thoại {phone} và mã này.",
        en="Only who has the identity card ending in {tail}, and tells the phone {phone} and this code.",
    ),
    "secret": Sentence(
        "Đừng cho ai biết mã. Người trong tổ và của chợ không bao giờ hỏi mã này.",
        en="Tell the code to nobody. Your team and the market never ask for it.",
    ),
    "resend": Sentence("Gửi mã mới", en="Send a new code"),
    "call_back": Sentence("Thôi, trả tiền về chỗ cũ", en="Call it back, keep the money here"),
    "six": Sentence("6 số hộ vừa nhận", en="The six digits the household got"),
    "confirm": Sentence("Hộ đồng ý", en="The household agrees"),
    "at": Sentence("Đã lấy tại {office}, {moment}. Biên nhận {receipt}.", en="Paid at {office}, {moment}. {receipt}."),
    "past": Sentence("Các lần rút tiền mặt", en="Cash taken out before"),
    "back": Sentence("Về trang tiền", en="Back to money"),
    "again": Sentence("Rút lần nữa", en="Take out again"),
}
# What is to be done with a slip, by its state and who looks.
SAY = {
    "open": Sentence(
        "Đọc mã này và số điện thoại của bạn ở bưu cục để nhận {amount_vnd} đ.",
        en="Tell this code and your phone number at a post office, and get {amount_vnd} đ.",
    ),
    "open_sms": Sentence(
        "Mã để nhận {amount_vnd} đ đã gửi vào tin nhắn của bạn. Mang mã ấy và căn cước ra bưu cục.",
        en="The code for {amount_vnd} đ was sent to you by SMS. Take it and your identity card to a post office.",
    ),
    "open_team": Sentence(
        "Hộ đã đồng ý. Mã để nhận {amount_vnd} đ đã gửi vào máy của hộ, không gửi cho bạn.",
        en="The household agrees. The code for {amount_vnd} đ went to its phone, and not to you.",
    ),
    "asked": Sentence(
        "{asker} xin rút giúp bạn {amount_vnd} đ. Nếu đồng ý, đọc cho họ 6 số vừa đến máy bạn; không thì bấm “Thôi”.",
        en="{asker} asks to take {amount_vnd} đ out for you. If you agree, tell them the six digits your phone got; if "
        "not, press “Call it back”.",
    ),
    "asked_team": Sentence(
        "Máy của hộ vừa nhận 6 số. Nhờ hộ đọc cho, gõ vào đây để lập phiếu {amount_vnd} đ.",
        en="The household's phone has just got six digits. Ask for them and type them here, for {amount_vnd} đ.",
    ),
    "over": Sentence(
        "Đã quá giờ, phiếu {amount_vnd} đ này không dùng được nữa. Tiền vẫn còn nguyên.",
        en="It is too late for this slip of {amount_vnd} đ. No money was moved.",
    ),
    "blocked": Sentence(
        "Mã bị khóa vì có người gõ sai nhiều lần. Lấy mã mới, hoặc để {amount_vnd} đ về chỗ cũ.",
        en="The code is blocked, for somebody guessed. Get a new one, or have the {amount_vnd} đ back in your balance.",
    ),
    "paid": Sentence("Đã nhận {amount_vnd} đ tiền mặt.", en="{amount_vnd} đ were paid in cash."),
    "cancelled": Sentence(
        "Phiếu này đã hủy; {amount_vnd} đ đã về chỗ cũ.", en="This slip was called back; the {amount_vnd} đ are yours."
    ),
    "expired": Sentence(
        "Phiếu này hết hạn; {amount_vnd} đ đã về chỗ cũ.", en="This slip has expired; the {amount_vnd} đ are yours."
    ),
}
PAST = {
    "title": Sentence("Các lần rút tiền mặt", en="Cash taken out before"),
    "say": Sentence("Chạm vào một phiếu để xem.", en="Touch a slip to see it."),
    "say_none": Sentence(
        "Chưa rút lần nào. Khi có tiền, bấm “Rút tiền mặt” ở trang tiền.",
        en="Nothing was taken out yet. Once there is money, press “Take out cash” on the page of money.",
    ),
    "more": Sentence("Xem thêm", en="More"),
    "back": Sentence("Về trang tiền", en="Back to money"),
}
IN_WORDS = {
    CashOutState.ASKED: Sentence("chờ 6 số của hộ", en="waits for the household's digits"),
    CashOutState.OPEN: Sentence("chờ lấy tiền", en="to be fetched"),
    CashOutState.BLOCKED: Sentence("mã bị khóa", en="blocked"),
    CashOutState.PAID: Sentence("đã lấy", en="fetched"),
    CashOutState.CANCELLED: Sentence("đã hủy, tiền về chỗ cũ", en="called back"),
    CashOutState.EXPIRED: Sentence("hết hạn, tiền về chỗ cũ", en="expired, the money is back"),
}
DONE = {
    "already": Sentence(
        "Phiếu đã đổi từ trước; bây giờ như dưới đây.", en="It had changed before; this is how it stands."
    ),
    "code": Sentence("Đã lập phiếu. Mã cũng vào tin nhắn của bạn.", en="Done. The code comes by SMS as well."),
    "asked": Sentence("Đã gửi 6 số vào máy của hộ.", en="Six digits were sent to the household's phone."),
    "confirmed": Sentence("Hộ đã đồng ý, phiếu đã lập.", en="The household agrees; the slip is made."),
    "resent": Sentence("Đã gửi mã mới. Mã cũ không dùng được nữa.", en="A new code was sent; the old one is void."),
    "called-back": Sentence("Tiền đã về chỗ cũ.", en="The money is back."),
}
