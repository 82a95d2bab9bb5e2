"""Codes that somebody reads aloud to a team, an officer or a shop."""

from market.language import Sentence

CODES: dict[str, Sentence] = {
    "consent_code": Sentence(
        "Chợ Phiên: mã đồng ý là {code}. Đọc mã này cho tổ công nghệ số nếu bạn đồng ý để tổ bán hàng giúp.",
        en="Cho Phien: code {code}. Tell it to the community team if you agree that it sells for you.",
    ),
    "hand_over_code": Sentence(
        "Chợ Phiên: mã nhận gian hàng là {code}. Đọc mã này để nhận gian hàng về điện thoại của bạn.",
        en="Cho Phien: code {code}. Tell it to take your shop over to your own phone.",
    ),
    "join_code": Sentence(
        "Chợ Phiên: xã mời bạn vào tổ công nghệ số cộng đồng. Nếu đồng ý, đọc mã {code} cho cán bộ xã.",
        en="Cho Phien: your commune asks you to join its community team. If you agree, tell its officer {code}.",
    ),
    "price_code": Sentence(
        "Chợ Phiên: tổ xin đổi giá thành {amount} đ. Chỉ khi bạn đồng ý, đọc mã {code}. Hàng: {name}",
        en="Cho Phien: your team asks to change a price to {amount} đ. Only if you agree, tell it {code}. Good: {name}",
    ),
    "refund_code": Sentence(
        "Chợ Phiên: tổ xin trả khách {amount} đ của đơn {number}, trừ vào tiền của bạn. Chỉ khi đồng ý, đọc mã {code}.",
        en="Cho Phien: your team asks to give {amount} đ of order {number} back. Only if you agree, tell it {code}.",
    ),
    "move_code": Sentence(
        "Chợ Phiên: có người xin chuyển gian hàng của bạn sang số {phone}. Chỉ khi bạn đồng ý, đọc mã {code}.",
        en="Cho Phien: somebody asks to move your shop to phone {phone}. Only if you agree, tell them {code}.",
    ),
}
