"""What buyers are told because they asked for it."""

from market.language import Sentence

BUYERS: dict[str, Sentence] = {
    "good_ripe": Sentence(
        "Chợ Phiên: {name} của {shop} mua được rồi, như bạn nhờ nhắc. Không cần nữa thì bỏ trong mục nhắc.",
        en="Cho Phien: {name} of {shop} can be bought, as you asked to be told. End it among your reminders.",
    ),
}
