"""What is told of what buyers say of goods."""

from market.language import Sentence

REVIEWS: dict[str, Sentence] = {
    "review_written": Sentence(
        "Chợ Phiên: người mua đơn {number} cho {name} {stars} sao. Vào gian hàng xem và trả lời.",
        en="Cho Phien: the buyer of order {number} gives {name} {stars} stars. Open your shop to read and answer.",
    ),
    "review_answered": Sentence(
        "Chợ Phiên: gian hàng đã trả lời nhận xét của bạn về {name}.",
        en="Cho Phien: the shop has answered your review of {name}.",
    ),
    "review_removed": Sentence(
        "Chợ Phiên: nhận xét về {name}. {says} Không đồng ý, xin nói với bưu cục hoặc xã.",
        en="Cho Phien: the review of {name}. {says} If you disagree, tell the post office or commune.",
    ),
    "review_restored": Sentence(
        "Chợ Phiên: nhận xét về {name} đã được hiện lại.", en="Cho Phien: the review of {name} is shown again."
    ),
}
