"""The words of `/shop/{id}/money`."""

from market.language import Sentence
from market.orders.coming import Waits

MONEY = {
    "title": Sentence("Tiền", en="Money"),
    "yours": Sentence("Rút được ngay", en="To take out now"),
    "take_cash": Sentence("Rút tiền mặt", en="Take out cash"),
    "to_bank": Sentence("Chuyển về ngân hàng", en="Send to a bank account"),
    "open_code": Sentence(
        "Đang có phiếu lấy {amount_vnd} đ tiền mặt.", en="{amount_vnd} đ wait to be fetched in cash."
    ),
    "see_code": Sentence("Xem phiếu lấy tiền", en="See the cash slip"),
    "held": Sentence(
        "{held_vnd} đ đang giữ cho phiếu lấy tiền hoặc chuyển khoản chưa xong.",
        en="{held_vnd} đ are kept for a cash slip or a transfer that is not finished.",
    ),
    "contested": Sentence(
        "{contested_vnd} đ chờ khiếu nại của đơn đó xong; tiền đơn khác vẫn lấy được.",
        en="{contested_vnd} đ wait until the complaint about that order is over; other orders' money does not.",
    ),
    "coming": Sentence("Đang về: {coming_vnd} đ", en="On its way: {coming_vnd} đ"),
    "no_coming": Sentence("Chưa có khoản nào đang về.", en="Nothing is on its way."),
    "more_coming": Sentence("Còn {number} đơn nữa.", en="{number} more orders."),
    "order": Sentence("Đơn {number}", en="Order {number}"),
    "kept": Sentence(
        "Tiền hàng {goods_vnd} đ, trừ phí chợ {commission_vnd} đ, thuế {vat_vnd} + {income_tax_vnd} đ",
        en="Goods {goods_vnd} đ, less commission {commission_vnd} đ, tax {vat_vnd} + {income_tax_vnd} đ",
    ),
    "sold": Sentence("Bán {number} đơn, tiền hàng {goods_vnd} đ.", en="Orders sold: {number}, goods {goods_vnd} đ."),
    "hers": Sentence("Phần của nhà mình {yours_vnd} đ.", en="Yours of it: {yours_vnd} đ."),
    "taken": Sentence("Đã rút ra {taken_out_vnd} đ.", en="Taken out: {taken_out_vnd} đ."),
    "this_month": Sentence("Tháng này", en="This month"),
    "last_month": Sentence("Tháng trước", en="Last month"),
    "books": Sentence("Sổ sách", en="Books"),
    "statement": Sentence("Sổ thu chi từng tháng", en="The book of each month"),
    "statement_hint": Sentence("Từng khoản vào, ra, phí và thuế", en="Each sum in and out, commission and tax"),
    "past": Sentence("Các lần rút tiền mặt", en="Cash taken out before"),
    "bank_hint": Sentence("Tài khoản nhận tiền, các lần chuyển", en="The account, and transfers so far"),
    "tax": Sentence("Phí và thuế", en="Commission and tax"),
    "tax_said": Sentence(
        "Khách nhận hàng xong, mỗi {goods_vnd} đ tiền hàng chợ giữ {commission_vnd} đ phí, {vat_vnd} đ thuế giá trị "
        "gia tăng và {income_tax_vnd} đ thuế thu nhập; {shop_vnd} đ là của nhà mình. Chợ nộp thuế thay bạn.",
        en="Of each {goods_vnd} đ of goods the market keeps {commission_vnd} đ commission, {vat_vnd} đ value added tax "
        "and {income_tax_vnd} đ income tax; {shop_vnd} đ are yours. It pays the taxes for you.",
    ),
    "tax_none": Sentence(
        "Cả năm bán chưa quá {threshold_vnd} đ thì không bị giữ thuế.",
        en="Nothing is kept for taxes before you have sold more than {threshold_vnd} đ in the year.",
    ),
    "tax_back": Sentence(
        "Cả năm bán không quá {threshold_vnd} đ thì được xin lại thuế đã giữ; nhờ cán bộ xã.",
        en="Who has sold no more than {threshold_vnd} đ in the year may ask the tax back; the commune's officer helps.",
    ),
}
SAY = {
    "both_day": Sentence(
        "Có {now_vnd} đ rút được ngay. Còn {coming_vnd} đ đang về, sớm nhất {day}.",
        en="{now_vnd} đ can be taken out now. {coming_vnd} đ more are coming, the first on {day}.",
    ),
    "both": Sentence(
        "Có {now_vnd} đ rút được ngay. Còn {coming_vnd} đ sẽ về khi khách nhận hàng.",
        en="{now_vnd} đ can be taken out now. {coming_vnd} đ more come when the buyers have their goods.",
    ),
    "now": Sentence("Có {now_vnd} đ rút được ngay.", en="{now_vnd} đ can be taken out now."),
    "coming_day": Sentence(
        "Chưa có tiền để rút. Có {coming_vnd} đ đang về, sớm nhất {day}.",
        en="There is nothing to take out yet. {coming_vnd} đ are coming, the first on {day}.",
    ),
    "coming": Sentence(
        "Chưa có tiền để rút. Có {coming_vnd} đ sẽ về khi khách nhận hàng.",
        en="There is nothing to take out yet. {coming_vnd} đ come when the buyers have their goods.",
    ),
    "none": Sentence(
        "Chưa có tiền. Bán được đơn nào, tiền của đơn ấy hiện ở đây.",
        en="There is no money yet. Once an order is sold, its money is seen here.",
    ),
    "owed": Sentence(
        "Đang trừ {now_vnd} đ vì đã hoàn cho khách; lần bán tới bù vào.",
        en="The balance is {now_vnd} đ, for a buyer was paid back; the next sale makes up for it.",
    ),
}
WAITS = {
    Waits.SENDING: Sentence("về khi bạn gửi và khách nhận hàng", en="comes once you have sent it and it has arrived"),
    Waits.FETCHING: Sentence("về khi khách đến lấy hàng", en="comes when the buyer fetches it"),
    Waits.DELIVERY: Sentence("về khi khách nhận hàng", en="comes when it has arrived"),
    Waits.CASH: Sentence("bưu điện đã thu, đang chuyển cho chợ", en="collected; the carrier is handing it on"),
    Waits.CONTENT: Sentence("khách đã nhận, chờ hết hạn khiếu nại", en="arrived; the buyer may still complain"),
    Waits.COMPLAINT: Sentence("chờ khiếu nại của đơn này xong", en="waits until the complaint about it is over"),
    Waits.CLAIM: Sentence("bưu điện làm mất hoặc hỏng, đang đền", en="lost or damaged; the carrier pays for it"),
}
COMES_ON = Sentence("về chừng {day}", en="comes about {day}")
