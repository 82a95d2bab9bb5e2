"""The words of `/deliver-to`."""

from market.language import Sentence

DELIVER_TO = {
    "title": Sentence("Gửi hàng về đâu?", en="Where should it go?"),
    "say": Sentence(
        "Gõ tên xã hay phường của bạn rồi bấm “Tìm”. Tên cũ, tên không dấu đều được.",
        en="Type the name of your commune or ward, then press “Find”. Old names do as well, with accents or without.",
    ),
    "say_found": Sentence(
        "Bấm vào xã hay phường của bạn: chúng tôi tính tiền gửi và số ngày đến đó.",
        en="Press your commune or ward: we tell what sending there costs and how long it takes.",
    ),
    "say_none": Sentence(
        "Chưa tìm thấy nơi nào tên như vậy. Gõ tên xã cũ, hoặc chỉ tên huyện, tên tỉnh.",
        en="No such place was found. Type the old name of the commune, or only that of its district or province.",
    ),
    "name": Sentence("Tên xã, phường", en="Commune or ward"),
    "name_hint": Sentence("Ví dụ: chi lang, hoặc Cửa Nam, Hà Nội", en="Such as: chi lang, or Cửa Nam, Hà Nội"),
    "now": Sentence("Đang gửi về: {place}", en="It goes to {place} now"),
    "formerly": Sentence("trước là {names}", en="formerly {names}"),
    "more": Sentence("Xem thêm", en="More"),
    "back": Sentence("Quay lại", en="Back"),
}
