"""The words of a good's page, Vietnamese first."""

from market.language import Sentence

GOOD = {
    "say": Sentence(
        "{name}: {price_vnd} đ một {of}, {stock}. Chọn số lượng rồi bấm “Cho vào giỏ”.",
        en="{name}: {price_vnd} đ for {of}, {stock}. Choose how many, then press “Into the basket”.",
    ),
    "say_fair": Sentence(
        "{name}: {price_vnd} đ một {of}, {stock}. Đặt trước tại {fair} đến {closes}; giao từ {day}. Bấm “Cho vào giỏ”.",
        en="{name}: {price_vnd} đ for {of}, {stock}. Ordered ahead at {fair}, until {closes}; sent from {day}. Press "
        "“Into the basket”.",
    ),
    "say_fair_soon": Sentence(
        "{name}: {price_vnd} đ một {of}. Đặt được khi {fair} mở, lúc {opens}; giao từ {day}.",
        en="{name}: {price_vnd} đ for {of}. It can be ordered once {fair} opens, at {opens}; sent from {day}.",
    ),
    "say_fair_over": Sentence(
        "{name}: {fair} đã đóng, không đặt thêm được. Xin xem món giống của nhà khác ở dưới.",
        en="{name}: {fair} has closed, no more can be ordered. See what others sell below.",
    ),
    "say_out": Sentence(
        "{name} đang hết hàng. Xin xem món giống của nhà khác ở dưới.",
        en="{name} is sold out. See what others sell below.",
    ),
    "say_shut": Sentence(
        "{name}: nhà bán đang nghỉ, chưa nhận đơn. Xin xem món giống của nhà khác ở dưới.",
        en="{name}: the household is on holiday and takes no orders. See who else sells it below.",
    ),
    "say_hidden": Sentence(
        "{name} đang không bán cho người mua; chỉ người của gian hàng thấy trang này.",
        en="{name} is not for sale now; only the shop's people see this page.",
    ),
    "left": Sentence("còn {count} {unit}", en="{count} left"),
    "plenty": Sentence("còn nhiều", en="plenty left"),
    "none_left": Sentence("hết hàng", en="sold out"),
    "one": Sentence("/ {of}", en="/ {of}"),
    "photo": Sentence("Ảnh {n}: {name}", en="Photo {n}: {name}"),
    "how_many": Sentence("Số lượng ({of})", en="How many ({of})"),
    "put": Sentence("Cho vào giỏ", en="Into the basket"),
    "adults": Sentence("Chỉ bán cho người từ 18 tuổi.", en="Sold only to buyers of 18 and over."),
    "not_sent": Sentence(
        "Món này không gửi bưu điện: đến lấy hoặc dùng tại chỗ, chọn nơi lấy khi đặt.",
        en="This does not go by post: fetch it or have it on the spot; choose where when you order.",
    ),
    "delivery": Sentence("Gửi đến {place}", en="To {place}"),
    "delivery_cost": Sentence(
        "Phí gửi {fee_vnd} đ. Trả tiền khi nhận thì thêm {cash_vnd} đ.",
        en="Postage {fee_vnd} đ. Paying at the door: {cash_vnd} đ more.",
    ),
    "days": Sentence("Đến nơi sau {least}–{most} ngày.", en="Arrives in {least}–{most} days."),
    "days_one": Sentence("Đến nơi sau {least} ngày.", en="Arrives in {least} days."),
    "other_place": Sentence("Gửi đến nơi khác", en="Send it elsewhere"),
    "whereto": Sentence("Gửi đến đâu? Xem phí và ngày đến", en="Where to? See postage and days"),
    "certificate": Sentence("Chứng nhận OCOP {stars} sao", en="OCOP certificate, {stars} stars"),
    "certificate_no": Sentence("Số {number}", en="Number {number}"),
    "certificate_end": Sentence("Hết hạn ngày {day}", en="Ends on {day}"),
    "season": Sentence("Mùa: tháng {from_month} đến tháng {to_month}", en="Season: month {from_month} to {to_month}"),
    "season_one": Sentence("Mùa: tháng {from_month}", en="Season: month {from_month}"),
    "season_now": Sentence("đang mùa", en="in season now"),
    "season_not": Sentence("chưa đến mùa", en="not in season now"),
    "keeps": Sentence("Để được {days} ngày", en="Keeps {days} days"),
    "weighs": Sentence("Nặng cả bao bì {weight}", en="Weighs {weight} with its packing"),
    "other_names": Sentence("Còn gọi là: {names}", en="Also called: {names}"),
    "facts": Sentence("Về món này", en="About this"),
    "maker": Sentence("Nhà làm ra", en="Who made it"),
    "same": Sentence("Món giống của nhà khác", en="Alike, from other households"),
}
