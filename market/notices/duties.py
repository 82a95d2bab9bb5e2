"""What people are told when operators change what they may do here."""

from market.language import Sentence

DUTIES: dict[str, Sentence] = {
    "sessions_ended": Sentence(
        "Chợ Phiên: người quản trị đã cho tài khoản của bạn thoát khỏi mọi máy. Xin đăng nhập lại bằng mã mới.",
        en="Cho Phien: an operator has signed your account out everywhere. Please sign in again by a new code.",
    ),
    "correction_code": Sentence(
        "Chợ Phiên: tổ công nghệ số ghi số này cho hộ của bạn. Nếu đúng, đọc mã {code} cho tổ; nếu không, bỏ qua.",
        en="Cho Phien: your community team writes this phone down for you. If right, tell it code {code}; else ignore.",
    ),
    "role_given": Sentence(
        "Chợ Phiên: từ nay bạn là {role}. Nếu không đúng, xin báo ngay cho chúng tôi.",
        en="Cho Phien: from now on you are {role}. If this is wrong, tell us at once.",
    ),
    "role_taken": Sentence(
        "Chợ Phiên: bạn không còn là {role}. Lý do đọc ở mục việc người khác làm với tài khoản của bạn.",
        en="Cho Phien: you are no longer {role}. The reason stands among what others did to your account.",
    ),
}
