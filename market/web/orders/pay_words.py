"""The words of paying for what was bought at once."""

from market.language import Sentence
from market.web.orders.words import SHIPS

TITLE = {
    "bank": Sentence("Chuyển khoản", en="Bank transfer"),
    "bank_part": Sentence("Còn thiếu một phần", en="A part is still due"),
    "card": Sentence("Trả bằng thẻ", en="Pay by card"),
    "opening": Sentence("Đang mở lại cách trả tiền", en="Being opened anew"),
    "paid": Sentence("Đã nhận được tiền", en="Your money has come"),
    "cod": Sentence("Đã đặt xong", en="Ordered"),
    "over": Sentence("Hết giờ trả tiền", en="The time to pay is over"),
    "off": Sentence("Đã hủy", en="Called off"),
}
SAY = {
    "bank": Sentence(
        "Quét mã bằng ứng dụng ngân hàng, hoặc chuyển theo các dòng dưới. Tiền đến thì trang này báo.",
        en="Scan it with your banking app, or send what is written below. This page tells you when it has come.",
    ),
    "bank_part": Sentence(
        "Chúng tôi đã nhận một phần. Chuyển nốt phần còn thiếu theo mã dưới đây.",
        en="A part has come. Please send the rest by the code below.",
    ),
    "card": Sentence(
        "Bấm nút dưới đây để gõ số thẻ ở trang của cổng thẻ. Xong thì bạn quay về đây.",
        en="Press the button to type your card at the gateway's own page; then you come back here.",
    ),
    "card_back": Sentence(
        "Đang chờ cổng thẻ báo. Chưa trả xong thì bấm nút để thử lại, thẻ khác cũng được.",
        en="We wait for the gateway's word. If you have not paid yet, press to try again, also with another card.",
    ),
    "opening": Sentence(
        "Số tiền vừa đổi. Chờ vài giây, trang này tự mở lại.", en="The sum has changed. Wait some seconds, please."
    ),
    "paid": Sentence(
        "Đã nhận được tiền. Bạn không phải làm gì nữa: nhà bán được báo rồi.",
        en="Your money has come. Nothing more to do: the household has been told.",
    ),
    "cod": Sentence(
        "Đã đặt xong. Bạn trả tiền mặt khi nhận hàng; xem từng đơn ở dưới.",
        en="Ordered. You pay in cash when it comes; see each order below.",
    ),
    "over": Sentence(
        "Hết giờ trả tiền nên đơn tự hủy. Vẫn muốn thì bấm “Mua lại”.",
        en="The time to pay is over, so it was called off. Press “Buy again” if you still want it.",
    ),
    "off": Sentence(
        "Đơn đã hủy. Vẫn muốn thì bấm “Mua lại”.", en="It was called off. Press “Buy again” if you want it."
    ),
}
PAY = {
    **SHIPS,
    "came": Sentence(
        "Đã nhận {came_vnd} đ, còn thiếu {due_vnd} đ.", en="{came_vnd} đ have come, {due_vnd} đ are still due."
    ),
    "code_is": Sentence("Mã VietQR: {amount_vnd} đ, nội dung {text}", en="VietQR: {amount_vnd} đ, saying {text}"),
    "keep": Sentence("Lưu ảnh mã này vào máy", en="Keep this picture"),
    "same_phone": Sentence(
        "Trả bằng chính máy này: lưu ảnh, mở ứng dụng ngân hàng, quét từ ảnh. Hoặc chép từng dòng:",
        en="On this very phone: keep the picture and let your banking app read it. Or copy line by line:",
    ),
    "bank": Sentence("Ngân hàng", en="Bank"),
    "account": Sentence("Số tài khoản", en="Account"),
    "holder": Sentence("Tên", en="Name"),
    "sum": Sentence("Số tiền", en="Amount"),
    "text": Sentence("Nội dung (phải đúng)", en="Text (exactly this)"),
    "until": Sentence(
        "Trả trước {at}. Quá giờ thì đơn tự hủy, hàng trở lại kho.", en="Pay by {at}, or it is called off."
    ),
    "by_itself": Sentence(
        "Trang tự mở lại mỗi 15 giây, đến khi có tiền.",
        en="The page comes anew every 15 seconds until the money is there.",
    ),
    "stop": Sentence("Dừng tự mở lại", en="Stop that"),
    "look": Sentence("Xem tiền đã đến chưa", en="See whether it has come"),
    "closed": Sentence(
        "Cứ đóng trang này cũng được: tiền đến, chúng tôi nhắn tin.", en="You may close it: we send a message."
    ),
    "to_card": Sentence("Đến trang trả thẻ, {amount_vnd} đ", en="To the card's page, {amount_vnd} đ"),
    "open_card": Sentence("Trả bằng thẻ", en="Pay by card"),
    "safe": Sentence(
        "Số thẻ không đi qua Chợ Phiên. Ngân hàng của bạn có thể hỏi thêm mã (3-D Secure).",
        en="Your card's number never passes through us. Your bank may ask for a code (3-D Secure).",
    ),
    "declined": Sentence(
        "Thẻ bị từ chối hay bạn đã đóng trang đó? Chưa mất tiền: thử lại, hoặc trả cách khác.",
        en="Declined, or closed that page? Nothing was taken: try again, or pay another way.",
    ),
    "otherwise": Sentence("Trả cách khác", en="Pay another way"),
    "otherwise_hint": Sentence(
        "Đơn này hủy, hàng trở lại giỏ: ở đó bạn chọn cách trả khác.",
        en="This is called off and the goods go back to your basket, where you choose another way.",
    ),
    "ask": Sentence("Tôi đã trả xong, hỏi lại cổng thẻ", en="I have paid: ask the gateway"),
    "returning": Sentence(
        "{returning_vnd} đ bạn đã chuyển đang chờ trả lại cho bạn.", en="{returning_vnd} đ wait to go back to you."
    ),
    "late": Sentence(
        "Đã chuyển rồi? Tiền đến sau thì đơn được đặt lại nếu còn hàng; không còn thì tiền quay về bạn.",
        en="Sent already? If it comes late the order is placed again while there is stock; else it goes back to you.",
    ),
    "account_for": Sentence("Khai tài khoản để nhận tiền về", en="Tell us the account for your money"),
    "orders": Sentence("Đơn trong lần mua này", en="The orders of this purchase"),
    "again": Sentence("Mua lại", en="Buy again"),
    "all_vnd": Sentence("Tất cả {total_vnd} đ", en="{total_vnd} đ altogether"),
    "my_orders": Sentence("Đơn của tôi", en="My orders"),
    "go_on": Sentence("Xem hàng khác", en="See other goods"),
}
DONE = {
    "card": Sentence("Trang trả thẻ đã mở. Bấm nút để đến đó.", en="The card's page is open. Press to go there."),
    "way": Sentence("Đã đổi cách trả tiền.", en="You pay another way now."),
    "asked": Sentence("Đã hỏi. Đây là câu trả lời lúc này.", en="Asked. This is how it stands now."),
    "past": Sentence("Việc này không phải làm nữa. Xem bây giờ thế nào ở dưới.", en="That is past. See below."),
    "ordered": Sentence("Đã đặt hàng.", en="Ordered."),
}
