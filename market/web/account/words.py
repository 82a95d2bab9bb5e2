"""The words of `/me`."""

from market.language import Sentence

ME = {
    "title": Sentence("Của tôi", en="My account"),
    "say": Sentence("Chọn việc bạn muốn xem hay đổi.", en="Choose what you want to see or change."),
    "say_moving": Sentence(
        "Có người xin chuyển tài khoản của bạn sang số khác. Xem ngay ở “Máy của tôi”.",
        en="Somebody asks to move your account to another phone. Look at “My phones” now.",
    ),
    "signed_in_as": Sentence("{name}, số {phone}", en="{name}, phone {phone}"),
    "orders": Sentence("Đơn của tôi", en="My orders"),
    "orders_hint": Sentence("Hàng đang ở đâu, trả tiền, mua lại", en="Where it is, paying, buying again"),
    "complaints": Sentence("Việc tôi đã báo", en="What I have reported"),
    "complaints_hint": Sentence("Xem trả lời, nói thấy thế nào", en="Answers, and how you found them"),
    "cash": Sentence("Tiền mặt trả lại tôi", en="Cash given back to me"),
    "cash_hint": Sentence("Lấy ở bưu cục bằng một mã", en="Fetched at a post office by a code"),
    "shop": Sentence("Gian hàng của tôi", en="My shop"),
    "helpers": Sentence("Ai giúp tôi", en="Who helps me"),
    "helpers_hint": Sentence(
        "Tổ giúp bán hàng, việc họ đã làm, thôi không nhờ nữa", en="My team, what it did, and to end its help"
    ),
    "phones": Sentence("Máy của tôi", en="My phones"),
    "phones_hint": Sentence("Đang đăng nhập ở đâu, đổi số, mất máy", en="Where I am signed in, new number, lost phone"),
    "notices": Sentence("Tin nhắn cho tôi", en="What I am told"),
    "notices_hint": Sentence("Đã báo những gì, muốn nhận tin nào", en="What was sent, and what I wish to get"),
    "name": Sentence("Tên và mật khẩu", en="Name and password"),
    "name_hint": Sentence("Mật khẩu không bắt buộc", en="A password is not needed"),
    "bank": Sentence("Tài khoản ngân hàng", en="Bank account"),
    "bank_hint": Sentence("Nơi nhận tiền chuyển khoản", en="Where my money is sent"),
    "identity": Sentence("Căn cước để lấy tiền", en="Identity card for cash"),
    "identity_hint": Sentence(
        "Ghi vào thì chỉ mình bạn lấy được tiền mặt", en="Once written down, cash is paid to you alone"
    ),
    "leaving": Sentence("Dữ liệu của tôi, xóa tài khoản", en="My data, delete my account"),
}
NAME = {
    "title": Sentence("Tên và mật khẩu", en="Name and password"),
    "say": Sentence("Sửa tên rồi bấm “Ghi tên”.", en="Change your name, then press “Save”."),
    "name": Sentence("Tên của bạn", en="Your name"),
    "save": Sentence("Ghi tên", en="Save"),
    "password": Sentence("Mật khẩu", en="Password"),
    "about": Sentence(
        "Đăng nhập bằng mã tin nhắn là đủ. Mật khẩu chỉ để dùng thêm, khi nơi bạn ở khó nhận tin nhắn.",
        en="The code by SMS is enough to sign in. A password is an addition, for places that SMS hardly reach.",
    ),
    "set": Sentence("Đặt hoặc đổi mật khẩu", en="Set or change the password"),
    "back": Sentence("Về trang của tôi", en="Back to my account"),
}
DONE = {
    "named": Sentence("Đã ghi tên.", en="The name is saved."),
    "password": Sentence(
        "Đã đổi mật khẩu; các máy khác đã thoát.", en="The password is changed; other phones are signed out."
    ),
    "identity": Sentence(
        "Đã ghi căn cước; các máy khác đã thoát.", en="The number is written down; other phones are signed out."
    ),
    "forgotten": Sentence("Đã bỏ số căn cước.", en="The number is taken away."),
    "account": Sentence(
        "Đã ghi tài khoản; các máy khác đã thoát.", en="The account is written down; other phones are signed out."
    ),
}
