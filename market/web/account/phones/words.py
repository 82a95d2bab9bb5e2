"""The words of `/me/phones`."""

from market.accounts.lost_phones.rules import ChangeState
from market.accounts.rules import Scope
from market.language import Sentence
from market.web.account.safety.words import PROOF

PHONES = {
    "title": Sentence("Máy của tôi", en="My phones"),
    "say": Sentence(
        "Xem những nơi đang đăng nhập. Thấy máy lạ thì bấm “Cho thoát”.",
        en="See where you are signed in. Press “Sign it out” at one that you do not know.",
    ),
    "say_moving": Sentence(
        "Có người xin chuyển tài khoản của bạn sang số {phone}. Nếu không phải bạn xin, bấm “Không phải tôi”.",
        en="Somebody asks to move your account to {phone}. If it is not you, press “It is not me”.",
    ),
    "not_me": Sentence("Không phải tôi", en="It is not me"),
    "until": Sentence("Từ chối được đến {moment}.", en="You can refuse until {moment}."),
    "here": Sentence("Máy này", en="This phone"),
    "since": Sentence("Đăng nhập từ {moment}, dùng lần cuối khoảng {seen}.", en="Since {moment}, last used {seen}."),
    "end": Sentence("Cho thoát", en="Sign it out"),
    "end_all": Sentence("Thoát tất cả, cả máy này", en="Sign out everywhere, here too"),
    "more": Sentence("Xem thêm", en="More"),
    "number": Sentence("Số điện thoại", en="Phone number"),
    "change": Sentence("Đổi sang số khác", en="Change to another number"),
    "lost": Sentence("Mất máy, mất số", en="A lost phone or number"),
    "lost_said": Sentence(
        "Còn số, mất máy: làm lại sim rồi đăng nhập ở máy khác, bấm “Thoát tất cả”. Mất cả số: mang căn cước đến "
        "Ủy ban xã hay bưu cục; hai người của chợ xem xét, ba ngày sau tài khoản sang số mới. Tiền của bạn vẫn còn.",
        en="If you still have the number: get a new SIM, sign in elsewhere and press “Sign out everywhere”. If the "
        "number is lost: take your identity card to the commune or a post office; two people of the market look at it, "
        "and three days later the account moves to your new number. Your money stays.",
    ),
    "back": Sentence("Về trang của tôi", en="Back to my account"),
}
SCOPES = {
    Scope.PAGES: Sentence("Một máy mở trang này", en="A phone that opens these pages"),
    Scope.API: Sentence("Một ứng dụng", en="An app"),
}
CHANGE = PROOF | {
    "title": Sentence("Đổi số điện thoại", en="Change the phone number"),
    "say": Sentence(
        "Gõ số mới, rồi bấm “Gửi mã”: mỗi số nhận một mã, để biết cả hai là của bạn.",
        en="Type the new number, then press “Send”: each of the two gets a code, so that both are known to be yours.",
    ),
    "say_code": Sentence(
        "Gõ mã ở máy đang dùng và mã ở số mới, rồi bấm “Đổi số”.",
        en="Type the code of your present number and that of the new one, then press “Change”.",
    ),
    "now": Sentence("Đang dùng: {phone}", en="Now: {phone}"),
    "phone": Sentence("Số mới", en="New number"),
    "hint": Sentence("Ví dụ 0912 345 678", en="Such as 0912 345 678"),
    "send_code": Sentence("Gửi mã đến cả hai số", en="Send codes to both"),
    "code": Sentence("Mã ở số đang dùng", en="Code of the present number"),
    "new_code": Sentence("Mã ở số mới", en="Code of the new number"),
    "new_hint": Sentence("Vừa gửi bằng tin nhắn đến số mới", en="Just sent by SMS to the new number"),
    "save": Sentence("Đổi số", en="Change"),
    "after": Sentence(
        "Đổi xong, mọi máy đều thoát; đăng nhập lại bằng số mới.", en="All phones are signed out then; sign in anew."
    ),
}
STATES = {
    ChangeState.ASKED: Sentence("chờ người thứ hai của chợ duyệt", en="waits for a second person of the market"),
    ChangeState.AGREED: Sentence("đã duyệt, chờ đủ ba ngày", en="agreed to; three days are running"),
}
DONE = {
    "ended": Sentence("Máy ấy đã thoát.", en="It is signed out."),
    "not-me": Sentence("Đã từ chối. Tài khoản ở lại số của bạn.", en="Refused. Your account stays with your number."),
}
