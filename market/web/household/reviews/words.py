"""The words of a household that reads and answers what buyers said."""

from market.language import Sentence

REVIEWS = {
    "title": Sentence("Người mua nói gì", en="What buyers say"),
    "say": Sentence(
        "Bấm vào một lời để đọc và trả lời. Trả lời ngắn, tử tế: người mua sau cũng đọc.",
        en="Press one to read and answer it. Short and kind: those who buy next read it, too.",
    ),
    "say_none": Sentence(
        "Chưa ai nhận xét. Người mua viết được khi đã nhận hàng.",
        en="Nobody has said anything yet. Buyers can once they have the goods.",
    ),
    "answered": Sentence("đã trả lời", en="answered"),
    "unanswered": Sentence("chưa trả lời", en="not answered"),
    "removed": Sentence("đã gỡ", en="taken down"),
    "more": Sentence("Xem thêm", en="More"),
}
REVIEW = {
    "title": Sentence("{name}: {stars} sao", en="{name}: {stars} stars"),
    "say": Sentence(
        "Viết một câu trả lời rồi bấm “Gửi”. Khách được báo tin, ai cũng đọc được.",
        en="Write one answer and press “Send”. The buyer is told, and anybody can read it.",
    ),
    "say_answered": Sentence(
        "Bạn đã trả lời. Sửa lại thì viết rồi bấm “Gửi”.", en="You have answered. To change it, write and press “Send”."
    ),
    "say_removed": Sentence("Lời này đã được gỡ, không cần trả lời.", en="This was taken down; no answer is needed."),
    "answer": Sentence("Câu trả lời của bạn", en="Your answer"),
    "answer_hint": Sentence(
        "Cảm ơn, hoặc nói sẽ làm khác thế nào. Đừng viết số điện thoại.",
        en="Thank them, or say what you will do. Please write no phone numbers.",
    ),
    "send": Sentence("Gửi", en="Send"),
    "withdraw": Sentence("Bỏ câu trả lời", en="Take the answer back"),
    "report": Sentence("Lời này không ổn? Báo cán bộ", en="Is something wrong with it? Tell an officer"),
    "back": Sentence("Về danh sách", en="To the list"),
}
DONE = {
    "answered": Sentence("Đã trả lời. Khách được báo tin.", en="Answered; the buyer is told."),
    "withdrawn": Sentence("Đã bỏ câu trả lời.", en="The answer is gone."),
}
