"""What stands on each page of a household: its parts, and for whom one acts."""

from market.language import Sentence

HOUSEHOLD = {
    "parts": Sentence("Gian hàng", en="The shop"),
    "today": Sentence("Hôm nay", en="Today"),
    "orders": Sentence("Đơn hàng", en="Orders"),
    "goods": Sentence("Hàng bán", en="Goods"),
    "money": Sentence("Tiền", en="Money"),
    "lately": Sentence("30 ngày qua: {looks}", en="In the last 30 days: {looks}"),
    "visitors_more": Sentence("Xem khách đến từ đâu", en="Where they came from"),
    "steps": Sentence("Khách đã làm gì", en="What they did"),
    "by_source": Sentence("Vào gian hàng từ đâu", en="Where they came from"),
    "nobody_is_known": Sentence(
        "Chỉ đếm số lần, không ghi ai đã xem. Bạn tự xem thì không đếm.",
        en="Only counted: who looked is written down nowhere. Your own looks do not count.",
    ),
    "behalf": Sentence(
        "Bạn đang làm thay {name}. Mọi việc bạn làm đều được ghi lại cho họ xem.",
        en="You are acting for {name}. All that you do is written down, and they read it.",
    ),
}
# What people do on their way to an order, in its order.
STEPS = {
    "opened": Sentence("Vào từ nơi khác", en="Came from elsewhere"),
    "looked": Sentence("Xem hàng", en="Looked at a good"),
    "basket": Sentence("Bỏ vào giỏ", en="Put it in a basket"),
    "ordered": Sentence("Đặt đơn", en="Ordered"),
}
