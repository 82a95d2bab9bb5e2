"""What the fields of a good are called, wherever it is written."""

from market.language import Sentence

FIELDS = {
    "name": Sentence("Tên hàng", en="Name"),
    "name_hint": Sentence("Ví dụ: Na Chi Lăng", en="Such as: Na Chi Lăng"),
    "category": Sentence("Loại hàng", en="Kind"),
    "price": Sentence("Giá một {unit} (đồng)", en="Price of one {unit} (đồng)"),
    "price_plain": Sentence("Giá một gói (đồng)", en="Price of one pack (đồng)"),
    "price_hint": Sentence("Ví dụ 45.000", en="Such as 45.000"),
    "stock": Sentence("Đang có mấy {unit}?", en="How many {unit} are there?"),
    "stock_plain": Sentence("Đang có mấy gói?", en="How many packs are there?"),
    "unit": Sentence("Đơn vị bán", en="Sold by the"),
    "unit_hint": Sentence("hộp, túi, chai, bó, con…", en="hộp (box), túi (bag), chai (bottle)…"),
    "pack": Sentence("Trong một gói có", en="What is in one"),
    "pack_hint": Sentence("Ví dụ: 1 kg, 10 chiếc", en="Such as: 1 kg, 10 chiếc"),
    "weight": Sentence("Cân nặng cả bao bì (gam)", en="Weight with its wrapping (grams)"),
    "shelf_life": Sentence("Để được mấy ngày", en="How many days it keeps"),
    "if_any": Sentence("Không biết thì để trống.", en="Leave it empty if you do not know."),
    "from_month": Sentence("Mùa bán: từ tháng", en="Season: from month"),
    "to_month": Sentence("đến tháng", en="to month"),
    "season_hint": Sentence("Bán quanh năm thì để trống.", en="Leave it empty if it is sold all year."),
    "description": Sentence("Giới thiệu", en="What it is like"),
    "description_hint": Sentence(
        "Trồng ở đâu, ngon thế nào, giữ ra sao", en="Where it grows, its taste, how to keep it"
    ),
    "also_known_as": Sentence("Tên gọi khác", en="Other names"),
    "also_hint": Sentence(
        "Cách nhau bằng dấu phẩy: na dai, mãng cầu ta", en="With commas between: na dai, mãng cầu ta"
    ),
    "name_en": Sentence("Tên tiếng Anh", en="English name"),
    "name_tay": Sentence("Tên tiếng Tày", en="Tày name"),
    "name_nung": Sentence("Tên tiếng Nùng", en="Nùng name"),
    "by_post": Sentence("Gửi bưu điện được không?", en="Can the post carry it?"),
    "by_post_yes": Sentence("Gửi bưu điện được", en="The post carries it"),
    "by_post_no": Sentence("Không gửi được, người mua đến lấy", en="Buyers fetch it"),
    "fragile": Sentence("Có dễ dập, dễ vỡ không?", en="Does it break or bruise?"),
    "fragile_yes": Sentence("Dễ vỡ, xin nhẹ tay", en="It does, handle with care"),
    "fragile_no": Sentence("Không", en="No"),
    "length": Sentence("Gói dài (cm)", en="Length of the pack (cm)"),
    "width": Sentence("rộng (cm)", en="width (cm)"),
    "height": Sentence("cao (cm)", en="height (cm)"),
    "more_fields": Sentence("Sửa thêm", en="Change more"),
    "weighs": Sentence("nặng {weight_g} g cả bao bì", en="weighs {weight_g} g wrapped"),
    "keeps": Sentence("để được {days} ngày", en="keeps {days} days"),
    "months": Sentence("mùa tháng {begin}–{end}", en="in season in months {begin}–{end}"),
    "all_year": Sentence("bán quanh năm", en="sold all year"),
    "now_is": Sentence("Bây giờ là: {value}", en="It is now: {value}"),
    "nothing": Sentence("trống", en="empty"),
}
