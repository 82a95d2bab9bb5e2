"""The words of `/shop/{id}/money/month`."""

from market.language import Sentence

MONTH = {
    "title": Sentence("Sổ tháng {month}", en="The book of {month}"),
    "say": Sentence(
        "Tháng này được {in_vnd} đ, đã rút {out_vnd} đ; cuối sổ còn {left_vnd} đ.",
        en="{in_vnd} đ came in this month, {out_vnd} đ were taken out; {left_vnd} đ are left at its end.",
    ),
    "say_none": Sentence(
        "Tháng này không có khoản nào vào hay ra; còn {left_vnd} đ.",
        en="Nothing came in or went out this month; {left_vnd} đ are left.",
    ),
    "opening": Sentence("Đầu tháng: {left_vnd} đ", en="At the beginning: {left_vnd} đ"),
    "changes": Sentence("Từng khoản", en="Each sum"),
    "left": Sentence("còn {left_vnd} đ", en="{left_vnd} đ left"),
    "kept": Sentence(
        "Tiền hàng {goods_vnd}, phí chợ {commission_vnd}, thuế {vat_vnd} và {income_tax_vnd}",
        en="Goods {goods_vnd}, commission {commission_vnd}, tax {vat_vnd} and {income_tax_vnd}",
    ),
    "coming": Sentence("Cuối tháng còn đang về", en="On its way at the end"),
    "too_many": Sentence("Còn {number} dòng nữa trong tệp.", en="{number} more lines stand in the file."),
    "file": Sentence("Tải sổ về máy (bảng tính)", en="Save the book (spreadsheet)"),
    "before": Sentence("Tháng trước", en="The month before"),
    "after": Sentence("Tháng sau", en="The month after"),
    "back": Sentence("Về trang tiền", en="Back to money"),
}
KINDS = {
    "sale": Sentence("bán hàng", en="sale"),
    "refund": Sentence("hoàn cho khách", en="paid back to the buyer"),
    "cash_in_hand": Sentence("khách trả tận tay", en="the buyer paid you in hand"),
    "refund_in_hand": Sentence("trả lại khách tận tay", en="you paid the buyer back in hand"),
    "claim_paid": Sentence("bưu điện đền", en="the carrier made good a loss"),
    "cash_out_hold": Sentence("rút tiền mặt", en="cash"),
    "cash_out_released": Sentence("không rút nữa, tiền về", en="cash not fetched, back again"),
    "payout_hold": Sentence("chuyển về ngân hàng", en="sent to the bank"),
    "payout_released": Sentence("không chuyển nữa, tiền về", en="not sent, back again"),
    "undo": Sentence("sửa lại", en="put right"),
}
OTHER = Sentence("khoản khác", en="other")
