"""The words of what protects her money and account."""

from market.language import Sentence

PROOF = {
    "send_code": Sentence("Gửi mã cho tôi", en="Send me a code"),
    "code": Sentence("Mã 6 số", en="Six-digit code"),
    "code_hint": Sentence("Vừa gửi bằng tin nhắn đến {phone}", en="Just sent by SMS to {phone}"),
    "again": Sentence("Chưa thấy tin nhắn? Gửi mã mới", en="No message yet? Send a new code"),
    "back": Sentence("Về trang của tôi", en="Back to my account"),
}
SAY_CODE = Sentence(
    "Gõ 6 số trong tin nhắn vừa gửi đến máy của bạn, rồi bấm nút ngay dưới ô mã.",
    en="Type the six digits of the message that your phone has just got, then press the button below.",
)
BANK = PROOF | {
    "title": Sentence("Tài khoản ngân hàng", en="Bank account"),
    "say": Sentence(
        "Chọn ngân hàng, gõ số tài khoản và tên chủ tài khoản, rồi bấm “Gửi mã cho tôi”.",
        en="Choose the bank, type the number and the holder's name, then press “Send me a code”.",
    ),
    "now": Sentence(
        "Đang dùng: {bank}, số kết thúc bằng {tail}, {holder}", en="Now: {bank}, ending in {tail}, {holder}"
    ),
    "bank": Sentence("Ngân hàng", en="Bank"),
    "choose": Sentence("Chọn ngân hàng", en="Choose a bank"),
    "number": Sentence("Số tài khoản", en="Account number"),
    "holder": Sentence("Tên chủ tài khoản", en="Holder's name"),
    "holder_hint": Sentence("Đúng như trên thẻ, ví dụ HOANG THI LAN", en="As on the card, such as HOANG THI LAN"),
    "save": Sentence("Ghi tài khoản", en="Save the account"),
}
IDENTITY = PROOF | {
    "title": Sentence("Căn cước để lấy tiền", en="Identity card for cash"),
    "say": Sentence(
        "Ghi số căn cước, rồi chỉ ai có căn cước ấy mới lấy được tiền mặt của bạn.",
        en="Write your identity number down; from then on cash is paid only to who shows that card.",
    ),
    "say_filed": Sentence(
        "Tiền mặt chỉ trả cho người có căn cước số cuối {tail}. Muốn đổi thì gõ số mới.",
        en="Cash is paid only to who has the identity card ending in {tail}. Type another number to change it.",
    ),
    "number": Sentence("Số căn cước (12 số)", en="Identity number (12 digits)"),
    "kept": Sentence(
        "Số được niêm kín; ở bưu cục chỉ so bốn số cuối.", en="It is kept sealed; a post office compares four digits."
    ),
    "save": Sentence("Ghi số căn cước", en="Save the number"),
    "forget": Sentence("Bỏ số căn cước đã ghi", en="Take the number away"),
    "forget_title": Sentence("Bỏ số căn cước", en="Take the number away"),
    "say_forget": Sentence(
        "Bỏ số căn cước thì ai có mã và điện thoại của bạn cũng lấy được tiền. Bấm “Gửi mã cho tôi” nếu vẫn muốn.",
        en="Without it, whoever has the code and your phone is paid. Press “Send me a code” if you still want it.",
    ),
}
PASSWORD = PROOF | {
    "title": Sentence("Mật khẩu", en="Password"),
    "say": Sentence(
        "Gõ mật khẩu mới, ít nhất 8 chữ hoặc số, rồi bấm “Gửi mã cho tôi”.",
        en="Type a new password of at least 8 letters or digits, then press “Send me a code”.",
    ),
    "password": Sentence("Mật khẩu mới", en="New password"),
    "hint": Sentence(
        "Vài từ dễ nhớ với bạn, khó đoán với người khác; không dùng tên hay số điện thoại.",
        en="Some words that you remember and others do not guess; neither name nor phone.",
    ),
    "save": Sentence("Đổi mật khẩu", en="Change the password"),
}
