"""The words of `/shop/{id}/goods`, and the picture that stands beside each kind and state."""

from market.catalog.rules.categories import CATEGORIES
from market.language import Sentence
from market.web.household.goods.field_words import FIELDS

# A category → its picture; a state of a good → its picture.
PICTURES = {
    **dict.fromkeys(CATEGORIES, "good"),
    "fruit": "good",
    "vegetables": "leaf",
    "rice": "rice",
    "noodles": "noodles",
    "cakes-sweets": "cake",
    "meat": "meat",
    "pickles": "jar",
    "honey-sugar": "honey",
    "oil-spices": "bottle",
    "jelly": "bowl",
    "nuts": "nut",
    "hot-dishes": "pot",
    "tea": "tea",
    "alcohol": "bottle",
    "star-anise": "anise",
    "essential-oils": "drop",
    "herbs": "leaf",
    "textiles": "cloth",
    "basketry": "basket",
    "plants": "flower",
    "sights": "map",
    "homestays": "home",
    "on_sale": "accept",
    "resting": "pause",
    "sold_out": "stock",
    "out_of_season": "calendar",
    "suspended": "warn",
}
STATES = {
    "on_sale": Sentence("Đang bán", en="On sale"),
    "resting": Sentence("Đang nghỉ bán", en="Resting"),
    "sold_out": Sentence("Hết hàng", en="Sold out"),
    "out_of_season": Sentence("Đang bán, trái mùa", en="On sale, out of season"),
    "suspended": Sentence("Bị tạm ngừng", en="Suspended"),
}
# Said alike on several pages.
_SAME = {
    **STATES,
    "left": Sentence("Còn {count}", en="{count} left"),
    "of_unit": Sentence("đ một {unit}", en="đ a {unit}"),
    "sell_out": Sentence("Hết hàng", en="Sold out"),
    "rest": Sentence("Nghỉ bán", en="Rest"),
    "sell_again": Sentence("Bán lại", en="Sell again"),
    "share": Sentence("Gửi cho khách", en="Send to buyers"),
    "back": Sentence("Về danh sách hàng", en="Back to the goods"),
    "back_to_good": Sentence("Về mặt hàng này", en="Back to this good"),
}
GOODS = {
    **_SAME,
    "title": Sentence("Hàng bán", en="Goods"),
    "say": Sentence(
        "Bấm vào một mặt hàng để đổi giá, thêm hàng. Hết thì bấm “Hết hàng”.",
        en="Press a good to change its price or add stock. Press “Sold out” when none is left.",
    ),
    "say_none": Sentence(
        "Bạn chưa có hàng nào. Bấm “Bán thêm hàng” để đăng món đầu tiên.",
        en="There is nothing here yet. Press “Sell another good” to list your first.",
    ),
    "say_closed": Sentence("Gian hàng đã đóng, không bán nữa.", en="The shop is closed and sells no more."),
    "add": Sentence("Bán thêm hàng", en="Sell another good"),
    "add_stock": Sentence("Thêm hàng", en="Add stock"),
    "more": Sentence("Xem thêm", en="See more"),
    "paused": Sentence("Gian hàng đang nghỉ nên chưa ai mua được.", en="The shop rests, so nobody can buy."),
    "shop_suspended": Sentence("Gian hàng đang bị tạm ngừng.", en="The shop is suspended."),
    "shop": Sentence("Gian hàng của bạn", en="Your shop"),
    "shop_hint": Sentence("Tên, giới thiệu, tạm nghỉ, mở lại", en="Its name, what it says, pause and reopen"),
}
NEW = {
    **_SAME,
    **FIELDS,
    "title": Sentence("Bán thêm hàng", en="Sell another good"),
    "say_kind": Sentence("Bấm vào thứ bạn muốn bán.", en="Press what you want to sell."),
    "say": Sentence(
        "Gõ giá và số đang có, rồi bấm “Đăng bán”. Mọi thứ khác đã điền sẵn.",
        en="Type the price and how many there are, then press “Put on sale”. All else is filled in.",
    ),
    "say_other": Sentence(
        "Gõ tên hàng, giá và số đang có, rồi bấm “Đăng bán”.",
        en="Type the name, the price and how many there are, then press “Put on sale”.",
    ),
    "usual_now": Sentence("Đang hay bán", en="Often sold now"),
    "other_kinds": Sentence("Loại hàng khác", en="Other kinds"),
    "something_else": Sentence("Thứ khác: {category}", en="Something else: {category}"),
    "something_hint": Sentence("Bạn tự gõ tên", en="You type its name"),
    "all_kinds": Sentence("Xem mọi loại hàng", en="See all kinds"),
    "usual_pack": Sentence("Thường bán", en="Usually sold"),
    "send": Sentence("Đăng bán", en="Put on sale"),
    "usual": Sentence(
        "Ở {place} đang bán {least_vnd}–{most_vnd} đ một {pack}.",
        en="In {place} a {pack} is sold at {least_vnd}–{most_vnd} đ.",
    ),
    "usual_one": Sentence(
        "Ở {place} đang bán khoảng {least_vnd} đ một {pack}.", en="In {place} a {pack} is sold at about {least_vnd} đ."
    ),
}
GOOD = {
    **_SAME,
    **FIELDS,
    "title": Sentence("{name}", en="{name}"),
    "say_on_sale": Sentence(
        "Đang bán. Đổi giá hay số còn lại ở đây.", en="On sale. Change the price or the stock here."
    ),
    "say_resting": Sentence(
        "Đang nghỉ bán, chưa ai mua được. Bấm “Bán lại” khi có hàng.",
        en="Resting: nobody can buy it. Press “Sell again” when you like.",
    ),
    "say_sold_out": Sentence("Hết hàng. Có hàng mới thì bấm “Thêm”.", en="Sold out. Press “Add” when there is more."),
    "say_out_of_season": Sentence(
        "Đang bán, nhưng trái mùa. Sửa mùa hoặc cho nghỉ bán.",
        en="On sale, but out of season. Change its season, or let it rest.",
    ),
    "say_suspended": Sentence(
        "Mặt hàng này bị người quản trị tạm ngừng. Xem lý do bên dưới.",
        en="An operator has suspended this good. See why below.",
    ),
    "price_now": Sentence("Giá bây giờ", en="Price now"),
    "new_price": Sentence("Giá mới (đồng)", en="New price (đồng)"),
    "set_price": Sentence("Đổi giá", en="Change the price"),
    "code": Sentence("Mã 6 số gửi tới máy của hộ", en="The six digits sent to the household's phone"),
    "code_why": Sentence(
        "Giá đổi quá nửa nên cần hộ đồng ý. Gửi mã tới máy của hộ, rồi gõ mã hộ đọc cho.",
        en="The price moves by more than half, so the household has to agree. Have a code sent to it, and type it.",
    ),
    "send_code": Sentence("Gửi mã tới máy của hộ", en="Send a code to the household's phone"),
    "stock_now": Sentence("Số còn lại", en="What is left"),
    "one_more": Sentence("Thêm 1", en="Add 1"),
    "ten_more": Sentence("Thêm 10", en="Add 10"),
    "one_less": Sentence("Bớt 1", en="Take 1"),
    "other_number": Sentence("Số khác", en="Another number"),
    "packs": Sentence("Bao nhiêu {unit}?", en="How many {unit}?"),
    "reason": Sentence("Vì sao?", en="Why?"),
    "harvest": Sentence("Có thêm hàng mới", en="There is more"),
    "returned": Sentence("Khách trả lại, cất vào", en="A buyer returned it"),
    "sold_elsewhere": Sentence("Đã bán ở chỗ khác", en="Sold elsewhere"),
    "spoiled": Sentence("Bị hỏng", en="Spoiled"),
    "correction": Sentence("Đếm lại: còn đúng chừng này", en="Counted anew: so many are left"),
    "record": Sentence("Ghi lại", en="Write it down"),
    "looked_at": Sentence("Khách xem hàng này", en="Who looked at it"),
    "other_things": Sentence("Việc khác", en="Other things"),
    "photos": Sentence("Ảnh", en="Photos"),
    "photos_none": Sentence("Chưa có ảnh. Hàng có ảnh dễ bán hơn.", en="No photo yet. Goods with a photo sell better."),
    "photos_some": Sentence("Có {count} ảnh", en="{count} photos"),
    "details": Sentence("Tên, mùa, đóng gói, giới thiệu", en="Name, season, pack, description"),
    "share_hint": Sentence("Lời, liên kết, ảnh, tờ dán ở sạp", en="Words, link, picture, a paper for your stall"),
    "certificate": Sentence("Giấy chứng nhận OCOP", en="OCOP certificate"),
    "certificate_declared": Sentence("Đang chờ cán bộ xem", en="An officer has yet to look"),
    "certificate_verified": Sentence("{stars} sao, cán bộ đã xác nhận", en="{stars} stars, confirmed"),
    "certificate_refused": Sentence("Chưa được xác nhận, xem vì sao", en="Not confirmed, see why"),
    "certificate_expired": Sentence("Đã hết hạn", en="Has expired"),
    "certificate_none": Sentence("Nếu mặt hàng có sao OCOP", en="If the good has OCOP stars"),
    "remove": Sentence("Xóa mặt hàng này", en="Delete this good"),
    "remove_hint": Sentence("Chỉ khi chưa ai mua", en="Only if nobody has bought it"),
    "why_suspended": Sentence("Lý do: {reason}", en="Reason: {reason}"),
}
EDIT = {
    **_SAME,
    **FIELDS,
    "title": Sentence("Sửa mặt hàng", en="Change the good"),
    "say": Sentence("Sửa chỗ nào cần, rồi bấm “Lưu”.", en="Change what you like, then press “Save”."),
    "save": Sentence("Lưu", en="Save"),
    "changed_meanwhile": Sentence("Những chỗ khác với bây giờ:", en="What differs from now:"),
}
REMOVE = {
    **_SAME,
    "title": Sentence("Xóa {name}?", en="Delete {name}?"),
    "say": Sentence(
        "Xóa là mất hẳn, cả ảnh. Chỉ muốn ngừng một thời gian thì bấm “Nghỉ bán”.",
        en="Deleted is gone for good, with its photos. To stop for a while press “Rest”.",
    ),
    "remove": Sentence("Xóa hẳn", en="Delete for good"),
}
DONE = {
    "listed": Sentence("Đã đăng bán.", en="It is on sale."),
    "priced": Sentence("Đã đổi giá.", en="The price is changed."),
    "stocked": Sentence("Đã ghi số còn lại.", en="The stock is written down."),
    "sold-out": Sentence("Đã ghi hết hàng. Chưa ai mua được cho đến khi bạn thêm.", en="Written down as sold out."),
    "resting": Sentence("Đã cho nghỉ bán.", en="It rests."),
    "selling": Sentence("Đã bán lại.", en="It is on sale again."),
    "changed": Sentence("Đã lưu.", en="Saved."),
    "removed": Sentence("Đã xóa.", en="Deleted."),
    "code-sent": Sentence(
        "Đã gửi mã tới máy của hộ. Gõ mã hộ đọc cho bạn, rồi bấm “Đổi giá”.",
        en="A code is on its way to the household. Type what they read to you, then press “Change the price”.",
    ),
}
NO_PRICE = Sentence("Gõ giá, ví dụ 45.000.", en="Type a price, such as 45.000.")
NOT_NONE = Sentence("Gõ số từ 1 trở lên, ví dụ 5.", en="Type 1 or more, such as 5.")
NOT_REMOVED = Sentence(
    "Mặt hàng này đã có người mua nên không xóa được. Xin bấm “Nghỉ bán” thay vì xóa.",
    en="Somebody has bought this, so it cannot be deleted. Please let it rest instead.",
)


def category_name(slug: str) -> Sentence:
    return Sentence(CATEGORIES[slug]["name_vi"], en=CATEGORIES[slug]["name_en"])
