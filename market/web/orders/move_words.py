"""The words of calling an order off, putting it right, and buying it again."""

from market.language import Sentence

CANCEL = {
    "title": Sentence("Hủy đơn {number}", en="Call off order {number}"),
    "say": Sentence(
        "Chọn lý do nếu muốn, rồi bấm “Hủy đơn”. Nhà bán được báo.", en="Choose why if you like. The household is told."
    ),
    "why": Sentence("Vì sao? (không bắt buộc)", en="Why? (if you like)"),
    "reason": Sentence("Nói thêm (không bắt buộc)", en="Some more words (if you like)"),
    "cancel": Sentence("Hủy đơn", en="Call it off"),
    "paid": Sentence(
        "Bạn đã trả tiền: chúng tôi trả lại đủ, theo cách bạn đã trả.", en="All you paid comes back the way it went."
    ),
    "unpaid": Sentence("Bạn không phải trả gì.", en="You will owe nothing."),
    "correct": Sentence(
        "Chỉ sai địa chỉ hay số điện thoại? Sửa được, không cần hủy.", en="Only the address or phone? Correct it."
    ),
    "keep": Sentence("Thôi, giữ đơn", en="No, keep the order"),
}
REASONS = {
    "mistake": Sentence("Đặt nhầm", en="Ordered by mistake"),
    "not-needed": Sentence("Không cần nữa", en="Not needed any more"),
    "too-late": Sentence("Lâu quá", en="It takes too long"),
    "elsewhere": Sentence("Đã mua chỗ khác", en="Bought elsewhere"),
    "pay-otherwise": Sentence("Muốn trả tiền cách khác", en="I want to pay another way"),
}
CORRECT = {
    "title": Sentence("Sửa đơn {number}", en="Correct order {number}"),
    "say": Sentence(
        "Sửa chỗ sai, rồi bấm “Ghi lại”. Nhà bán được báo.", en="Put right what is wrong. The household is told."
    ),
    "say_place": Sentence("Gõ tên xã, rồi bấm “Tìm xã”.", en="Type the commune, then press “Find”."),
    "say_choose": Sentence("Bấm vào đúng xã.", en="Press the right commune."),
    "say_nowhere": Sentence(
        "Không có xã nào tên như vậy. Thử lại, gõ không dấu cũng được.", en="No such commune. Try again."
    ),
    "name": Sentence("Tên người nhận", en="Receiver's name"),
    "phone": Sentence("Số điện thoại người nhận", en="Receiver's phone"),
    "address_line": Sentence("Số nhà, đường, thôn", en="House, street, village"),
    "commune": Sentence("Xã, phường", en="Commune"),
    "other_commune": Sentence("Đổi xã", en="Another commune"),
    "find_commune": Sentence("Tìm xã", en="Find"),
    "place": Sentence("Tên xã, phường", en="Commune's name"),
    "collect_at": Sentence("Lấy hàng ở", en="Fetch it at"),
    "save": Sentence("Ghi lại", en="Save"),
    "keep": Sentence("Thôi, để nguyên", en="No, leave it"),
    "fee": Sentence("Chỉ đổi được sang xã có cùng phí gửi.", en="Only to a commune with the same postage."),
}
AGAIN = {
    "title": Sentence("Mua lại đơn {number}", en="Buy {number} again"),
    "say": Sentence(
        "Xem có gì khác trước, rồi bấm “Cho vào giỏ”.", en="See what is otherwise, then put it in the basket."
    ),
    "say_none": Sentence(
        "Không món nào còn bán như trước. Tìm món khác giống vậy.",
        en="Nothing can be had as it was. Look for something like it.",
    ),
    "same": Sentence("Như lần trước", en="As it was"),
    "left_out": Sentence("Không cho vào giỏ", en="Not put in the basket"),
    "put": Sentence("Cho vào giỏ", en="Put in the basket"),
    "look": Sentence("Xem gian hàng này", en="See this shop"),
    "back": Sentence("Về đơn cũ", en="Back to the order"),
}
