"""What stands on every page of the store."""

from market.language import Sentence

STORE = {
    "find": Sentence("Tìm", en="Find"),
    "find_what": Sentence("Bạn tìm gì? Gõ có dấu hay không đều được", en="What are you looking for?"),
    "basket": Sentence("Giỏ hàng", en="Basket"),
    "basket_of": Sentence("Giỏ ({count})", en="Basket ({count})"),
    "stars": Sentence("OCOP {stars} sao", en="OCOP {stars} stars"),
    "fair_on": Sentence("Đặt trước ở phiên chợ, giao từ {day}", en="Ordered ahead at a fair, sent from {day}"),
    "fair_soon": Sentence("Sắp mở ở phiên chợ, giao từ {day}", en="Coming at a fair, sent from {day}"),
    "fair_over": Sentence("Phiên chợ đã đóng", en="Its fair has closed"),
    "sold_out": Sentence("Hết hàng", en="Sold out"),
    "out_of_season": Sentence("Chưa đến mùa", en="Not in season"),
    "ripe_from": Sentence("Mùa tháng {first}–{last}", en="In season months {first} to {last}"),
    "per_kg": Sentence("{each_vnd} đ/kg", en="{each_vnd} đ/kg"),
    "not_by_post": Sentence("Không gửi bưu điện", en="Not sent by post"),
    "sellers": Sentence("{count} nhà bán", en="{count} shops"),
    "price_from": Sentence("từ", en="from"),
    "more_goods": Sentence("Xem thêm hàng", en="More goods"),
    "where_you_are": Sentence("Bạn đang ở", en="Where you are"),
    "all_goods": Sentence("Tất cả hàng", en="All goods"),
    "categories": Sentence("Loại hàng", en="Kinds of goods"),
    "ripe": Sentence("Đang mùa", en="In season"),
}
# Links at the foot of each: pages whose text an operator may write anew.
RULES = {
    "/ranking": Sentence("Hàng xếp thế nào", en="How goods are ranked"),
    "/terms": Sentence("Điều khoản", en="Terms"),
    "/privacy": Sentence("Dữ liệu của bạn", en="Your data"),
}
