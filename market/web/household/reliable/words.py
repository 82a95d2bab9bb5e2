"""The words of how a household keeps its word."""

from market.language import Sentence

KEEPING = {
    "title": Sentence("Giữ lời", en="Keeping one's word"),
    "say": Sentence(
        "Gian hàng giữ lời thì đứng trước khi nhiều nhà bán món như nhau. Đây là các đơn {days} ngày qua.",
        en="Of shops that sell the same, those that keep their word stand first. These are the orders of {days} days.",
    ),
    "step": Sentence("Bậc bây giờ: {name}", en="The step now: {name}"),
    "kept": Sentence("Giữ lời", en="Kept"),
    "late": Sentence("Nhận đơn trễ", en="Accepted late"),
    "cancelled": Sentence("Nhà mình hủy", en="Cancelled by the shop"),
    "lapsed": Sentence("Để quá hạn", en="Lapsed"),
    "upheld": Sentence("Khiếu nại đúng", en="Complaints upheld"),
    "raise": Sentence("Muốn lên bậc", en="To come higher"),
    "rule": Sentence("Luật xếp hàng, ai cũng đọc được", en="The rule of the ranking, for anybody to read"),
    "back": Sentence("Gian hàng", en="The shop"),
}
