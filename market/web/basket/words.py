"""The words of `/basket`."""

from market.language import Sentence
from market.web.store.fairs.words import ORDERED

# How goods of one shop come, and what that costs: on the basket and at its checkout.
COMES = {
    "by_post": Sentence("Bưu điện mang đến: {fee_vnd} đ, {days}", en="By post: {fee_vnd} đ, {days}"),
    "day": Sentence("{least} ngày", en="{least} days"),
    "days": Sentence("{least}–{most} ngày", en="{least}–{most} days"),
    "fetched": Sentence("Tự đến lấy: {place}", en="You fetch it: {place}"),
    "fetched_fee": Sentence(
        "Phí thu tiền ở bưu cục: {fee_vnd} đ", en="The post office's fee for taking cash: {fee_vnd} đ"
    ),
    "fee_later": Sentence("Bưu điện mang đến; tiền gửi tùy nơi nhận", en="By post; the fee depends on where it goes"),
}
BASKET = {
    **COMES,
    "apart": ORDERED["apart"],
    "back_to": Sentence("Về {name}", en="Back to {name}"),
    "title": Sentence("Giỏ hàng", en="Basket"),
    "say": Sentence(
        "Xem lại giỏ, rồi bấm “Đặt hàng”. Tất cả {total_vnd} đ, trả tiền mặt khi nhận hàng.",
        en="Look through your basket, then press “Order”. It is {total_vnd} đ in all, in cash when it arrives.",
    ),
    "say_where": Sentence(
        "Xem lại giỏ, rồi bấm “Đặt hàng”. Tiền hàng {goods_vnd} đ; cho biết gửi về xã nào thì thấy tiền gửi.",
        en="Look through your basket, then press “Order”. The goods are {goods_vnd} đ; say where they go, and you see "
        "what sending costs.",
    ),
    "say_not_ready": Sentence(
        "Chưa món nào đặt được. Xem từng món bên dưới: đổi số, hay bỏ ra.",
        en="None of it can be ordered now. Look at each below: change the number, or take it out.",
    ),
    "say_none": Sentence(
        "Giỏ chưa có gì. Tìm món bạn thích, mở ra rồi bấm “Cho vào giỏ”.",
        en="There is nothing in it yet. Find what you like, open it, and press “Into the basket”.",
    ),
    "say_lost": Sentence(
        "Trình duyệt này không giữ được giỏ hàng. Chép liên kết bên dưới, mở bằng Chrome hay Safari rồi mua ở đó.",
        en="This browser cannot keep a basket. Copy the link below, open it in Chrome or Safari, and buy there.",
    ),
    "lost_how": Sentence(
        "Đang ở trong Zalo hay Facebook thì bấm dấu ba chấm ở góc trên, chọn “Mở bằng trình duyệt”.",
        en="Inside Zalo or Facebook press the three dots at the top and choose “Open in browser”.",
    ),
    "look_on": Sentence("Xem hàng", en="Look at goods"),
    "going_to": Sentence("Gửi về: {place}", en="It goes to: {place}"),
    "other_place": Sentence("Đổi nơi nhận", en="Another place"),
    "where": Sentence("Gửi về xã nào? Bấm để xem tiền gửi", en="Where does it go? Press to see the postage"),
    "packs": Sentence("{count} {unit}", en="{count} {unit}"),
    "each": Sentence("{price_vnd} đ một {unit}", en="{price_vnd} đ a {unit}"),
    "one_less": Sentence("Bớt một: {name}", en="One less: {name}"),
    "one_more": Sentence("Thêm một: {name}", en="One more: {name}"),
    "take_out": Sentence("Bỏ ra", en="Take out"),
    "take_left": Sentence("Lấy {left}", en="Take {left}"),
    "take_still": Sentence("Vẫn lấy", en="Take it all the same"),
    "type_number": Sentence("Gõ số khác", en="Type another number"),
    "how_many": Sentence("Mấy {unit}?", en="How many {unit}?"),
    "change": Sentence("Đổi số", en="Change"),
    "gone": Sentence("Không còn bán nữa", en="No longer sold"),
    "gone_good": Sentence("Một món đã gỡ xuống", en="A good that was taken away"),
    "fetch": Sentence("Hoặc tự đến lấy, không mất tiền gửi", en="Or fetch it yourself, without postage"),
    "send_instead": Sentence("Để bưu điện mang đến", en="Have it sent instead"),
    "goods": Sentence("Tiền hàng", en="Goods"),
    "postage": Sentence("Tiền gửi, cả phí thu hộ", en="Postage, and the fee for cash"),
    "total": Sentence("Tất cả", en="In all"),
    "left_over": Sentence(
        "Món có dấu ✗ chưa đặt lần này; nó vẫn ở trong giỏ.", en="What has a ✗ is not ordered now; it stays here."
    ),
    "order": Sentence("Đặt hàng", en="Order"),
}
DONE = {
    "put": Sentence("Đã cho vào giỏ.", en="It is in your basket."),
    "again": Sentence("Đã cho những món ấy vào giỏ.", en="They are in your basket."),
    "changed": Sentence("Đã đổi số.", en="The number is changed."),
    "removed": Sentence("Đã bỏ ra khỏi giỏ.", en="It is taken out."),
    "receiving": Sentence("Đã đổi cách nhận hàng.", en="How you get it is changed."),
}
FULL = Sentence(
    "Giỏ chứa nhiều nhất {most} món. Xin đặt những món này trước, hoặc bỏ bớt một món.",
    en="A basket holds {most} goods at most. Please order these first, or take one out.",
)
GONE = Sentence("Món này không còn bán nữa.", en="This is not sold any more.")
UNKNOWN_POINT = Sentence(
    "Nơi lấy hàng này không còn nữa. Xin chọn nơi khác.", en="That place is there no more. Please choose another."
)
