"""What is told of goods that their buyer fetches."""

from market.language import Sentence

COLLECTIONS: dict[str, Sentence] = {
    "order_placed_to_fetch": Sentence(
        "Chợ Phiên: có đơn mới {number}, khách đến lấy: {goods}. Xin nhận đơn trong 3 ngày. Lấy tại {place}",
        en="Cho Phien: new order {number}, to be fetched: {goods}. Please accept it within 3 days. At {place}",
    ),
    "order_accepted_to_fetch": Sentence(
        "Chợ Phiên: {shop} đã nhận đơn {number}. Có mã thì bạn đến lấy tại {place}",
        en="Cho Phien: {shop} has accepted order {number}. Once you have the code, fetch it at {place}",
    ),
    "place_changed_for_shop": Sentence(
        "Chợ Phiên: khách đổi nơi lấy đơn {number}. Nay đến lấy tại {place}",
        en="Cho Phien: the buyer of order {number} chose another place. It is fetched at {place}",
    ),
    # The code comes before what may be long.
    "collection_code": Sentence(
        "Chợ Phiên: đơn {number} chờ bạn, mã nhận hàng {code}, chỉ đọc khi nhận. Đến lấy tại {place}",
        en="Cho Phien: order {number} waits, collection code {code}, tell it only when you get it. Fetch it at {place}",
    ),
    "collection_waits": Sentence(
        "Chợ Phiên: đơn {number} còn chờ bạn đến hết {until}, sau đó đơn bị hủy. Đến lấy tại {place}",
        en="Cho Phien: order {number} waits for you until {until}, then it is cancelled. Fetch it at {place}",
    ),
    "order_collected": Sentence(
        "Chợ Phiên: bạn đã lấy đơn {number}. Nếu không phải bạn, hoặc hàng không đúng, xin báo ngay.",
        en="Cho Phien: order {number} was handed to you. If not, or if something is wrong, please tell us at once.",
    ),
    "refunded_in_hand": Sentence(
        "Chợ Phiên: {shop} ghi đã trả bạn {amount_vnd} đ tận tay của đơn {number}. Nếu bạn chưa nhận, xin báo ngay.",
        en="Cho Phien: {shop} says it gave you {amount_vnd} đ of order {number} by hand. If not, tell us at once.",
    ),
    "order_collected_for_shop": Sentence(
        "Chợ Phiên: khách đã lấy đơn {number}, {total_vnd} đ.",
        en="Cho Phien: the buyer has fetched order {number}, {total_vnd} đ.",
    ),
}
