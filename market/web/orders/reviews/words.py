"""The words with which a buyer speaks of goods."""

from market.language import Sentence
from market.web.household.goods.photos.words import NO_PHOTO, PHOTOS

__all__ = ["DONE", "NO_PHOTO", "REVIEW", "STARS"]
REVIEW = {
    **{name: PHOTOS[name] for name in ("take", "choose", "choose_hint", "send", "nth", "remove")},
    "title": Sentence("Nhận xét {name}", en="Your review of {name}"),
    "say": Sentence(
        "Chọn số sao, viết vài chữ nếu muốn, rồi bấm “Gửi nhận xét”.",
        en="Choose the stars, write some words if you like, then press “Send”.",
    ),
    "say_again": Sentence(
        "Đây là lời bạn đã viết. Sửa rồi bấm “Gửi nhận xét”, hoặc gửi thêm ảnh.",
        en="This is what you wrote. Change it and press “Send”, or add a photo.",
    ),
    "say_early": Sentence("Nhận được hàng rồi mới nhận xét được.", en="You can review it once it has arrived."),
    "say_late": Sentence("Đã quá 90 ngày, không nhận xét được nữa.", en="The 90 days for a review are over."),
    "say_removed": Sentence(
        "Lời bạn viết đã được gỡ. Không đồng ý, xin nói với bưu cục hoặc xã.",
        en="What you wrote was taken down. If you disagree, tell the post office or the commune.",
    ),
    "stars": Sentence("Hàng thế nào?", en="What was it like?"),
    "words": Sentence("Vài lời cho người mua sau", en="Some words for those who buy next"),
    "words_hint": Sentence(
        "Ngon không, gói có kỹ không, giao có đúng không. Đừng viết số điện thoại.",
        en="Taste, packing, delivery. Please write no phone numbers.",
    ),
    "send_words": Sentence("Gửi nhận xét", en="Send"),
    "who_sees": Sentence(
        "Ai cũng đọc được. Người đọc chỉ biết bạn mua ở tỉnh nào, không biết tên.",
        en="Anybody can read it. They learn your province, not your name.",
    ),
    "until": Sentence("Sửa được đến {day}.", en="It can be changed until {day}."),
    "photos": Sentence("Ảnh hàng lúc nhận", en="Photos of what came"),
    "full": Sentence("Đã đủ 2 ảnh. Bỏ bớt một ảnh rồi mới thêm được.", en="2 photos are there. Take one away first."),
    "answer": Sentence("Nhà bán trả lời", en="The household answers"),
    "withdraw": Sentence("Xóa nhận xét của tôi", en="Delete my review"),
    "withdraw_hint": Sentence("Lời, ảnh và câu trả lời đều mất.", en="Words, photos and the answer are gone then."),
    "back": Sentence("Về đơn hàng", en="Back to the order"),
}
STARS = {
    5: Sentence("★★★★★ Rất tốt", en="★★★★★ Very good"),
    4: Sentence("★★★★ Tốt", en="★★★★ Good"),
    3: Sentence("★★★ Được", en="★★★ All right"),
    2: Sentence("★★ Chưa tốt", en="★★ Not good"),
    1: Sentence("★ Kém", en="★ Bad"),
}
DONE = {
    "said": Sentence("Cảm ơn bạn, ai cũng đọc được rồi.", en="Thank you, anybody can read it now."),
    "added": Sentence("Đã thêm ảnh.", en="The photo is added."),
    "removed": Sentence("Đã bỏ ảnh.", en="The photo is gone."),
    "withdrawn": Sentence("Đã xóa nhận xét của bạn.", en="Your review is deleted."),
}
