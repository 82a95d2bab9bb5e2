"""The words of certificates, as an officer looks at them."""

from market.catalog.rules.certificates import CertificateState
from market.language import Sentence

CERTIFICATES = {
    "title": Sentence("Giấy chứng nhận OCOP", en="OCOP certificates"),
    "say": Sentence(
        "Bấm vào từng giấy, so ảnh với lời khai, rồi xác nhận hoặc từ chối.",
        en="Press each one, compare the photo with what was declared, then verify or refuse it.",
    ),
    "say_none": Sentence(
        "Ở đây chưa có giấy nào. Khi hộ khai, giấy hiện ra ở đây.",
        en="There are none here yet. What households declare will stand here.",
    ),
    "states": Sentence("Giấy nào", en="Which ones"),
    "stars": Sentence("{n} sao", en="{n} stars"),
    "no_photo": Sentence("chưa có ảnh", en="no photo"),
}
TABS = {
    CertificateState.DECLARED: Sentence("Chờ xem", en="To look at"),
    CertificateState.VERIFIED: Sentence("Đã xác nhận", en="Verified"),
    CertificateState.REFUSED: Sentence("Đã từ chối", en="Refused"),
    CertificateState.EXPIRED: Sentence("Hết hạn", en="Expired"),
}
CERTIFICATE = {
    "say_declared": Sentence(
        "So ảnh với lời khai bên dưới. Đúng thì bấm “Xác nhận”.",
        en="Compare the photo with what is declared below. If it is right, press “Verify”.",
    ),
    "say_verified": Sentence(
        "Giấy này đã được xác nhận: sao đang hiện bên hàng. Bạn có thể rút lại.",
        en="This one is verified: its stars stand beside the goods. You may take that back.",
    ),
    "say_refused": Sentence(
        "Giấy này đã bị từ chối. Hộ khai lại được; bạn cũng có thể xác nhận.",
        en="This one was refused. The household may declare it again; you may verify it after all.",
    ),
    "say_expired": Sentence(
        "Giấy này đã hết hạn 36 tháng, không xác nhận được. Hộ cần khai giấy mới.",
        en="This one's 36 months are over, it cannot be verified. The household has to declare a new one.",
    ),
    "photo": Sentence("Ảnh giấy chứng nhận của {name}", en="Photo of the certificate of {name}"),
    "larger": Sentence("Xem ảnh lớn", en="See it larger"),
    "no_photo": Sentence(
        "Hộ chưa gửi ảnh giấy. Xem giấy thật trước khi xác nhận, hoặc nhờ tổ ở thôn chụp giúp.",
        en="No photo was sent. See the paper itself before you verify, or ask the team of the village for a photo.",
    ),
    "declared": Sentence("Hộ đã khai", en="What was declared"),
    "goods": Sentence("Hàng", en="Goods"),
    "shop": Sentence("Gian hàng", en="Shop"),
    "place": Sentence("Nơi", en="Place"),
    "stars": Sentence("Số sao", en="Stars"),
    "number": Sentence("Số quyết định", en="Number of the decision"),
    "issued": Sentence("Ngày cấp", en="Issued on"),
    "expires": Sentence("Hết hạn ngày", en="Expires on"),
    "decided": Sentence("Đã xác nhận lúc", en="Verified at"),
    "refused": Sentence("Đã từ chối lúc", en="Refused at"),
    "reason": Sentence("Lý do", en="Reason"),
    "verify": Sentence("Xác nhận", en="Verify"),
    "refusing": Sentence("Không đúng?", en="Not right?"),
    "why": Sentence("Vì sao? Hộ sẽ nhận được tin nhắn.", en="Why? The household is told by a message."),
    "other": Sentence("Lý do khác", en="Another reason"),
    "refuse": Sentence("Từ chối", en="Refuse"),
    "withdraw": Sentence("Rút lại xác nhận", en="Take the verification back"),
    "not_yours": Sentence(
        "Chỉ cán bộ của xã hoặc tỉnh này xác nhận được.", en="Only officers of this commune or province decide."
    ),
    "back": Sentence("Về danh sách", en="To the list"),
}
REASONS = {
    "blurred": Sentence(
        "Ảnh mờ, không đọc được số quyết định.", en="The photo is blurred, the number of the decision cannot be read."
    ),
    "other-goods": Sentence("Giấy này của hàng khác hoặc hộ khác.", en="The paper is of other goods or another shop."),
    "differs": Sentence("Số sao hoặc ngày cấp khác với trên giấy.", en="The stars or the date differ from the paper."),
}
NO_REASON = Sentence(
    "Chọn hoặc viết một lý do để hộ biết mà sửa.", en="Choose or write a reason, so that it can be put right."
)
DONE = {
    "verified": Sentence(
        "Đã xác nhận. Sao hiện bên hàng, hộ được báo tin.", en="Verified: stars are shown, the household is told."
    ),
    "refused": Sentence("Đã từ chối. Hộ được báo lý do.", en="Refused. The household is told why."),
    "withdrawn": Sentence("Đã rút lại xác nhận. Sao không hiện nữa.", en="Taken back. The stars are shown no more."),
}
