"""What buyers said, in words."""

from market.language import Sentence

REVIEWS = {
    "title": Sentence("Người mua nói về {name}", en="What buyers say of {name}"),
    "say": Sentence(
        "Lời của người đã mua và nhận hàng, mới nhất ở trên.", en="From people who bought it and have it, newest first."
    ),
    "say_none": Sentence(
        "Chưa ai nhận xét. Chỉ người đã mua và nhận hàng mới viết được.",
        en="Nobody has said anything yet. Only who bought it and has it can.",
    ),
    "said": Sentence("Người mua nói gì", en="What buyers say"),
    "all": Sentence("Xem tất cả nhận xét", en="All that was said"),
    "more": Sentence("Xem thêm", en="More"),
    "back": Sentence("Về {name}", en="Back to {name}"),
    "buyer": Sentence("Người mua ở {province}", en="A buyer in {province}"),
    "changed": Sentence("đã sửa", en="changed"),
    "answer": Sentence("Nhà bán trả lời", en="The household answers"),
    "photo_of_buyer": Sentence("Ảnh {n} người mua gửi", en="Photo {n} of the buyer"),
    "report": Sentence("Báo lời này không ổn", en="Something is wrong with this"),
    "how": Sentence(
        "Sao được cân với mức thường thấy của loại hàng này trong tỉnh, để vài lời đầu không nâng hay dìm quá.",
        en="Stars are weighed against what is usual of such goods here, so that a few voices do not decide.",
    ),
}
# Of three buyers and more; of fewer they are only counted.
STARS = Sentence("★ {stars} sao · {n} người mua", en="★ {stars} stars · {n} buyers")
FEW = Sentence("{n} người mua đã nhận xét", en="{n} buyers have said something")
GIVEN = Sentence("{n} sao", en="{n} stars")
ONE = Sentence("1 sao", en="1 star")
REPORT = {
    "title": Sentence("Báo nhận xét không ổn", en="Something is wrong with a review"),
    "say": Sentence(
        "Chọn điều không ổn rồi bấm “Báo”. Cán bộ nơi này sẽ xem; không ai biết bạn báo.",
        en="Choose what is wrong, then press “Report”. An officer looks at it; nobody learns who asked.",
    ),
    "why": Sentence("Có gì không ổn?", en="What is wrong?"),
    "words": Sentence("Nói rõ hơn (không bắt buộc)", en="Say more, if you like"),
    "send": Sentence("Báo", en="Report"),
    "back": Sentence("Thôi, quay lại", en="Leave it, and go back"),
}
# What people may name, and offices decide by.
WRONG = {
    "personal_data": Sentence(
        "Có số điện thoại, địa chỉ hoặc mặt người khác", en="It shows somebody's phone, address or face"
    ),
    "insult": Sentence("Có lời xúc phạm", en="It insults somebody"),
    "not_about_goods": Sentence("Không nói về hàng đã mua", en="It is not about the goods"),
    "advertising": Sentence("Quảng cáo hàng khác", en="It advertises something else"),
    "not_honest": Sentence(
        "Người viết bán hàng giúp gian này, hoặc được trả công", en="Its writer sells for this shop, or was paid"
    ),
    "unlawful": Sentence("Cơ quan có thẩm quyền kết luận là trái luật", en="An authority found it against the law"),
}
DONE = {"reported": Sentence("Đã báo. Cán bộ sẽ xem.", en="Reported. An officer will look at it.")}
