"""Why one may buy, in a few lines; the rules themselves are files (`data/`)."""

from market.language import Sentence

PAGES = {
    "changed": Sentence("Sửa lần cuối: {day}", en="Last changed: {day}"),
    "other_rules": Sentence("Xem thêm", en="More"),
}
TRUST = {
    # What stands on the page of a good.
    "trust_title": Sentence("Nên biết trước khi mua", en="Good to know before you buy"),
    "trust_kept": Sentence(
        "{in_time} trong {of} gói của gian hàng này đến đúng hẹn trong {days} ngày qua.",
        en="{in_time} of {of} parcels of this shop came in time in the last {days} days.",
    ),
    "trust_open": Sentence(
        "Được mở xem hàng trước khi trả tiền. Không đúng thì đừng nhận, bạn không mất gì.",
        en="You may look at the goods before you pay. If they are not right, do not take them: you lose nothing.",
    ),
    "trust_spoilt": Sentence(
        "Mất hay hỏng trên đường: trả lại đủ tiền. Nhận rồi mới thấy hỏng: báo trong {hours} giờ.",
        en="Lost or damaged on the way: all money goes back. Spoilt when you look later: say so within {hours} hours.",
    ),
    "trust_more": Sentence("Nếu hàng hỏng thì làm gì", en="What to do if something is wrong"),
}
