"""The words of visits."""

from market.insight.rules.visits import Reason
from market.language import Sentence

VISITS = {
    "title": Sentence("Hộ cần đến thăm", en="Households to visit"),
    "say": Sentence(
        "Gọi người của tổ ở thôn, nhờ đến thăm từng hộ. Hộ gấp nhất ở trên.",
        en="Call somebody of the village's team and ask her to come by. The most urgent stand first.",
    ),
    "say_none": Sentence("Không có hộ nào cần đến thăm. Tốt lắm!", en="Nobody needs a visit. Well done!"),
    "reasons": Sentence("Vì sao", en="Why"),
    "all": Sentence("Tất cả", en="All"),
    "since": Sentence("từ {when}", en="since {when}"),
    "call": Sentence("Gọi {name}, {team}", en="Call {name}, {team}"),
    "no_team": Sentence("Thôn này chưa có tổ.", en="This village has no team yet."),
    "no_phone": Sentence("{team}: chưa có ai để gọi.", en="{team}: nobody to call yet."),
    "leaves": Sentence(
        "Hộ tự ra khỏi danh sách khi đã xong việc: không cần đánh dấu.",
        en="A household leaves the list by itself once it is done: nothing has to be marked.",
    ),
}
TABS = {
    Reason.ORDER_WAITING: Sentence("Đơn chờ", en="Order waits"),
    Reason.OUT_OF_STOCK: Sentence("Hết hàng", en="Out of stock"),
    Reason.NEVER_SOLD: Sentence("Chưa bán được", en="Never sold"),
    Reason.NEVER_LISTED: Sentence("Chưa có hàng", en="Nothing listed"),
}
