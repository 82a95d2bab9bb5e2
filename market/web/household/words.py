"""What stands on each page of a household: its parts, and for whom one acts."""

from market.language import Sentence

HOUSEHOLD = {
    "parts": Sentence("Gian hàng", en="The shop"),
    "today": Sentence("Hôm nay", en="Today"),
    "orders": Sentence("Đơn hàng", en="Orders"),
    "goods": Sentence("Hàng bán", en="Goods"),
    "money": Sentence("Tiền", en="Money"),
    "behalf": Sentence(
        "Bạn đang làm thay {name}. Mọi việc bạn làm đều được ghi lại cho họ xem.",
        en="You are acting for {name}. All that you do is written down, and they read it.",
    ),
}
