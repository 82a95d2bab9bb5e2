"""What others did in somebody's name, in words: the deeds of `/me/acts` and of a household's acts."""

from market.language import Sentence

_DEEDS = {
    "open_household": Sentence("Ghi tên hộ, chuẩn bị gian hàng", en="Wrote the household down"),
    "correct_household": Sentence("Sửa tên, thôn hoặc số điện thoại", en="Corrected name, village or phone"),
    "remove_household": Sentence("Xóa hộ", en="Took the household away"),
    "send_paper": Sentence("Gửi ảnh giấy đồng ý", en="Sent a photo of the signed paper"),
    "give_consent": Sentence("Ghi nhận hộ đồng ý", en="Recorded the consent"),
    "withdraw_consent": Sentence("Ghi nhận hộ rút lại đồng ý", en="Recorded that the consent was taken back"),
    "hand_over": Sentence("Giao gian hàng cho hộ", en="Handed the shop over"),
    "ask_consent_code": Sentence("Gửi mã để hộ đồng ý", en="Had a code sent to agree"),
    "ask_hand_over_code": Sentence("Gửi mã để giao gian hàng", en="Had a code sent for a hand-over"),
    "ask_price_code": Sentence("Gửi mã để đổi giá", en="Had a code sent for a price"),
    "ask_refund_code": Sentence("Gửi mã để trả lại tiền", en="Had a code sent for a refund"),
    "ask_correction_code": Sentence("Gửi mã đến số điện thoại mới", en="Had a code sent to the right phone"),
    "list_product": Sentence("Bán thêm một mặt hàng", en="Put a good on sale"),
    "add_product": Sentence("Bán thêm một mặt hàng", en="Put a good on sale"),
    "change_product": Sentence("Sửa một mặt hàng", en="Changed a good"),
    "change_price": Sentence("Đổi giá", en="Changed a price"),
    "move_stock": Sentence("Ghi số hàng còn", en="Moved stock"),
    "unlist_product": Sentence("Ngừng bán một mặt hàng", en="Took a good off sale"),
    "relist_product": Sentence("Bán lại một mặt hàng", en="Put a good on sale again"),
    "add_photo": Sentence("Thêm ảnh hàng", en="Added a photo"),
    "remove_photo": Sentence("Bỏ ảnh hàng", en="Took a photo away"),
    "send_certificate_photo": Sentence("Gửi ảnh giấy chứng nhận", en="Sent a photo of a certificate"),
    "remove_certificate_photo": Sentence("Bỏ ảnh giấy chứng nhận", en="Took the certificate's photo away"),
    "change_shop": Sentence("Sửa gian hàng", en="Changed the shop"),
    "pause_shop": Sentence("Tạm nghỉ bán", en="Paused the shop"),
    "reopen_shop": Sentence("Mở bán lại", en="Reopened the shop"),
    "open_collection_point": Sentence("Thêm chỗ khách đến lấy hàng", en="Added a place to fetch goods"),
    "close_collection_point": Sentence("Bỏ chỗ khách đến lấy hàng", en="Closed a place to fetch goods"),
    "order_accepted": Sentence("Nhận đơn", en="Accepted an order"),
    "order_packed": Sentence("Gói hàng", en="Packed an order"),
    "order_cancelled": Sentence("Hủy đơn", en="Cancelled an order"),
    "order_delivered": Sentence("Trao hàng cho khách", en="Gave goods to the buyer"),
    "propose": Sentence("Xin khách đổi số hàng hoặc ngày gửi", en="Asked the buyer for a change"),
    "accept_proposal": Sentence("Ghi nhận khách đồng ý", en="Recorded that the buyer agreed"),
    "receive_return": Sentence("Nhận lại hàng bị trả", en="Took a returned parcel in"),
    "refund": Sentence("Trả lại tiền cho khách", en="Gave money back to a buyer"),
    "ask": Sentence("Xin rút tiền mặt ở bưu cục", en="Asked for cash at a post office"),
    "cancel": Sentence("Hủy một việc", en="Called something off"),
    "confirm_cash_out": Sentence("Xác nhận rút tiền bằng mã của hộ", en="Confirmed a cash-out by its code"),
    "reissue": Sentence("Gửi lại mã lấy tiền", en="Had the cash-out code sent again"),
    "import_households": Sentence("Ghi từ danh sách hộ", en="Wrote from a list of households"),
    "import_shops": Sentence("Ghi từ danh sách gian hàng", en="Wrote from a list of shops"),
    "import_products": Sentence("Ghi từ danh sách hàng", en="Wrote from a list of goods"),
}
_OTHER = Sentence("Làm một việc khác", en="Did something else")


def said(deed: str) -> Sentence:
    """The deed in words."""
    return _DEEDS.get(deed, _OTHER)
