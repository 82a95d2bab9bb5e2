"""The words of the OCOP certificate."""

from market.language import Sentence

CERTIFICATE = {
    "title": Sentence("Giấy chứng nhận OCOP", en="OCOP certificate"),
    "say_none": Sentence(
        "Nếu mặt hàng có sao OCOP, gõ ba điều ghi trên giấy, rồi chụp ảnh giấy.",
        en="If the good has OCOP stars, type three things from the paper, then take a photo of it.",
    ),
    "say_declared": Sentence(
        "Đã khai. Cán bộ sẽ xem rồi sao mới hiện cho người mua.",
        en="Declared. The stars are shown once an officer has looked.",
    ),
    "say_verified": Sentence(
        "Cán bộ đã xác nhận. Người mua thấy sao của mặt hàng này.",
        en="An officer has confirmed it. Buyers see its stars.",
    ),
    "say_refused": Sentence(
        "Cán bộ chưa xác nhận được. Xem lý do, sửa lại rồi gửi.",
        en="The officer could not confirm it. See why, put it right and send it again.",
    ),
    "say_expired": Sentence(
        "Giấy đã hết hạn nên sao không hiện nữa. Có giấy mới thì khai lại.",
        en="It has expired, so no stars are shown. Declare a new one when you have it.",
    ),
    "why": Sentence("Cán bộ nói: {reason}", en="The officer says: {reason}"),
    "valid": Sentence(
        "{stars} sao, số {certificate_no}, hết hạn ngày {last}",
        en="{stars} stars, number {certificate_no}, expires on {last}",
    ),
    "stars": Sentence("Mấy sao?", en="How many stars?"),
    "three": Sentence("3 sao", en="3 stars"),
    "four": Sentence("4 sao", en="4 stars"),
    "five": Sentence("5 sao", en="5 stars"),
    "certificate_no": Sentence("Số quyết định", en="Number of the decision"),
    "no_hint": Sentence("Ghi trên giấy, ví dụ 123/QĐ-UBND", en="It stands on the paper, such as 123/QĐ-UBND"),
    "issued_on": Sentence("Ngày cấp", en="Date of issue"),
    "issued_hint": Sentence("Ví dụ 15/12/2025", en="Such as 15/12/2025"),
    "declare": Sentence("Khai giấy", en="Declare it"),
    "declare_again": Sentence("Khai lại", en="Declare it anew"),
    "again_hint": Sentence("Sửa những điều đã khai", en="Change what was declared"),
    "photo": Sentence("Ảnh tờ giấy", en="Photo of the paper"),
    "photo_alt": Sentence("Ảnh giấy chứng nhận đã gửi", en="The photo of the certificate that was sent"),
    "who_sees": Sentence(
        "Chỉ gia đình bạn, tổ giúp bạn và cán bộ xem được.", en="Only your household, its team and officers see it."
    ),
    "take": Sentence("Chụp tờ giấy", en="Take a photo of the paper"),
    "choose": Sentence("Hoặc chọn ảnh có sẵn trong máy", en="Or choose one from the phone"),
    "choose_hint": Sentence(
        "Chụp thẳng, đọc rõ chữ. Ảnh nặng nhất 10 MB.", en="Straight, with letters that can be read. 10 MB at most."
    ),
    "send": Sentence("Gửi ảnh", en="Send the photo"),
    "remove_photo": Sentence("Bỏ ảnh tờ giấy", en="Take the photo away"),
    "take_back": Sentence("Rút lại, không khai nữa", en="Take the declaration back"),
    "back_to_good": Sentence("Về mặt hàng này", en="Back to this good"),
}
DONE = {
    "declared": Sentence("Đã khai. Bây giờ chụp ảnh tờ giấy.", en="Declared. Now take a photo of the paper."),
    "photographed": Sentence("Đã gửi ảnh tờ giấy.", en="The photo is sent."),
    "photo-removed": Sentence("Đã bỏ ảnh tờ giấy.", en="The photo is gone."),
    "taken-back": Sentence("Đã rút lại.", en="It is taken back."),
}
NO_STARS = Sentence("Chọn số sao, gõ số quyết định và ngày cấp.", en="Choose the stars, type the number and the date.")
