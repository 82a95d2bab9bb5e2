"""The words of a shop's page, Vietnamese first."""

from market.language import Sentence

SHOP = {
    "say": Sentence("Bấm vào món bạn muốn xem hoặc mua.", en="Press what you want to see or buy."),
    "say_none": Sentence("Nhà này hiện chưa có hàng. Xin xem các nhà khác.", en="Nothing is on sale here now."),
    "say_paused": Sentence(
        "Nhà này đang nghỉ bán. Bạn vẫn xem được hàng; xin mua khi nhà mở lại.",
        en="This household is on holiday. You can look, and buy once it is open again.",
    ),
    "paused_until": Sentence("Mở lại {day}", en="Open again on {day}"),
    "where": Sentence("{village}, {commune}, {province}", en="{village}, {commune}, {province}"),
    "certified": Sentence("Có hàng được chứng nhận OCOP {stars} sao", en="Has goods with {stars} OCOP stars"),
    "since": Sentence("Bán trên chợ từ {day}", en="Sells here since {day}"),
    "narrow": Sentence("Lọc và xếp hàng của nhà này", en="Filter and sort what is sold here"),
    "others": Sentence("Các nhà khác trong xã", en="Other shops of the commune"),
    "report": Sentence("Báo có chuyện không ổn", en="Report that something is wrong"),
    "hidden": Sentence(
        "Chỉ người của gian hàng thấy trang này: gian hàng đang không mở cho người mua.",
        en="Only the shop's people see this page: it is not open to buyers now.",
    ),
}
