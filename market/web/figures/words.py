"""What the page of figures says: Vietnamese first, English beside it."""

from types import SimpleNamespace

from market.language import Sentence

_WORDS = {
    "title": Sentence("Số liệu chợ phiên", en="Figures of the market"),
    "place": Sentence("Xem nơi khác", en="Another place"),
    "look": Sentence("Xem", en="Look"),
    "officer": Sentence("Cán bộ: thấy đủ mọi con số.", en="Officer: you see every number."),
    "public": Sentence(
        "Số liệu công khai của tháng đã qua. Con số dưới 5 được giấu.",
        en="Public figures of the last finished month. Numbers under 5 are hidden.",
    ),
    "sign_in": Sentence("Cán bộ đăng nhập", en="Officers sign in"),
    "sign_out": Sentence("Đăng xuất", en="Sign out"),
    "figure": Sentence("Số liệu", en="Figure"),
    "now": Sentence("Nay", en="Now"),
    "last_month": Sentence("Tháng trước", en="Last month"),
    "last_season": Sentence("Mùa trước", en="Last season"),
    "funnel": Sentence("Từ mở gian hàng đến bán được", en="From opening to selling"),
    "ranked": Sentence("Đơn hàng theo xã", en="Orders by commune"),
    "ranked_villages": Sentence("Đơn hàng theo thôn", en="Orders by village"),
    "everywhere": Sentence("Tất cả bằng số", en="All of them in numbers"),
    "month": Sentence("Tháng", en="Month"),
    "season": Sentence("Đơn hàng theo mùa", en="Orders through the seasons"),
    "this_season": Sentence("12 tháng gần đây", en="The last 12 months"),
    "season_before": Sentence("12 tháng trước đó", en="The 12 months before"),
    "visits": Sentence("Ai cần được đến thăm", en="Who needs a visit"),
    "nobody": Sentence("Không có ai. Tốt lắm!", en="Nobody. Well done!"),
    "since": Sentence("từ", en="since"),
    "more": Sentence("Xem tiếp", en="More"),
    "targets": Sentence("Chỉ tiêu", en="Targets"),
    "reached": Sentence("Đã đạt", en="Reached"),
    "target": Sentence("Chỉ tiêu", en="Target"),
    "until": Sentence("Đến ngày", en="By"),
    "definitions": Sentence("Mỗi số liệu nghĩa là gì", en="What each figure means"),
    "open_data": Sentence("Dữ liệu mở (CSV, JSON)", en="Open data (CSV, JSON)"),
    "hidden": Sentence("giấu", en="hidden"),
    "days": Sentence("ngày", en="days"),
    "counted": Sentence("Đếm lúc", en="Counted at"),
    "other_language": Sentence("English", en="Tiếng Việt"),
}


def words(language: str) -> SimpleNamespace:
    """Every word of the page in `language`."""
    return SimpleNamespace(**{name: sentence.spoken(language) for name, sentence in _WORDS.items()})
