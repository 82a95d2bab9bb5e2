"""What the frame says on every page, and the pages of its own: Vietnamese first, English beside it."""

from market.language import Sentence

WORDS = {
    "market": Sentence("Chợ Phiên", en="Chợ Phiên"),
    "skip": Sentence("Đến nội dung chính", en="To the content"),
    "sign_in": Sentence("Đăng nhập", en="Sign in"),
    "sign_out": Sentence("Đăng xuất", en="Sign out"),
    "other_language": Sentence("English", en="Tiếng Việt"),
    "help": Sentence("Cần giúp?", en="Need help?"),
    "call_helper": Sentence("Gọi {name}", en="Call {name}"),
    "ask_helper": Sentence(
        "Hỏi tổ công nghệ số ở thôn, hoặc bưu cục gần nhất.",
        en="Ask the digital team of your village, or the nearest post office.",
    ),
    "back": Sentence("Về trang đầu", en="To the first page"),
    "fix": Sentence("Xin sửa những chỗ này:", en="Please put these right:"),
}
# What `enhance.js` says.
SCRIPT = {
    "sending": Sentence("Đang gửi…", en="Sending…"),
    "offline": Sentence(
        "Chưa có mạng. Những gì bạn gõ vẫn còn, sẽ gửi lại khi bấm.",
        en="No network yet. What you typed is kept, and is sent when you press again.",
    ),
    "copy": Sentence("Chép lại", en="Copy"),
    "copied": Sentence("Đã chép ✓", en="Copied ✓"),
    "share": Sentence("Gửi cho người khác", en="Send to somebody"),
    "listen": Sentence("🔊 Nghe", en="🔊 Listen"),
}

SIGN_IN = {
    "title": Sentence("Đăng nhập", en="Sign in"),
    "say_phone": Sentence(
        "Gõ số điện thoại của bạn. Chúng tôi gửi mã 6 số bằng tin nhắn.",
        en="Type your phone number. We send six digits by text message.",
    ),
    "say_code": Sentence(
        "Gõ 6 số trong tin nhắn vừa gửi đến máy của bạn.", en="Type the six digits that were sent to your phone."
    ),
    "say_ended": Sentence(
        "Bạn cần đăng nhập lại. Gõ số điện thoại; những gì bạn vừa gõ vẫn còn.",
        en="Please sign in again. Type your phone; what you have just typed is kept.",
    ),
    "say_lost": Sentence(
        "Trình duyệt này không nhớ được bạn. Chép liên kết dưới đây, mở bằng Chrome hay Safari rồi đăng nhập ở đó.",
        en="This browser cannot remember you. Copy the link below, open it in Chrome or Safari, and sign in there.",
    ),
    "say_lost_here": Sentence(
        "Trình duyệt này không nhớ được bạn. Mở trang này bằng Chrome hay Safari rồi đăng nhập ở đó.",
        en="This browser cannot remember you. Open this page in Chrome or Safari and sign in there.",
    ),
    "lost_how": Sentence(
        "Đang ở trong Zalo hay Facebook thì bấm dấu ba chấm ở góc trên, chọn “Mở bằng trình duyệt”.",
        en="Inside Zalo or Facebook press the three dots at the top and choose “Open in browser”.",
    ),
    "say_resume": Sentence(
        "Đăng nhập rồi. Xem lại những gì bạn đã gõ, rồi bấm “Gửi”.",
        en="You are signed in. Look at what you have typed, then press “Send”.",
    ),
    "phone": Sentence("Số điện thoại", en="Phone"),
    "phone_hint": Sentence("Ví dụ 0912 345 678", en="Such as 0912 345 678"),
    "code": Sentence("Mã 6 số", en="Six-digit code"),
    "shared": Sentence(
        "Máy dùng chung: chỉ nhớ tôi 12 giờ", en="Others use this phone too: remember me for 12 hours only"
    ),
    "send": Sentence("Gửi mã cho tôi", en="Send me a code"),
    "enter": Sentence("Đăng nhập", en="Sign in"),
    "again": Sentence("Chưa thấy tin nhắn? Gửi mã mới", en="No message yet? Send a new code"),
    "other_phone": Sentence("Đổi số điện thoại khác", en="Use another phone"),
    "resume": Sentence("Gửi", en="Send"),
    "files": Sentence("Ảnh chưa được giữ, xin chọn lại sau.", en="Photos are not kept; please choose them again."),
}
BAD_PHONE = Sentence("Số này chưa đúng. Ví dụ 0912 345 678.", en="This is no phone number. Such as 0912 345 678.")
# Who has just signed in; and who has, in a browser that keeps no cookies.
SIGNED_IN, FORGOTTEN = "signed-in", "forgotten"
DONE = {
    SIGNED_IN: Sentence("Bạn đã đăng nhập.", en="You are signed in."),
    FORGOTTEN: SIGN_IN["say_lost_here"],
    "signed-out": Sentence("Bạn đã đăng xuất.", en="You are signed out."),
    "phone-changed": Sentence(
        "Đã đổi số. Đăng nhập lại bằng số mới.", en="The number is changed. Sign in with the new one."
    ),
    "erased": Sentence("Tài khoản của bạn đã xóa.", en="Your account is deleted."),
}
OTHER_SITE = Sentence(
    "Lần bấm này đến từ một trang khác nên không được nhận. Xin mở lại trang của Chợ Phiên rồi bấm.",
    en="This came from another site, so it was not taken. Please open the page of Chợ Phiên and press there.",
)
