"""The words of `/me/leaving`."""

from market.language import Sentence
from market.web.account.safety.words import PROOF

LEAVING = PROOF | {
    "title": Sentence("Dữ liệu của tôi, xóa tài khoản", en="My data, delete my account"),
    "say": Sentence(
        "Bấm “Tải về” để giữ mọi thứ chợ ghi về bạn. Muốn xóa tài khoản thì làm ở bên dưới.",
        en="Press “Save” to keep all that the market has written about you. To delete your account, see below.",
    ),
    "say_stopped": Sentence(
        "Bấm “Tải về” để giữ mọi thứ chợ ghi về bạn. Tài khoản chưa xóa được: xem lý do ở bên dưới.",
        en="Press “Save” to keep all that the market has written about you. The account cannot go yet: see why.",
    ),
    "say_code": Sentence(
        "Gõ 6 số vừa gửi đến máy bạn nếu thật sự muốn xóa tài khoản. Xóa rồi không lấy lại được.",
        en="Type the six digits that your phone has just got if you really want to delete your account, for good.",
    ),
    "save": Sentence("Tải về máy", en="Save to this phone"),
    "data": Sentence("Dữ liệu của tôi", en="My data"),
    "data_hint": Sentence(
        "Một tệp có đơn hàng, tiền, tin đã báo, lời đồng ý, việc người khác làm thay bạn.",
        en="A file with orders, money, what you were told, consents, and what others did for you.",
    ),
    "delete": Sentence("Xóa tài khoản", en="Delete my account"),
    "what": Sentence(
        "Tên, số điện thoại, địa chỉ và ảnh của bạn bị xóa; gian hàng đóng. Sổ tiền giữ theo luật, không còn tên bạn.",
        en="Your name, phone, addresses and photos go; your shop closes. The books stay as the law asks, without you.",
    ),
    "stops": Sentence("Chưa xóa được", en="Not yet"),
    "really": Sentence("Xóa hẳn tài khoản", en="Delete it for good"),
}
