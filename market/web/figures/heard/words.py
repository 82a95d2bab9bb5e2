"""The words of `/complaints/figures`."""

from market.language import Sentence

HEARD = {
    "title": Sentence("Khiếu nại được trả lời ra sao", en="How complaints are answered"),
    "say": Sentence(
        "Xem khiếu nại ở {place} có được trả lời đúng hạn không, và người gửi có hài lòng không.",
        en="Look whether complaints in {place} are answered in time, and whether people are satisfied.",
    ),
    "say_none": Sentence(
        "Chưa có khiếu nại nào ở {place} trong thời gian này để đếm. Chọn thời gian hoặc nơi khác.",
        en="There are no complaints to count in {place} in these months. Choose others, or another place.",
    ),
    "place": Sentence("Xem nơi khác", en="Another place"),
    "all": Sentence("Cả tỉnh", en="The whole province"),
    "look": Sentence("Xem", en="Look"),
    "times": Sentence("Thời gian", en="When"),
    "year": Sentence("12 tháng", en="12 months"),
    "month": Sentence("Tháng gần nhất", en="The latest month"),
    "days": Sentence("Từ {first} đến {last}", en="From {first} to {last}"),
    "few": Sentence("Con số dưới 5 được giấu.", en="Numbers under 5 are hidden."),
    "numbers": Sentence("Các con số", en="The numbers"),
    "rating": Sentence("Người gửi thấy câu trả lời", en="How people found the answer"),
    "by_month": Sentence("Theo tháng", en="By month"),
    "by_kind": Sentence("Theo việc", en="By kind"),
    "by_commune": Sentence("Theo xã", en="By commune"),
    "received": Sentence("{n} khiếu nại", en="{n} complaints"),
    "per_100": Sentence("{n} trên 100 đơn", en="{n} per 100 orders"),
    "in_time": Sentence("đúng hạn {n}\u00a0%", en="{n}\u00a0% in time"),
    "percent": Sentence("{n}\u00a0%", en="{n}\u00a0%"),
    "waited": Sentence("{n}\u00a0ngày", en="{n}\u00a0days"),
    "hidden": Sentence("giấu", en="hidden"),
    "nothing": Sentence("–", en="–"),
    "no_contest": Sentence(
        "Không có bảng nào về từng hộ hay từng gian hàng. Nơi bán nhiều thì nhiều việc hơn: xin xem số trên 100 đơn.",
        en="There is no table of households or shops. Who sells more hears more: look at the numbers per 100 orders.",
    ),
    "definitions": Sentence("Mỗi số liệu nghĩa là gì", en="What each figure means"),
    "open_data": Sentence("Tải dữ liệu mở (CSV, JSON)", en="Download the open data (CSV, JSON)"),
    "figures": Sentence("Mọi số liệu của nơi này", en="All figures of this place"),
}
