"""The words of `/figures/fairs`."""

from market.language import Sentence

FAIRS = {
    "title": Sentence("Các phiên chợ bán được gì", en="What the fairs came to"),
    "say": Sentence(
        "Xem các phiên ở {place} bán được bao nhiêu, có giữ lời hứa không, và ai bán được lần đầu.",
        en="Look what the fairs of {place} sold, whether promises were kept, and who sold for the first time.",
    ),
    "say_none": Sentence(
        "Chưa có phiên chợ nào ở {place}. Xem các phiên sắp mở ở trang phiên chợ.",
        en="There was no fair in {place} yet. Those to come are on the page of fairs.",
    ),
    "closed": Sentence("Đóng ngày {day} · {state}", en="Closed on {day} · {state}"),
    "closes": Sentence("Đóng ngày {day} · {state}", en="Closes on {day} · {state}"),
    "later": Sentence(
        "Số liệu công khai từ ngày {day}, khi khách quay lại đã kịp quay lại.",
        en="The figures are public from {day} on, when buyers have had the time to come back.",
    ),
    "few": Sentence("Con số dưới 5 được giấu.", en="Numbers under 5 are hidden."),
    "officers": Sentence("Cán bộ thấy đủ mọi con số.", en="As an officer you see every number."),
    "percent": Sentence("{n}\u00a0%", en="{n}\u00a0%"),
    "hidden": Sentence("giấu", en="hidden"),
    "nothing": Sentence("–", en="–"),
    "definitions": Sentence("Mỗi số liệu nghĩa là gì", en="What each figure means"),
    "open_data": Sentence("Tải dữ liệu mở (CSV, JSON)", en="Download the open data (CSV, JSON)"),
    "figures": Sentence("Mọi số liệu của nơi này", en="All figures of this place"),
}
