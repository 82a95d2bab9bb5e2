"""The words of cash at the counter."""

from typing import NamedTuple

from market.language import Sentence
from market.payments.tills.rules import TillMove


class Move(NamedTuple):
    """A movement of the till: its picture, the button, what to do, and what was done."""

    picture: str
    button: Sentence
    say: Sentence
    done: Sentence


MOVES = {
    TillMove.OPENING: Move(
        "till",
        Sentence("Mở quỹ", en="Open the till"),
        Sentence(
            "Đếm số tiền đầu tiên bỏ vào quỹ, gõ tổng số, rồi bấm “Mở quỹ”.",
            en="Count the first cash, type it, press “Open the till”.",
        ),
        Sentence("Đã mở quỹ.", en="The till is open."),
    ),
    TillMove.COUNT: Move(
        "check",
        Sentence("Đếm quỹ", en="Count the till"),
        Sentence(
            "Đếm hết tiền trong quỹ, gõ tổng số, rồi bấm “Đếm quỹ”.",
            en="Count all the cash, type the sum, press “Count the till”.",
        ),
        Sentence("Đã ghi số tiền đếm được.", en="The count is noted."),
    ),
    TillMove.REPLENISHMENT: Move(
        "more",
        Sentence("Nhận thêm tiền vào quỹ", en="Cash comes in"),
        Sentence(
            "Bưu điện cấp trên gửi tiền xuống: đếm, gõ số tiền, rồi bấm.",
            en="Head office sends cash: count it, type it, press.",
        ),
        Sentence("Đã nhận thêm tiền vào quỹ.", en="Cash has come in."),
    ),
    TillMove.DEPOSIT: Move(
        "share",
        Sentence("Nộp tiền lên trên", en="Send cash up"),
        Sentence(
            "Gửi tiền lên bưu điện cấp trên: đếm, gõ số tiền, rồi bấm.",
            en="Cash goes to head office: count it, type it, press.",
        ),
        Sentence("Đã nộp tiền lên trên.", en="Cash was sent up."),
    ),
    TillMove.HAND_IN: Move(
        "hand",
        Sentence("Nhận tiền bưu tá nộp", en="A courier hands in"),
        Sentence(
            "Chọn bưu tá, đếm tiền, gõ số tiền, rồi bấm.", en="Choose the courier, count the cash, type it, press."
        ),
        Sentence("Đã nhận tiền bưu tá nộp.", en="The courier's cash is in the till."),
    ),
}
KINDS = {str(kind): move.button for kind, move in MOVES.items()} | {
    "cash_out_paid": Sentence("Trả tiền theo mã", en="Paid by code"),
    "collection": Sentence("Thu tiền tại quầy", en="Taken at the counter"),
    "undo": Sentence("Hủy lần ghi trước", en="Taken back"),
}
OTHER_KIND = Sentence("Việc khác", en="Other")
TILL = {
    "title": Sentence("Quỹ tiền mặt", en="The till"),
    "say": Sentence(
        "Bưu tá về thì đếm tiền họ nộp, rồi bấm nhận. Cuối ngày thì đếm quỹ.",
        en="When a courier comes, count and press. Count the till at the day's end.",
    ),
    "say_new": Sentence(
        "Quỹ chưa mở. Bấm “Mở quỹ” và gõ số tiền đầu tiên.", en="The till is not open yet. Press “Open the till”."
    ),
    "books": Sentence("Theo sổ, trong quỹ có", en="By the books the till holds"),
    "couriers": Sentence("Bưu tá đang giữ", en="Couriers carry"),
    "none_carried": Sentence("Không bưu tá nào giữ tiền thu hộ.", en="No courier carries any cash."),
    "all_of_it": Sentence("Nhận đủ {owes_vnd}\u00a0đ", en="All {owes_vnd}\u00a0đ handed in"),
    "another_sum": Sentence("Nộp số khác", en="Another sum"),
    "unnamed": Sentence("Tiền cũ chưa ghi tên ai", en="Old cash under no name"),
    "today": Sentence("Hôm nay", en="Today"),
    "opening": Sentence("Đầu ngày", en="In the morning"),
    "kind": Sentence("Việc", en="What"),
    "sum": Sentence("Số tiền (đ)", en="Sum (đ)"),
    "last_count": Sentence("Lần đếm gần nhất", en="The last count"),
    "counted": Sentence(
        "{when}: đếm được {counted_vnd} đ, sổ ghi {expected_vnd} đ.",
        en="{when}: {counted_vnd} đ counted, {expected_vnd} đ in the books.",
    ),
    "exact": Sentence("Khớp, không lệch đồng nào.", en="It agrees to the last đồng."),
    "short": Sentence("Thiếu {off_vnd} đ.", en="{off_vnd} đ are missing."),
    "over": Sentence("Thừa {off_vnd} đ.", en="{off_vnd} đ are too many."),
    "latest": Sentence("Vừa ghi", en="Noted last"),
    "amount": Sentence("Số tiền (đồng)", en="Sum (đồng)"),
    "note": Sentence("Ghi chú (không bắt buộc)", en="A note (if you like)"),
    "who": Sentence("Bưu tá nào nộp?", en="Which courier?"),
    "to_till": Sentence("Về quỹ", en="To the till"),
}
COUNT_WAITS = Sentence(
    "Sổ chưa đổi: {difference} Lệch nhiều nên cần một người khác đếm lại và gõ cùng số này.",
    en="Nothing is changed yet. {difference} That is much: somebody else counts again and types the same sum.",
)
PAYING = {
    "title": Sentence("Trả tiền theo mã", en="Pay by code"),
    "say": Sentence(
        "Hỏi số điện thoại, mã 8 số, 4 số cuối căn cước. Máy báo trả được rồi mới đưa tiền.",
        en="Ask for the phone, the eight digits, the last four of the identity card. Pay once the page says so.",
    ),
    "pay": Sentence("ĐƯA {paid_vnd}\u00a0đ", en="PAY {paid_vnd}\u00a0đ"),
    "receipt": Sentence("Biên nhận {receipt}, lúc {when}.", en="Receipt {receipt}, {when}."),
    "phone": Sentence("Số điện thoại", en="Phone"),
    "code": Sentence("Mã 8 số", en="The eight digits"),
    "tail": Sentence("4 số cuối căn cước", en="Last four of the identity card"),
    "check": Sentence("Kiểm tra và trả tiền", en="Check and pay"),
    "paid_today": Sentence("Đã trả hôm nay", en="Paid today"),
    "none_paid": Sentence("Hôm nay chưa trả lần nào.", en="Nothing was paid out today."),
    "sum": Sentence("Số tiền (đ)", en="Sum (đ)"),
    "which": Sentence("Biên nhận", en="Receipt"),
    "by": Sentence("Ai trả", en="By"),
}
MINE = {
    "title": Sentence("Tiền bạn đang giữ", en="Cash that you carry"),
    "say": Sentence(
        "Mang số tiền này về nộp cho giao dịch viên ở bưu cục.", en="Hand this in to the clerk at the post office."
    ),
    "say_none": Sentence("Bạn không giữ tiền thu hộ nào.", en="You carry no cash."),
    "lines": Sentence("Từng khoản", en="Each sum"),
    "none": Sentence("Chưa có khoản nào.", en="None yet."),
    "collection": Sentence("Thu của đơn {order}", en="Taken for order {order}"),
    "hand_in": Sentence("Đã nộp ở bưu cục", en="Handed in"),
    "undo": Sentence("Hủy lần phát của {order}", en="Delivery of {order} taken back"),
    "sum": Sentence("Số tiền (đ)", en="Sum (đ)"),
    "what": Sentence("Khoản", en="What"),
}
