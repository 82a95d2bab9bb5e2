"""The words of questions about a shop's goods, to its household and its team."""

from market.language import Sentence

QUESTIONS = {
    "title": Sentence("Khách hỏi", en="What people ask"),
    "say": Sentence("Bấm vào một câu để trả lời.", en="Press a question to answer it."),
    "say_done": Sentence("Đã trả lời hết. Bấm vào một câu để xem lại.", en="All answered. Press one to see it again."),
    "say_none": Sentence("Chưa ai hỏi gì.", en="Nobody has asked anything yet."),
    "waits": Sentence("Chờ trả lời", en="Waits for your answer"),
    "answered": Sentence("Đã trả lời", en="Answered"),
    "passed_over": Sentence("Đã bỏ qua", en="Passed over"),
    "removed": Sentence("Đã gỡ", en="Taken down"),
    "more": Sentence("Xem thêm", en="More"),
}
QUESTION = {
    "title": Sentence("Khách hỏi về {name}", en="A question about {name}"),
    "say": Sentence("Viết câu trả lời rồi bấm “Trả lời”.", en="Write your answer, then press “Answer”."),
    "say_answered": Sentence("Đã trả lời. Muốn sửa thì viết lại ở dưới.", en="Answered. You may write it anew below."),
    "say_removed": Sentence("Câu này đã bị gỡ, không cần trả lời.", en="This was taken down; it needs no answer."),
    "answer_field": Sentence("Câu trả lời", en="Your answer"),
    "answer_hint": Sentence(
        "Nhiều nhất 500 chữ cái. Ai cũng đọc được; số điện thoại được ẩn.",
        en="At most 500 letters. Anybody reads it; phone numbers are hidden.",
    ),
    "send": Sentence("Trả lời", en="Answer"),
    "dismiss": Sentence("Bỏ qua, không trả lời", en="Pass it over"),
    "dismiss_hint": Sentence(
        "Câu không trả lời thì không ai khác đọc được.", en="What is not answered nobody else can read."
    ),
    "back": Sentence("Mọi câu hỏi", en="All questions"),
}
DONE = {
    "answered": Sentence("Đã trả lời. Người hỏi được báo.", en="Answered. Who asked is told."),
    "dismissed": Sentence("Đã bỏ qua.", en="Passed over."),
}
