"""The words of `…/share`, and what is said to buyers."""

from market.language import Sentence

SHARE = {
    "title": Sentence("Gửi cho khách", en="Send to buyers"),
    "title_good": Sentence("Gửi {name} cho khách", en="Send {name} to buyers"),
    "say": Sentence(
        "Gửi lời này cho khách qua Zalo, Facebook hay tin nhắn. Ai bấm vào liên kết là mua được.",
        en="Send these words by Zalo, Facebook or text message. Whoever presses the link can buy.",
    ),
    "say_empty": Sentence(
        "Gian hàng chưa có gì đang bán. Đăng hàng rồi gửi cho khách.",
        en="Nothing is on sale in this shop. List a good, then send it to buyers.",
    ),
    "say_resting": Sentence(
        "Hàng đang nghỉ bán nên khách chưa xem được. Bấm “Bán lại” rồi gửi.",
        en="It rests, so buyers do not see it. Press “Sell again”, then send it.",
    ),
    "say_suspended": Sentence(
        "Hàng bị người quản trị tạm ngừng nên chưa gửi được. Bấm vào hàng để xem lý do.",
        en="An operator has suspended it, so it cannot be sent. Look at the good to see why.",
    ),
    "say_shut": Sentence(
        "Khách chưa xem được gian hàng này nên chưa gửi được. Bấm vào gian hàng để xem vì sao.",
        en="Buyers do not see this shop, so nothing can be sent. Look at the shop to see why.",
    ),
    "words": Sentence("Lời gửi khách", en="The words"),
    "hold": Sentence("Giữ ngón tay vào lời này để chép.", en="Hold your finger on the words to copy them."),
    "sms": Sentence("Gửi bằng tin nhắn", en="Send as a text message"),
    "link": Sentence("Chỉ liên kết", en="The link alone"),
    "picture": Sentence("Ảnh", en="The picture"),
    "picture_why": Sentence(
        "Zalo và Facebook tự hiện ảnh này bên liên kết.", en="Zalo and Facebook show it beside the link by themselves."
    ),
    "keep": Sentence("Lưu ảnh vào máy", en="Keep the picture"),
    "poster": Sentence("Tờ dán ở sạp", en="A paper for your stall"),
    "poster_why": Sentence(
        "Khách quét mã là mua được, cả khi về nhà. Giấy A5, in đen trắng cũng rõ.",
        en="Buyers scan the code and buy, at home as well. A5, black and white.",
    ),
    "print": Sentence("Mở tờ có mã QR để in", en="Open the paper with the QR code"),
    "sold_out": Sentence(
        "Hết hàng: khách xem được nhưng chưa mua được. Có hàng thì bấm “Thêm hàng”.",
        en="Sold out: buyers see it but cannot buy. Press “Add stock” when there is more.",
    ),
    "paused": Sentence(
        "Gian hàng đang nghỉ: khách xem được nhưng chưa mua được.",
        en="The shop rests: buyers see it but cannot buy yet.",
    ),
    "one_good": Sentence("Gửi từng thứ", en="Send one good"),
    "whole_shop": Sentence("Gửi cả gian hàng", en="Send the whole shop"),
    "add": Sentence("Bán thêm hàng", en="Sell another good"),
    "sell_again": Sentence("Bán lại", en="Sell again"),
    "good": Sentence("Xem mặt hàng này", en="Look at this good"),
    "shop": Sentence("Gian hàng của bạn", en="Your shop"),
    "goods": Sentence("Về danh sách hàng", en="Back to the goods"),
}
# To buyers, so always in Vietnamese.
SAID = {
    "good": Sentence("{name}: {price} {pack}.", en="{name}: {price} {pack}."),
    "stars": Sentence("Được chứng nhận OCOP {stars} sao.", en="Certified OCOP, {stars} stars."),
    "ripe": Sentence("Đang vào mùa ({season}).", en="In season ({season})."),
    "season": Sentence("Mùa: {season}.", en="Season: {season}."),
    "month": Sentence("tháng {first}", en="month {first}"),
    "months": Sentence("tháng {first} đến tháng {last}", en="months {first} to {last}"),
    "of": Sentence("{shop}, {place}.", en="{shop}, {place}."),
    "sells": Sentence("Đang bán: {goods}.", en="On sale: {goods}."),
    "more": Sentence("{goods} và nhiều thứ khác", en="{goods} and more"),
    "order": Sentence("Xem và đặt mua: {link}", en="See and order: {link}"),
}
POSTER = {
    "scan": Sentence("Quét mã để xem và đặt mua", en="Scan to see and order"),
    "how": Sentence("Mở Zalo hoặc máy ảnh rồi đưa vào mã.", en="Open Zalo or the camera and hold it here."),
    "day": Sentence("In ngày {day}. Giá hôm nay: xin quét mã.", en="Printed on {day}. Today's price: scan the code."),
    "name": Sentence("Tờ dán: {name} · Chợ Phiên", en="Poster: {name} · Chợ Phiên"),
    "line": Sentence("{name}: {price} {pack}", en="{name}: {price} {pack}"),
}
