"""What stands at the two addresses that everybody tries first, for programs and for people."""

from typing import NamedTuple

from market.accounts.rules import RoleName
from market.language import Sentence

ABOUT = Sentence(
    "Chợ Phiên: chợ của các hộ vùng cao. Đây là chỗ cho chương trình; người xem hàng theo mã vận đơn ở /t.",
    en="Chợ Phiên: a marketplace of highland households. Programs are served here; parcels are followed at /t.",
)
# Rel → where, and what is there.
LINKS = {
    "service-desc": ("/openapi.json", Sentence("Mô tả giao diện (OpenAPI 3.1)", en="The contract (OpenAPI 3.1)")),
    "service-doc": ("/docs", Sentence("Hướng dẫn từng lệnh gọi", en="Every call, described")),
    "search": ("/api/v1/search?q=na", Sentence("Tìm hàng, gõ có dấu hay không", en="Search, with accents or without")),
    "categories": ("/api/v1/categories", Sentence("Các loại hàng", en="Categories of goods")),
    "shops": ("/api/v1/shops", Sentence("Các gian hàng", en="Shops")),
    "places": ("/api/v1/places?q=chi+lang", Sentence("Tỉnh, xã theo tên", en="Provinces and communes by name")),
    "figures": ("/figures", Sentence("Số liệu của chợ, cho người xem", en="The market's figures, as a page")),
    "tracking": ("/t", Sentence("Theo dõi bưu gửi, cho người xem", en="Follow a parcel, as a page")),
}


class Door(NamedTuple):
    """A way in: whoever holds one of `roles` is shown it first, and where it `is_theirs` lets nobody else in.

    `is_work`: their day begins there.
    """

    path: str
    picture: str
    word: Sentence
    hint: Sentence
    roles: tuple[RoleName, ...] = ()
    is_theirs: bool = True
    is_work: bool = True


DOORS = (
    Door(
        "/shop",
        "market",
        Sentence("Gian hàng của tôi", en="My shop"),
        Sentence("Đơn cần nhận, hàng bán, tiền của nhà mình", en="Orders to accept, goods, and what is yours"),
        (RoleName.SELLER,),
        is_theirs=False,  # who has none may open one
    ),
    Door(
        "/office",
        "check",
        Sentence("Việc của cán bộ", en="An officer's day"),
        Sentence("Giấy chờ xem, hộ cần thăm, chỉ tiêu", en="Papers to look at, whom to visit, targets"),
        (RoleName.OFFICER, RoleName.OPERATOR),
    ),
    Door(
        "/counter",
        "post",
        Sentence("Quầy bưu cục", en="The counter"),
        Sentence("Nhận, chuyển, phát gói hàng; quỹ và trả tiền", en="Take in, send on, deliver; till and paying out"),
        (RoleName.CLERK, RoleName.COURIER),
    ),
    Door(
        "/team",
        "people",
        Sentence("Việc của tổ công nghệ số", en="The team's work"),
        Sentence("Hộ nào cần giúp, mở hộ mới, nhập danh sách", en="Who needs help, open a household, lists"),
        (RoleName.TEAM_MEMBER,),
    ),
    Door(
        "/orders",
        "basket",
        Sentence("Đơn của tôi", en="My orders"),
        Sentence("Hàng đang ở đâu, trả tiền, mua lại", en="Where it is, paying, buying again"),
        (RoleName.BUYER,),
        is_work=False,
    ),
    Door(
        "/t",
        "pack",
        Sentence("Bưu kiện của tôi ở đâu?", en="Where is my parcel?"),
        Sentence("Gõ mã 13 chữ và số trên phiếu gửi", en="Type the 13 letters and digits of the label"),
    ),
    Door(
        "/figures",
        "chart",
        Sentence("Số liệu của chợ", en="Figures of the market"),
        Sentence("Bán được gì, nơi nào cần giúp; cán bộ thấy đủ", en="What sells, where help is needed"),
        (RoleName.OFFICER, RoleName.OPERATOR),
        is_theirs=False,
    ),
    Door(
        "/docs",
        "code",
        Sentence("Dành cho người viết chương trình", en="For those who write programs"),
        Sentence("Mọi lệnh gọi, có ví dụ", en="Every call, with examples"),
    ),
)
FRONT = {
    "title": Sentence("Chợ của các hộ vùng cao", en="The market of highland households"),
    "say": Sentence(
        "Gõ tên món bạn muốn mua ở ô trên, hoặc bấm vào một món dưới đây. Các hộ bán nông sản của nhà mình, gửi bằng "
        "bưu điện.",
        en="Type what you want above, or press a good below. Households sell what they grow, and send it by post.",
    ),
    "say_signed_in": Sentence(
        "Chào {name}. Bấm vào việc của bạn, hoặc món bạn muốn mua.",
        en="Hello {name}. Press your work, or what you would like to buy.",
    ),
    "say_buyer": Sentence(
        "Chào {name}. Gõ tên món bạn muốn mua, hoặc bấm vào một món dưới đây.",
        en="Hello {name}. Type what you would like, or press a good below.",
    ),
    "sign_in_hint": Sentence("Bằng số điện thoại, không cần mật khẩu", en="By your phone number, without a password"),
    "yours": Sentence("Của bạn", en="Yours"),
    "fairs": Sentence("Phiên chợ: đặt trước mùa hái", en="Fairs: ordered before the harvest"),
    "all_fairs": Sentence("Mọi phiên chợ", en="All fairs"),
    "ripe": Sentence("Tháng {month} đang có", en="In season this month"),
    "near": Sentence("Gần bạn: {place}", en="Near you: {place}"),
    "certified": Sentence("Được chứng nhận OCOP", en="OCOP certified"),
    "newest": Sentence("Hàng mới", en="New"),
    "more": Sentence("Xem thêm: {head}", en="More: {head}"),
    "communes": Sentence("Hàng của từng xã", en="Goods by commune"),
    "all_communes": Sentence("Mọi xã có hàng", en="All communes"),
    "others": Sentence("Không phải để mua?", en="Not here to buy?"),
}
