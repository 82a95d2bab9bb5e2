"""What the pages of figures say: Vietnamese first, English beside it."""

from market.language import Sentence

WORDS = {
    "title": Sentence("Số liệu chợ phiên", en="Figures of the market"),
    "place": Sentence("Xem nơi khác", en="Another place"),
    "all": Sentence("Cả tỉnh", en="The whole province"),
    "look": Sentence("Xem", en="Look"),
    "officer": Sentence(
        "Xem nơi này bán được gì, và nơi nào cần giúp. Cán bộ thấy đủ mọi con số.",
        en="Look at what sells here, and where help is needed. As an officer you see every number.",
    ),
    "public": Sentence(
        "Xem nơi này bán được gì. Số liệu công khai của tháng đã qua; con số dưới 5 được giấu.",
        en="Look at what sells here. Public figures of the last finished month; numbers under 5 are hidden.",
    ),
    "sign_in_here": Sentence("Cán bộ đăng nhập", en="Officers sign in"),
    "numbers": Sentence("Các con số", en="The numbers"),
    "last_month": Sentence("tháng trước", en="last month"),
    "last_season": Sentence("mùa trước", en="last season"),
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
    "more": Sentence("Xem thêm", en="More"),
    "targets": Sentence("Chỉ tiêu", en="Targets"),
    "reached": Sentence("đã đạt", en="reached"),
    "of": Sentence("trên", en="of"),
    "until": Sentence("đến", en="by"),
    "definitions": Sentence("Mỗi số liệu nghĩa là gì", en="What each figure means"),
    "buyers": Sentence("Khách đến từ đâu", en="Where buyers come from"),
    "heard": Sentence("Khiếu nại được trả lời ra sao", en="How complaints are answered"),
    "fairs": Sentence("Các phiên chợ bán được gì", en="What the fairs came to"),
    "open_data": Sentence("Tải dữ liệu mở (CSV, JSON)", en="Download the open data (CSV, JSON)"),
    "hidden": Sentence("giấu", en="hidden"),
    "days": Sentence("ngày", en="days"),
    "counted": Sentence("Đếm lúc", en="Counted at"),
    "nothing": Sentence("Chưa có đơn hàng nào để đếm.", en="There are no orders to count yet."),
}
DATA = {
    "title": Sentence("Dữ liệu mở", en="Open data"),
    "say": Sentence(
        "Bấm vào bảng bạn cần để tải về. Ai cũng được dùng, xin ghi nguồn.",
        en="Press the table that you need to download it. Anybody may use it; please name the source.",
    ),
    "columns": Sentence("Mỗi cột nghĩa là gì", en="What each column means"),
    "licence": Sentence("Giấy phép", en="Licence"),
    "source": Sentence("Nguồn", en="Source"),
    "counted": WORDS["counted"],
    "back": Sentence("Về trang số liệu", en="To the figures"),
}
