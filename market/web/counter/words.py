"""What stands on each page of the counter."""

from market.language import Sentence

COUNTER = {
    "back_to_counter": Sentence("Về quầy", en="To the counter"),
    "number": Sentence("Mã trên gói hàng", en="Number on the parcel"),
    "number_hint": Sentence(
        "Quét, dán hoặc gõ: mã vận đơn, mã đơn, hoặc số điện thoại người nhận",
        en="Scan, paste or type: tracking number, order number, or the receiver's phone",
    ),
    "find": Sentence("Tìm", en="Find"),
    "more": Sentence("Xem thêm", en="Show more"),
    "other_things": Sentence("Việc khác", en="Other things"),
    "collect": Sentence("Thu {cod_vnd} đ", en="Collect {cod_vnd} đ"),
    "collect_nothing": Sentence("Không thu tiền", en="Nothing to collect"),
}
