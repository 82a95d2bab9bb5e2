"""The words of reviews, as an officer looks at them."""

from market.language import Sentence

REVIEWS = {
    "title": Sentence("Nhận xét cần xem", en="Reviews to look at"),
    "say": Sentence(
        "Bấm vào từng lời, đọc điều được báo, rồi gỡ hoặc để nguyên.",
        en="Press each one, read what is reported, then take it down or let it stand.",
    ),
    "say_none": Sentence("Không có lời nào chờ xem.", en="None waits to be looked at."),
    "more": Sentence("Xem thêm", en="More"),
    "reports": Sentence("{n} người báo", en="reported by {n}"),
}
REVIEW = {
    "title": Sentence("Nhận xét về {name}", en="A review of {name}"),
    "say": Sentence(
        "Chê hàng không phải là lý do gỡ. Chỉ gỡ khi đúng một điều dưới đây; lý do hiện thay cho lời ấy.",
        en="Criticism is no reason. Take it down only for one of these; the reason stands in its place.",
    ),
    "say_removed": Sentence(
        "Lời này đang được gỡ. Nếu gỡ nhầm, bấm “Hiện lại”.",
        en="It is taken down. If by mistake, press “Show it again”.",
    ),
    "shop": Sentence("Gian hàng", en="Shop"),
    "as_written": Sentence("Lời như người mua đã viết", en="As the buyer wrote it"),
    "reported": Sentence("Được báo vì", en="Reported because"),
    "nothing_reported": Sentence("Không ai báo, hoặc đã xem rồi.", en="Nobody reported it, or it was looked at."),
    "uphold": Sentence("Để nguyên", en="Let it stand"),
    "remove": Sentence("Gỡ lời này", en="Take it down"),
    "why": Sentence("Gỡ vì sao? Người viết và hộ đều được báo.", en="Why? Its writer and the household are told."),
    "restore": Sentence("Hiện lại", en="Show it again"),
    "back": Sentence("Về danh sách", en="To the list"),
}
DONE = {
    "removed": Sentence("Đã gỡ. Người viết và hộ được báo lý do.", en="Taken down; both are told why."),
    "upheld": Sentence("Đã xem, lời ấy để nguyên.", en="Looked at; it stands."),
    "restored": Sentence("Đã hiện lại. Người viết và hộ được báo.", en="It is shown again; both are told."),
}
