"""The words of `/figures/buyers`."""

from market.language import Sentence

BUYERS = {
    "title": Sentence("Khách đến từ đâu", en="Where buyers come from"),
    "say": Sentence(
        "Xem khách vào {place} từ đâu, và bao nhiêu lượt thành đơn.",
        en="Look at how buyers come to {place}, and how many looks become orders.",
    ),
    "say_none": Sentence(
        "Chưa có ai vào xem hàng ở {place} trong thời gian này. Chọn thời gian khác, hoặc gửi liên kết cho khách.",
        en="Nobody looked at goods in {place} in these days. Choose others, or send a link to buyers.",
    ),
    "place": Sentence("Xem nơi khác", en="Another place"),
    "all": Sentence("Cả tỉnh", en="The whole province"),
    "look": Sentence("Xem", en="Look"),
    "times": Sentence("Thời gian", en="When"),
    "this": Sentence("Tháng này", en="This month"),
    "last": Sentence("Tháng trước", en="The month before"),
    "public": Sentence("Tháng gần nhất", en="The latest month"),
    "year": Sentence("12 tháng", en="12 months"),
    "days": Sentence("Từ {first} đến {last}", en="From {first} to {last}"),
    "way": Sentence("Từ mở trang đến đặt đơn", en="From a page opened to an order"),
    "opened": Sentence("Vào trang", en="Opened"),
    "looked": Sentence("Xem hàng", en="Looked"),
    "basket": Sentence("Vào giỏ", en="Basket"),
    "ordered": Sentence("Đặt đơn", en="Ordered"),
    "before": Sentence(
        "{opened} vào · {looked} xem · {basket} bỏ giỏ", en="{opened} opened · {looked} looked · {basket} basket"
    ),
    "from_where": Sentence("Từ đâu vào trang", en="Where they came from"),
    "by_source": Sentence("Số đơn theo liên kết", en="Orders by link"),
    "by_commune": Sentence("Số đơn theo xã", en="Orders by commune"),
    "by_village": Sentence("Số đơn theo thôn", en="Orders by village"),
    "by_month": Sentence("Số đơn theo tháng", en="Orders by month"),
    "of_no_shop": Sentence("Vào trang chung: trang đầu, tìm kiếm, xã", en="Pages of no shop: first page, search"),
    "hidden": Sentence("giấu", en="hidden"),
    "few": Sentence("Con số dưới 5 được giấu.", en="Numbers under 5 are hidden."),
    "nobody_is_known": Sentence(
        "Chỉ đếm số lần; không ghi ai đã xem, từ máy nào, lúc mấy giờ.",
        en="Only counted: who looked, by which phone and at what hour is written down nowhere.",
    ),
    "definitions": Sentence("Mỗi số liệu nghĩa là gì", en="What each figure means"),
    "figures": Sentence("Mọi số liệu của nơi này", en="All figures of this place"),
}
