"""The words of an officer's day."""

from market.language import Sentence

TODAY = {
    "title": Sentence("Việc của cán bộ", en="An officer's day"),
    "say": Sentence(
        "Có việc đang chờ bạn. Bấm vào từng việc để làm.", en="Something waits for you. Press each to do it."
    ),
    "say_none": Sentence(
        "Không có việc nào chờ bạn. Bấm vào mục bạn muốn xem.", en="Nothing waits for you. Press what you want to see."
    ),
    "waits": Sentence("Đang chờ bạn", en="Waiting for you"),
    "look": Sentence("Xem và đặt", en="Look and aim"),
    "complaints": Sentence("Khiếu nại", en="Complaints"),
    "certificates": Sentence("Giấy chứng nhận OCOP", en="OCOP certificates"),
    "papers": Sentence("Giấy đồng ý của hộ", en="Papers of households that agree"),
    "reviews": Sentence("Nhận xét cần xem", en="Reviews to look at"),
    "visits": Sentence("Hộ cần đến thăm", en="Households to visit"),
    "imports": Sentence("Tệp đã gửi", en="Files that were sent"),
    "targets": Sentence("Chỉ tiêu", en="Targets"),
    "targets_hint": Sentence("Đặt, xem đã đạt bao nhiêu, bỏ", en="Set them, see what is reached, take them back"),
    "fairs": Sentence("Phiên chợ", en="Fairs"),
    "fairs_hint": Sentence("Lập, mở, đóng phiên; gian nào cần giúp", en="Make, open, close them; who needs help"),
    "figures": Sentence("Số liệu của nơi này", en="The figures of this place"),
    "figures_hint": Sentence("Bán được gì, ở thôn nào, mùa nào", en="What sells, in which village and season"),
    "buyers": Sentence("Khách đến từ đâu", en="Where buyers come from"),
    "buyers_hint": Sentence(
        "Mở liên kết nào, xem gì, bao nhiêu thành đơn", en="Which links, what is looked at, ordered"
    ),
    "heard": Sentence("Khiếu nại được trả lời ra sao", en="How complaints are answered"),
    "heard_hint": Sentence("Đúng hạn không, người gửi có hài lòng không", en="In time or not, and how people found it"),
    "working_days": Sentence("Ngày làm việc", en="Working days"),
    "search_words": Sentence("Từ dùng khi tìm hàng", en="Words of the search"),
    "search_words_hint": Sentence(
        "Nói khác cùng một thứ, dịp, cách dùng", en="Other words for the same, occasions, uses"
    ),
    "working_days_hint": Sentence("Ngày nghỉ, ngày làm bù để tính hạn trả lời", en="Days off and swaps, for due dates"),
    "data": Sentence("Tải dữ liệu mở", en="Download open data"),
    "data_hint": Sentence("Bảng theo tháng để làm báo cáo", en="Tables by month, for reports"),
    "team": Sentence("Tổ công nghệ số và các hộ", en="Digital teams and their households"),
    "team_hint": Sentence("Các tổ ở nơi này, ai đã làm gì cho hộ nào", en="The teams here, and who did what for whom"),
}
# How much waits, by what it is; and where nothing does.
COUNTED = {
    "complaints": Sentence("{n} việc, {late} quá hạn, {today} hạn hôm nay", en="{n}: {late} late, {today} due today"),
    "certificates": Sentence("{n} giấy chờ xem", en="{n} to look at"),
    "papers": Sentence("{n} giấy chờ xem", en="{n} to look at"),
    "reviews": Sentence("{n} lời được báo là không ổn", en="{n} reported"),
    "visits": Sentence("{n} việc, hộ gấp nhất ở trên", en="{n}, the most urgent first"),
    "imports": Sentence("{n} tệp có dòng phải sửa hoặc bị dừng", en="{n} with rows to put right, or stopped"),
}
NOTHING = Sentence("Không có gì chờ", en="Nothing waits")
OVER = Sentence("hơn {n}", en="over {n}")
