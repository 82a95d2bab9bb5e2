"""The words of the demo's doors, Vietnamese first."""

from market.language import Sentence

DOOR = {
    "title": Sentence("Vào thử", en="Try it"),
    "say": Sentence(
        "Bấm nút để vào thử với tư cách {name}, {role}. Người này là người bịa, không có ai bị ảnh hưởng.",
        en="Press the button to be {name}, {role}, for a while. This person is invented: nobody comes to harm.",
    ),
    "enter": Sentence("Vào với tư cách {name}", en="Be {name}"),
    "doors": Sentence("Vào thử với tư cách …", en="Try it as …"),
    "only_here": Sentence(
        "Chỉ bản dùng thử mới có. Ai cũng là người bịa; bấm một lần là vào trang của người ấy.",
        en="Only the demo has this. All are invented; one press leads you to their page.",
    ),
}
