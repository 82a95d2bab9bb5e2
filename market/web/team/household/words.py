"""The words of `/team/households/{id}`."""

from market.language import Sentence
from market.teams.rules import Method, Standing

HOUSEHOLD = {
    "title": Sentence("Hồ sơ hộ", en="The household"),
    "village": Sentence("Thôn", en="Village"),
    "phone": Sentence("Số điện thoại", en="Phone"),
    "signed_in": Sentence("Tự đăng nhập từ", en="Signs in since"),
    "consent": Sentence("Đồng ý", en="Consent"),
    "see_paper": Sentence("Xem ảnh giấy đồng ý", en="See the signed paper"),
    "ask_consent": Sentence("Xin hộ đồng ý", en="Ask for consent"),
    "namesakes": Sentence(
        "Trong thôn còn hộ cùng tên. Nếu là một nhà thì xóa hộ ghi thừa:",
        en="The village has others of this name. If they are one, take the one too many away:",
    ),
    "acts": Sentence("Tổ đã làm gì, đã nhắn gì", en="What was done, what was sent"),
    "correct": Sentence("Sửa tên, thôn, số điện thoại", en="Correct name, village, phone"),
    "hand_over": Sentence("Giao gian hàng cho hộ tự làm", en="Hand the shop over"),
    "withdraw": Sentence("Ghi nhận hộ rút lại đồng ý", en="The household takes its consent back"),
    "remove": Sentence("Xóa hộ ghi nhầm", en="Take the household away"),
}
SAYS: dict[str, Sentence] = {
    Standing.AGREED: Sentence(
        "{name} đã đồng ý. Bấm “Mở gian hàng” để làm giúp.", en="{name} agreed. Open its shop to help."
    ),
    Standing.OWN: Sentence(
        "{name} tự bán lấy. Gọi hỏi nếu hộ cần giúp.", en="{name} sells by itself. Call if it needs help."
    ),
    Standing.WITHDREW: Sentence("{name} đã rút lại đồng ý, tổ không làm thay nữa.", en="{name} took its consent back."),
    Standing.WAITING: Sentence(
        "Giấy của {name} đang chờ cán bộ xã xem. Chưa làm thay được.", en="The paper of {name} waits for an officer."
    ),
    Standing.NEVER: Sentence(
        "{name} chưa đồng ý để tổ giúp. Bấm “Xin hộ đồng ý”.", en="{name} has not agreed. Press “Ask for consent”."
    ),
}
METHODS = {
    Method.CODE: Sentence("bằng mã", en="by a code"),
    Method.PAPER: Sentence("bằng giấy ký", en="on paper"),
    Method.OWN: Sentence("tự bấm", en="by itself"),
}
CORRECT = {
    "title": Sentence("Sửa hồ sơ hộ", en="Correct the household"),
    "say": Sentence("Sửa chỗ ghi sai, rồi bấm “Ghi lại”.", en="Put right what is wrong, then press “Save”."),
    "name": Sentence("Họ và tên chủ hộ", en="Name of its head"),
    "village": Sentence("Thôn", en="Village"),
    "save": Sentence("Ghi lại", en="Save"),
    "phone_head": Sentence("Số điện thoại ghi sai?", en="Is the phone wrong?"),
    "phone": Sentence("Số đúng", en="The right phone"),
    "phone_hint": Sentence("Mã sẽ gửi đến chính số này", en="A code goes to this very phone"),
    "send": Sentence("Gửi mã đến số này", en="Send a code to it"),
    "sent_to": Sentence("Đã gửi mã đến {phone}. Gõ mã vào đây.", en="A code went to {phone}. Type it here."),
    "move": Sentence("Đổi sang số này", en="Change to this phone"),
    "nothing": Sentence("Chưa sửa chỗ nào.", en="Nothing was changed."),
}
REMOVE = {
    "title": Sentence("Xóa hộ", en="Take the household away"),
    "say": Sentence(
        "Chỉ xóa hộ ghi nhầm. Bấm “Xóa” thì hồ sơ và gian hàng trống của {name} mất hẳn.",
        en="Only what was written by mistake: {name} and its empty shop are gone for good.",
    ),
    "remove": Sentence("Xóa hộ này", en="Take it away"),
}
WITHDRAW = {
    "title": Sentence("Hộ rút lại đồng ý", en="Consent taken back"),
    "say": Sentence(
        "{name} không muốn tổ làm thay nữa? Bấm nút thì tổ dừng ngay.",
        en="{name} wants no more help? The team stops at once.",
    ),
    "withdraw": Sentence("Ghi nhận rút lại", en="Record it"),
}
ACTS = {
    "title": Sentence("Tổ đã làm gì", en="What was done"),
    "say": Sentence(
        "Đây là mọi việc người khác đã làm thay {name}. Hộ cũng xem được.",
        en="All that others did for {name}, who reads it too.",
    ),
    "say_none": Sentence("Chưa ai làm gì thay {name}.", en="Nobody did anything for {name} yet."),
    "messages": Sentence("Tin đã nhắn", en="Messages"),
    "no_messages": Sentence("Chưa nhắn tin nào.", en="None yet."),
    "waiting": Sentence("chờ gửi", en="waiting"),
    "sent": Sentence("đã gửi", en="sent"),
    "failed": Sentence("chưa gửi được, sẽ gửi lại", en="not sent yet, tried again"),
    "unwanted": Sentence("không gửi", en="not sent"),
}
