"""The words of the pages of communes, Vietnamese first."""

from market.language import Sentence

COMMUNE = {
    "all_title": Sentence("Các xã có hàng", en="Communes that sell"),
    "all_say": Sentence("Bấm vào xã bạn muốn xem.", en="Press the commune that you want to see."),
    "all_none": Sentence("Chưa xã nào có hàng.", en="No commune has goods yet."),
    "title": Sentence("{commune}, {province}", en="{commune}, {province}"),
    "say": Sentence(
        "Có {count} món của các nhà ở đây. Bấm vào món bạn muốn xem.",
        en="{count} goods of households here. Press the one you want to see.",
    ),
    "say_none": Sentence(
        "Chưa nhà nào ở đây bán hàng. Xin xem các xã khác.", en="Nobody here sells yet. Please look at other communes."
    ),
    "fairs": Sentence("Phiên chợ ở đây", en="Fairs here"),
    "news": Sentence("Tin phiên chợ ở đây (RSS)", en="News of fairs here (RSS)"),
    "nearest": Sentence("Mọi hàng, gần đây trước", en="All goods, those near here first"),
    "others": Sentence("Xem các xã khác", en="Other communes"),
    "formerly": Sentence("Trước đây là: {names}", en="Formerly: {names}"),
    "shops": Sentence("Các nhà bán hàng", en="Who sells"),
    "all_shops": Sentence("Mọi gian hàng trong xã", en="All shops of the commune"),
    "shops_title": Sentence("Các nhà bán hàng ở {commune}", en="Who sells in {commune}"),
    "shops_say": Sentence("Bấm vào gian hàng bạn muốn xem.", en="Press the shop that you want to see."),
    "shops_none": Sentence("Ở đây chưa có gian hàng.", en="There are no shops here yet."),
    "more_shops": Sentence("Xem thêm gian hàng", en="More shops"),
    "now_many": Sentence("Xã này nay đã chia", en="This commune was divided"),
    "now_many_say": Sentence(
        "Từ ngày 1/7/2025 xã này thuộc các xã dưới đây. Bấm vào một xã.",
        en="Since 1 July 2025 it belongs to the communes below. Press one.",
    ),
    "paused": Sentence("Đang nghỉ", en="On holiday"),
}
