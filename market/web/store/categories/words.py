"""The words of the pages of categories, Vietnamese first."""

from market.language import Sentence

CATEGORY = {
    "all_title": Sentence("Các loại hàng", en="Kinds of goods"),
    "all_say": Sentence("Bấm vào loại hàng bạn muốn xem.", en="Press the kind of goods that you want to see."),
    "say": Sentence("Có {count} món. Bấm vào món bạn muốn xem.", en="{count} goods. Press the one you want to see."),
    "say_none": Sentence(
        "Hiện chưa nhà nào bán loại này. Xin xem loại khác.", en="Nobody sells this now. Please look at another kind."
    ),
    "within": Sentence("Trong loại này", en="Within this kind"),
    "by_commune": Sentence("Xã nào bán", en="Which communes sell it"),
    "narrow": Sentence("Lọc và xếp", en="Filter and sort"),
}
