"""The words of search, Vietnamese first."""

from market.language import Sentence
from market.search.engines.interface import Sort

SEARCH = {
    "title": Sentence("Tất cả hàng", en="All goods"),
    "title_again": Sentence("Tìm hàng", en="Search"),
    "title_of": Sentence("Tìm “{q}”", en="Search for “{q}”"),
    "say": Sentence("Có {count} món. Bấm vào món bạn muốn xem.", en="{count} goods. Press the one you want to see."),
    "say_none": Sentence(
        "Chưa có món nào như vậy. Xin thử một cách dưới đây.", en="There is nothing like it. Please try a way below."
    ),
    "say_again": Sentence(
        "Có chỗ chưa đúng. Xin sửa rồi bấm “Lọc”.", en="Something is not right. Mend it, then press “Filter”."
    ),
    "choose_place": Sentence("Chọn xã, phường", en="Choose a commune"),
    "chosen": Sentence("Đang lọc theo", en="Chosen"),
    "take_off": Sentence("bỏ: {what}", en="take off: {what}"),
    "meant": Sentence("Hiểu là “{meant}”", en="Understood as “{meant}”"),
    "left_out": Sentence("Không có đúng món này. Đã bỏ chữ: {words}.", en="Not quite this. Left out: {words}."),
    "read_as": Sentence("Hiểu theo lời bạn gõ", en="Read out of your words"),
    "nobody": Sentence("Chưa ai bán {good}.", en="Nobody sells {good} yet."),
    "ripe_then": Sentence("Mùa từ tháng {first} đến tháng {last}.", en="In season from month {first} to {last}."),
    "sold_before": Sentence(
        "{shop} đã bán {good} tháng {month}. Xem gian hàng.", en="{shop} sold {good} in {month}. See the shop."
    ),
    "near_by": Sentence("Xem {category}", en="See {category}"),
    "instead": Sentence("Đang có bán", en="On sale now"),
    "none_shorter": Sentence("Gõ ít chữ hơn, ví dụ “na” thay cho “na dai Chi Lăng”.", en="Type fewer words."),
    "none_wider": Sentence("Bỏ hết các điều kiện lọc", en="Take all filters off"),
    "narrow": Sentence("Lọc và xếp", en="Filter and sort"),
    "filter": Sentence("Lọc", en="Filter"),
    "q": Sentence("Tìm gì", en="What"),
    "category": Sentence("Loại hàng", en="Kind of goods"),
    "province_code": Sentence("Tỉnh, thành", en="Province"),
    "commune_code": Sentence("Xã, phường", en="Commune"),
    "ocop_stars": Sentence("Chứng nhận OCOP", en="OCOP certificate"),
    "min_price_vnd": Sentence("Giá từ (đồng)", en="Price from (đồng)"),
    "max_price_vnd": Sentence("Giá đến (đồng)", en="Price to (đồng)"),
    "in_stock": Sentence("Chỉ hàng còn bán ngay", en="Only what is in stock"),
    "in_season": Sentence("Chỉ hàng đang mùa", en="Only what is in season"),
    "sort": Sentence("Xếp theo", en="Sort by"),
    "any": Sentence("Không lọc", en="Any"),
    "by_category": Sentence("Theo loại hàng", en="By kind"),
    "by_commune": Sentence("Theo xã", en="By commune"),
    "by_stars": Sentence("Theo chứng nhận", en="By certificate"),
    "by_district": Sentence("Theo huyện cũ", en="By former district"),
    "by_price": Sentence("Theo giá", en="By price"),
    "one_good": Sentence("Một món", en="One good"),
    "ripe_in": Sentence("Chín tháng {month}", en="Ripe in month {month}"),
    "month": Sentence("Chín vào tháng", en="Ripe in month"),
    "to_kg": Sentence("đến {sum_vnd} đ/kg", en="up to {sum_vnd} đ/kg"),
    "max_price_per_kg_vnd": Sentence("Giá mỗi ký đến (đồng)", en="Price a kilogram to (đồng)"),
    "ships_by_post": Sentence("Chỉ hàng gửi bưu điện được", en="Only what is sent by post"),
    "grouped": Sentence("Gộp theo món", en="One line a good"),
    "group_them": Sentence("Gộp các nhà bán cùng một món", en="The same good of many shops once"),
    "one_shop": Sentence("Một gian hàng", en="One shop"),
    "from": Sentence("từ {sum_vnd} đ", en="from {sum_vnd} đ"),
    "to": Sentence("đến {sum_vnd} đ", en="up to {sum_vnd} đ"),
}
YES_NO = {
    ("ships_by_post", True): Sentence("Gửi bưu điện được", en="Sent by post"),
    ("ships_by_post", False): Sentence("Không gửi bưu điện", en="Not sent by post"),
    ("certified", True): Sentence("Có chứng nhận OCOP", en="OCOP certified"),
    ("certified", False): Sentence("Chưa có chứng nhận", en="Not certified"),
    ("literal", True): Sentence("Tìm đúng từng chữ", en="Word for word"),
    ("in_stock", True): Sentence("Còn hàng", en="In stock"),
    ("in_stock", False): Sentence("Hết hàng", en="Sold out"),
    ("in_season", True): Sentence("Đang mùa", en="In season"),
    ("in_season", False): Sentence("Trái mùa", en="Out of season"),
}
SORTS = {
    Sort.RELEVANCE: Sentence("Hợp nhất trước", en="Best match first"),
    Sort.CHEAPEST: Sentence("Rẻ trước", en="Cheapest first"),
    Sort.DEAREST: Sentence("Đắt trước", en="Dearest first"),
    Sort.PER_KG: Sentence("Rẻ theo ký trước", en="Cheapest by the kilogram first"),
    Sort.BEST_SELLING: Sentence("Bán chạy trước", en="Best-selling first"),
    Sort.NEAREST: Sentence("Gần trước", en="Nearest first"),
    Sort.NEWEST: Sentence("Mới trước", en="Newest first"),
}
