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
    "of_fairs": Sentence("Phiên chợ · Chợ Phiên", en="Fairs · Chợ Phiên"),
    "of_fairs_at": Sentence("Phiên chợ ở {place} · Chợ Phiên", en="Fairs of {place} · Chợ Phiên"),
    "about_fairs": Sentence(
        "Đặt trước mùa hái của các hộ vùng cao: phiên đang mở và sắp mở.",
        en="Ordered before the harvest of highland households: fairs that are open, and that are coming.",
    ),
    "of_fair": Sentence(
        "Mở {opens}, đóng {closes}. Giao từ {ships}.", en="Opens {opens}, closes {closes}. Sent from {ships}."
    ),
}
