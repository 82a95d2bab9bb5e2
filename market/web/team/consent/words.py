"""The words of opening a household, its consent, its codes and the hand-over of its shop."""

from market.language import Sentence
from market.teams.rules import Purpose

OPEN = {
    "title": Sentence("Mở hộ mới", en="Open a household"),
    "say": Sentence(
        "Ghi tên chủ hộ, số điện thoại nếu có, thôn. Bấm “Ghi lại”.",
        en="Type the name of its head, the phone if there is one, the village. Press “Save”.",
    ),
    "name": Sentence("Họ và tên chủ hộ", en="Name of its head"),
    "phone": Sentence("Số điện thoại của hộ", en="The household's phone"),
    "phone_hint": Sentence("Hộ không có điện thoại thì để trống", en="Leave it empty where there is none"),
    "village": Sentence("Thôn", en="Village"),
    "shop_name": Sentence("Tên gian hàng", en="Name of the shop"),
    "shop_hint": Sentence("Để trống thì gọi theo tên chủ hộ", en="Left empty it is named after the household"),
    "about": Sentence("Vài lời giới thiệu", en="A few words about it"),
    "about_hint": Sentence("Không bắt buộc", en="May be left empty"),
    "more": Sentence("Tên gian hàng, giới thiệu", en="Its shop's name and words"),
    "how": Sentence("Hộ đồng ý bằng cách nào?", en="How does it agree?"),
    "by_code": Sentence("Gửi mã đến điện thoại của hộ ngay", en="Send a code to its phone now"),
    "by_paper": Sentence("Ký giấy, tôi chụp ảnh", en="It signs a paper, I take a photo"),
    "later": Sentence("Để sau", en="Later"),
    "save": Sentence("Ghi lại", en="Save"),
    "known": Sentence("Có phải hộ này không?", en="Is it this one?"),
}
CONSENT = {
    "title": Sentence("Xin hộ đồng ý", en="Ask for consent"),
    "say_send": Sentence(
        "Đọc những dòng dưới cho {name} nghe. Hộ đồng ý thì bấm “Gửi mã”.",
        en="Read these lines to {name}. If it agrees, press “Send”.",
    ),
    "say_code": Sentence(
        "Đọc những dòng dưới cho {name} nghe. Hộ đồng ý thì đọc 6 số trong tin nhắn vừa nhận; bạn gõ vào đây.",
        en="Read these lines to {name}. If it agrees, it tells the six digits of its message; type them.",
    ),
    "say_paper": Sentence(
        "Đọc những dòng dưới cho {name} nghe. Hộ đồng ý thì ký giấy; bạn chụp ảnh giấy gửi lên.",
        en="Read these lines to {name}. If it agrees, it signs a paper; send a photo of it.",
    ),
    "say_waiting": Sentence(
        "Giấy của {name} đã gửi, đang chờ cán bộ xã xem.", en="The paper of {name} is sent and waits for an officer."
    ),
    "say_agreed": Sentence(
        "{name} đã đồng ý. Mở gian hàng để làm giúp.", en="{name} has agreed. Open its shop to help."
    ),
    "what": Sentence("Hộ đồng ý điều gì", en="What it agrees to"),
    "what_1": Sentence(
        "Tổ được đăng hàng, nhận đơn, gói hàng thay cho hộ.",
        en="The team lists goods, accepts orders and packs for it.",
    ),
    "what_2": Sentence(
        "Tiền bán hàng vẫn là của hộ; lấy tiền phải có mã của hộ.",
        en="The money stays the household's; taking it needs its code.",
    ),
    "what_3": Sentence(
        "Hộ xem được mọi việc tổ làm, và rút lại đồng ý lúc nào cũng được.",
        en="It reads all that is done, and takes this back whenever it likes.",
    ),
    "send_code": Sentence("Gửi mã đến {phone}", en="Send a code to {phone}"),
    "send": Sentence("Gửi ảnh giấy", en="Send the photo"),
    "again": Sentence("Chưa thấy tin? Gửi mã mới", en="No message? Send a new code"),
    "given_by": Sentence("Người đọc mã", en="Who read it out"),
    "record": Sentence("Ghi nhận hộ đồng ý", en="Record the consent"),
    "paper": Sentence("Không dùng được mã? Ký giấy rồi chụp ảnh", en="No code? On paper, with a photo"),
    "take": Sentence("Chụp giấy đã ký, cả tờ, thấy chữ ký", en="Take the signed paper, the whole sheet"),
    "choose": Sentence("Hoặc chọn ảnh có sẵn trong máy", en="Or choose a photo from the phone"),
    "choose_hint": Sentence("Ảnh nặng nhất 10 MB", en="10 MB at most"),
    "by_itself_only": Sentence(
        "Hộ này tự đăng nhập, hoặc đã rút lại đồng ý: chỉ đồng ý bằng mã, không bằng giấy.",
        en="It signs in or took its consent back: it agrees by a code, not on paper.",
    ),
    "correct": Sentence("Ghi số điện thoại cho hộ", en="Write its phone down"),
}
HAND_OVER = {
    "title": Sentence("Giao gian hàng cho hộ", en="Hand the shop over"),
    "say": Sentence(
        "Gửi mã đến điện thoại của {name}. Hộ đọc mã thì từ đó tự đăng nhập bằng số ấy.",
        en="Send a code to the phone of {name}. With it the household signs in by itself.",
    ),
    "say_code": Sentence(
        "Nhờ {name} đọc 6 số trong tin nhắn vừa nhận, gõ vào đây.",
        en="Ask {name} for the six digits that came, and type them.",
    ),
    "phone": Sentence("Số để hộ đăng nhập", en="The phone it signs in with"),
    "phone_hint": Sentence(
        "Để trống nếu vẫn là {phone}. Mã luôn gửi đến số hộ đang dùng.",
        en="Leave empty if still {phone}. The code goes to the present phone.",
    ),
    "phone_hint_none": Sentence("Mã sẽ gửi đến chính số này", en="The code goes to this very phone"),
    "send": Sentence("Gửi mã", en="Send a code"),
    "again": Sentence("Gửi mã mới, hoặc đến số khác", en="A new code, or another phone"),
    "keep": Sentence("Sau đó", en="From then on"),
    "keep_yes": Sentence("Tổ vẫn giúp hộ", en="The team still helps"),
    "keep_no": Sentence("Hộ tự làm, tổ thôi", en="The household does all by itself"),
    "hand_over": Sentence("Giao gian hàng", en="Hand it over"),
}
CODES = {
    "title": Sentence("Xin mã của hộ", en="Ask for the household's code"),
    "say": Sentence(
        "Việc này cần mã của {name}. Bấm “Gửi mã”, rồi nhờ hộ đọc 6 số.",
        en="This needs the code of {name}. Press “Send”, then ask for its six digits.",
    ),
    "send": Sentence("Gửi mã đến điện thoại của hộ", en="Send a code to its phone"),
}
ABOUT = {
    Purpose.PRICE: Sentence(
        "Đổi giá “{name}” thành {amount_vnd} đ", en="Change the price of “{name}” to {amount_vnd} đ"
    ),
    Purpose.REFUND: Sentence(
        "Trả lại {amount_vnd} đ của đơn {number}", en="Give {amount_vnd} đ of order {number} back"
    ),
}
