"""The words of `/checkout`."""

from market.language import Sentence
from market.web.basket.words import COMES

CHECKOUT = {
    **COMES,
    "title": Sentence("Đặt hàng", en="Order"),
    "say_phone": Sentence(
        "Gõ tên, số điện thoại và địa chỉ, rồi bấm “Tiếp”. Chúng tôi gửi mã 6 số đến số ấy.",
        en="Type your name, phone and address, then press “Go on”. We send six digits to that phone.",
    ),
    "say_fetch": Sentence(
        "Gõ tên và số điện thoại, rồi bấm “Tiếp”. Chúng tôi gửi mã 6 số đến số ấy.",
        en="Type your name and phone, then press “Go on”. We send six digits to that phone.",
    ),
    "say_code": Sentence(
        "Gõ 6 số trong tin nhắn vừa gửi đến {phone}, rồi bấm “Đặt hàng”. Thế là xong.",
        en="Type the six digits just sent to {phone}, then press “Order”. That is all.",
    ),
    "say_new": Sentence(
        "Gõ nơi nhận, rồi bấm “Đặt hàng”. Thế là xong.", en="Type where it goes, then press “Order”. That is all."
    ),
    "say_known": Sentence(
        "Xem lại nơi nhận và cách trả tiền, rồi bấm “Đặt hàng”. Thế là xong.",
        en="Look at where it goes and how it is paid, then press “Order”. That is all.",
    ),
    "bought": Sentence("Bạn đặt", en="You order"),
    "line": Sentence("{count} {unit}", en="{count} {unit}"),
    "edit": Sentence("Sửa giỏ hàng", en="Change the basket"),
    "who": Sentence("Nơi nhận", en="Where it goes"),
    "going_to": Sentence("Gửi về: {place}", en="It goes to: {place}"),
    "other_place": Sentence("Đổi xã", en="Another commune"),
    "name": Sentence("Tên người nhận", en="Who receives it"),
    "phone": Sentence("Số điện thoại", en="Phone"),
    "phone_hint": Sentence("Ví dụ 0912 345 678; bưu tá gọi số này", en="Such as 0912 345 678; the postman calls it"),
    "address_line": Sentence("Số nhà, đường hoặc thôn", en="House and street, or village"),
    "address_hint": Sentence("Ví dụ 12 Hàng Bài, hoặc thôn Đồng Đĩnh", en="Such as 12 Hàng Bài, or Đồng Đĩnh village"),
    "more": Sentence("Ghi chú, hay gửi cho số khác", en="A note, or another phone"),
    "note": Sentence("Ghi chú cho nhà bán", en="A note to the seller"),
    "other_phone": Sentence("Số của người nhận, nếu là người khác", en="The receiver's phone, if it is somebody else"),
    "other_addresses": Sentence("Gửi đến nơi khác", en="Send it elsewhere"),
    "new_address": Sentence("Gõ địa chỉ mới", en="Type a new address"),
    "keep": Sentence("Nhớ địa chỉ này cho lần sau", en="Remember this address for the next time"),
    "is_18": Sentence("Tôi đủ 18 tuổi (trong giỏ có rượu)", en="I am 18 or older (there is alcohol in the basket)"),
    "how": Sentence("Cách trả tiền", en="How it is paid"),
    "way": Sentence("{title}: {total_vnd} đ", en="{title}: {total_vnd} đ"),
    "way_fee": Sentence("{title}: {fee_vnd} đ, đã tính", en="{title}: {fee_vnd} đ, counted in"),
    "go_on": Sentence("Tiếp", en="Go on"),
    "code": Sentence("Mã 6 số", en="Six-digit code"),
    "again": Sentence("Chưa thấy tin nhắn? Gửi mã mới", en="No message yet? Send a new code"),
    "shared": Sentence(
        "Máy dùng chung: chỉ nhớ tôi 12 giờ", en="Others use this phone too: remember me for 12 hours only"
    ),
    "order": Sentence("Đặt hàng", en="Order"),
}
NO_ADDRESS = Sentence("Gõ số nhà, đường hoặc thôn.", en="Type house and street, or the village.")
NOT_18 = Sentence(
    "Trong giỏ có rượu: xin đánh dấu là bạn đủ 18 tuổi, hoặc bỏ rượu ra khỏi giỏ.",
    en="There is alcohol in the basket: please say that you are 18, or take it out.",
)
NO_CODE = Sentence("Gõ 6 số trong tin nhắn.", en="Type the six digits of the message.")
NOTHING = Sentence(
    "Trong giỏ không còn món nào đặt được, nên lần này chưa đặt gì.",
    en="Nothing in the basket can be ordered now, so nothing was ordered.",
)
