"""What buyers are told because they asked for it."""

from market.language import Sentence

BUYERS: dict[str, Sentence] = {
    "good_ripe": Sentence(
        "Chợ Phiên: {name} của {shop} mua được rồi, như bạn nhờ nhắc. Không cần nữa thì bỏ trong mục nhắc.",
        en="Cho Phien: {name} of {shop} can be bought, as you asked to be told. End it among your reminders.",
    ),
    "season_call": Sentence(
        "Chợ Phiên: {shop} lại bán {name}. Mua hoặc thôi tin: {season_link}",
        en="Cho Phien: {shop} sells {name} again. Buy or stop: {season_link}",
    ),
    "look_up_code": Sentence(
        "Chợ Phiên: mã xem đơn {number} là {code}, dùng trong 5 phút. Đừng cho ai biết mã này.",
        en="Cho Phien: the code to see order {number} is {code}, good for 5 minutes. Tell it to nobody.",
    ),
}
