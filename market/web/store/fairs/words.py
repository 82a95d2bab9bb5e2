"""The words of fairs for whoever buys there, Vietnamese first."""

from market.language import Sentence

FAIRS = {
    "title": Sentence("Phiên chợ", en="Fairs"),
    "say": Sentence(
        "Bấm vào phiên bạn muốn mua: đặt trước mùa hái, hàng gửi đúng ngày đã hẹn.",
        en="Press the fair where you want to buy: you order before the harvest, and it is sent on the day promised.",
    ),
    "say_none": Sentence(
        "Chưa có phiên nào sắp mở. Xin xem hàng đang bán.", en="No fair is coming yet. Please look at what is on sale."
    ),
    "open": Sentence("Đang mở", en="Open now"),
    "soon": Sentence("Sắp mở", en="Coming"),
    "past": Sentence("Đã qua", en="Past"),
    "at_place": Sentence("Phiên chợ: {place}", en="Fairs: {place}"),
    "everywhere": Sentence("Mọi nơi", en="Everywhere"),
    "places": Sentence("Chọn nơi", en="Choose a place"),
    "all_goods": Sentence("Tất cả hàng", en="All goods"),
    "all_fairs": Sentence("Mọi phiên chợ", en="All fairs"),
    "news": Sentence("Tin phiên mới (RSS)", en="News of fairs (RSS)"),
}
FAIR = {
    "say_soon": Sentence(
        "Phiên chưa mở. Mở lúc {opens}. Hàng gửi {ships}.",
        en="It is not open yet. It opens at {opens}. Goods are sent {ships}.",
    ),
    "say_late": Sentence(
        "Phiên chưa mở: các nhà mới hứa {promised} trong ít nhất {minimum} gói. Xin quay lại sau.",
        en="It is not open yet: {promised} of at least {minimum} packs are promised. Please come again later.",
    ),
    "say_open": Sentence(
        "Bấm “Cho vào giỏ” ở món bạn muốn. Phiên đóng lúc {closes}, hàng gửi {ships}.",
        en="Press “Into the basket” at what you want. It closes at {closes}, and goods are sent {ships}.",
    ),
    "say_open_none": Sentence(
        "Phiên đang mở nhưng chưa nhà nào bày hàng. Xin quay lại sau.",
        en="The fair is open, but nobody has set out goods yet. Please come again later.",
    ),
    "say_open_sold": Sentence(
        "Hàng của phiên đã đặt hết. Xin xem phiên khác, hoặc hàng đang bán.",
        en="All of this fair is ordered. Please look at other fairs, or at what is on sale.",
    ),
    "say_closed": Sentence(
        "Phiên đã đóng lúc {closes}, không đặt thêm được. Hàng gửi {ships}.",
        en="It closed at {closes}; no more can be ordered. Goods are sent {ships}.",
    ),
    "say_over": Sentence(
        "Phiên đã xong: {came} gói đã đến tay người mua. Xin xem phiên khác.",
        en="It is over: {came} packs have reached their buyers. Please look at other fairs.",
    ),
    "say_called_off": Sentence(
        "Phiên này đã hủy. Ai đã trả tiền được trả lại đủ. Xin xem phiên khác.",
        en="This fair was called off. Whoever paid has all of it back. Please look at other fairs.",
    ),
    # What is left of the time follows each of these, and ticks where it can.
    "opens": Sentence("Mở lúc {at}, còn", en="Opens at {at}, in"),
    "ends": Sentence("Đóng lúc {at}, còn", en="Closes at {at}, in"),
    "closes": Sentence("Đóng lúc {at}", en="Closes at {at}"),
    "waits": Sentence("Chờ các nhà hứa đủ hàng", en="Waits until enough is promised"),
    "has_opened": Sentence(
        "Đến giờ mở rồi. Xin tải lại trang để đặt.", en="It opens now. Load this page again to order."
    ),
    "has_ended": Sentence(
        "Phiên vừa đóng, không đặt thêm được. Xin tải lại trang.",
        en="It has just closed; no more can be ordered. Please load this page again.",
    ),
    "closed": Sentence("Đã đóng lúc {at}", en="Closed at {at}"),
    "ships": Sentence("Giao {ships}", en="Sent {ships}"),
    "from": Sentence("từ {first}", en="from {first}"),
    "from_to": Sentence("từ {first} đến {last}", en="from {first} to {last}"),
    "closes_in": Sentence("Đóng sau {left}", en="Closes in {left}"),
    "opens_in": Sentence("Mở sau {left}", en="Opens in {left}"),
    "days": Sentence("{n} ngày", en="{n} days"),
    "day_one": Sentence("1 ngày", en="1 day"),
    "hours": Sentence("{n} giờ", en="{n} hr"),
    "minutes": Sentence("{n} phút", en="{n} min"),
    "moment": Sentence("chưa đầy 1 phút", en="less than a minute"),
    "two": Sentence("{more} {less}", en="{more} {less}"),
    "missing": Sentence(
        "Đã đặt {packs} gói. Còn thiếu {missing} gói nữa là đủ {minimum}.",
        en="{packs} packs are ordered; {missing} more, and there are the {minimum} it takes.",
    ),
    "missing_short": Sentence("Còn thiếu {missing} gói", en="{missing} packs missing"),
    "enough": Sentence(
        "Đã đặt {packs} gói, đủ số cần là {minimum}.", en="{packs} packs are ordered: the {minimum} it takes are there."
    ),
    "had": Sentence(
        "Khi hủy đã có {packs} gói được đặt, trong {orders} đơn.",
        en="{packs} packs were ordered when it was called off, in {orders} orders.",
    ),
    "had_of": Sentence(
        "Khi hủy đã có {packs} gói được đặt, trong {orders} đơn; phiên cần ít nhất {minimum} gói.",
        en="{packs} packs were ordered when it was called off, in {orders} orders; it takes {minimum} packs.",
    ),
    "had_none": Sentence("Khi hủy chưa ai đặt.", en="Nobody had ordered when it was called off."),
    "ordered": Sentence("Đã đặt {packs} trong {promised} gói", en="{packs} of {promised} packs are ordered"),
    "goods": Sentence("Hàng của phiên", en="Goods of this fair"),
    "left": Sentence("còn {count} {unit}", en="{count} left"),
    "none_left": Sentence("đã đặt hết", en="all ordered"),
    "promised": Sentence("{count} {unit}", en="{count} in all"),
    "paused": Sentence("nhà bán đang nghỉ", en="the household is on holiday"),
    "stand_ships": Sentence("giao từ {day}", en="sent from {day}"),
    "moved": Sentence("lùi từ {day}", en="put off from {day}"),
    "put": Sentence("Cho vào giỏ", en="Into the basket"),
    "more": Sentence("Xem thêm {count} món", en="{count} more goods"),
    "back": Sentence("Về đầu phiên", en="To the beginning"),
    "what_if": Sentence("Đặt trước thì sao?", en="What if?"),
    "if_left": Sentence(
        "Đổi ý thì bỏ đơn trước khi phiên đóng: không mất gì, đã trả tiền thì được trả lại đủ.",
        en="If you think better of it, leave your order before it closes: it costs nothing, and all money comes back.",
    ),
    "if_missed": Sentence(
        "Đến lúc đóng chưa đủ {minimum} gói thì phiên hủy, ai cũng được trả lại đủ tiền.",
        en="If it closes with fewer than {minimum} packs, it is called off and everybody has all money back.",
    ),
    "if_late": Sentence(
        "Mùa hái muộn thì nhà bán báo ngày mới; không chờ được thì bạn bỏ đơn, được trả lại đủ tiền.",
        en="If the harvest is late you are told the new day; if you cannot wait, you leave and all money comes back.",
    ),
    "if_short": Sentence(
        "Hái được ít hơn thì ai đặt trước được trước; phần thiếu trả lại đủ tiền, hoặc nhà khác gửi món cùng loại.",
        en="If there is less, who ordered first is served first; others have their money back, or the same of another.",
    ),
    "share": Sentence("Gửi cho người quen", en="Send it to others"),
    "calendar": Sentence("Ghi vào lịch trên máy", en="Put it in your calendar"),
    "others": Sentence("Phiên chợ khác", en="Other fairs"),
    "at_fair": Sentence("Bán tại {name}", en="Sold at {name}"),
    "also_at": Sentence("Cũng bán ở phiên chợ", en="Also at a fair"),
    "also_hint": Sentence("{price_vnd} đ, {window}, giao từ {day}", en="{price_vnd} đ, {window}, sent from {day}"),
}
# What is ordered there, on basket, checkout and order.
ORDERED = {
    "ships": Sentence("{name}: giao từ {day}", en="{name}: sent from {day}"),
    "leave": Sentence(
        "Hủy được đến {at}, không mất gì, tiền trả lại đủ.", en="It may be left until {at}, and all money comes back."
    ),
    "closed": Sentence("Phiên không mở lúc này.", en="The fair is not open."),
    "apart": Sentence(
        "Hàng của phiên đi riêng một đơn, gửi đúng ngày hẹn; hàng thường gửi ngay.",
        en="What is of a fair is an order of its own, sent on its day; the rest is sent at once.",
    ),
    "ordinary": Sentence("Hàng thường, gửi ngay", en="Of any day, sent at once"),
}
# Calendars are kept by whoever took them once: in Vietnamese.
CALENDAR = {
    "opening": Sentence("Mở: {name}", en="Opens: {name}"),
    "closing": Sentence("Đóng: {name}", en="Closes: {name}"),
    "sending": Sentence("Gửi hàng: {name}", en="Goods are sent: {name}"),
}
