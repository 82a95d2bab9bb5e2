"""What feeds say of themselves. They are read by machines and by readers of feeds, in Vietnamese."""

from market.language import Sentence

FEED = {
    "title": Sentence("Chợ Phiên: hàng của các hộ vùng cao", en="Chợ Phiên: goods of highland households"),
    "about": Sentence(
        "Nông sản và đồ làm tay, mua thẳng của từng hộ, gửi bằng bưu điện.",
        en="What highland households grow and make, sent by post.",
    ),
    "of_commune": Sentence("Hàng mới ở {commune} · Chợ Phiên", en="New goods of {commune} · Chợ Phiên"),
    "about_commune": Sentence(
        "Hàng mới bày bán của các hộ ở {commune}, {province}.", en="What households of {commune}, {province} now sell."
    ),
}
