"""The words of questions under goods."""

from market.language import Sentence
from market.questions.rules import Reason

QUESTIONS = {
    "title": Sentence("Hỏi về {name}", en="Questions about {name}"),
    "say": Sentence(
        "Đọc câu đã trả lời, hoặc viết câu hỏi của bạn vào ô dưới.", en="Read what was answered, or ask below."
    ),
    "say_none": Sentence(
        "Chưa có câu nào. Viết câu hỏi của bạn vào ô dưới rồi bấm “Hỏi”.", en="None yet. Write yours and press “Ask”."
    ),
    "say_own": Sentence(
        "Khách hỏi gì về món này, ai cũng đọc được câu đã trả lời.", en="What was asked about this good, and answered."
    ),
    "asked_section": Sentence("Hỏi và đáp", en="Questions and answers"),
    "ask_here": Sentence("Hỏi nhà bán", en="Ask the household"),
    "all_asked": Sentence("Xem tất cả, hoặc hỏi", en="All of them, or ask"),
    "answer": Sentence("Nhà bán trả lời", en="The household answers"),
    "by_team": Sentence("Tổ công nghệ số trả lời thay nhà bán", en="The team answers for the household"),
    "question": Sentence("Câu hỏi của bạn", en="Your question"),
    "question_hint": Sentence(
        "Nhiều nhất 200 chữ cái. Ai cũng đọc được sau khi nhà bán trả lời; số điện thoại được ẩn.",
        en="At most 200 letters. Anybody reads it once it is answered; phone numbers are hidden.",
    ),
    "ask": Sentence("Hỏi", en="Ask"),
    "mine": Sentence("Câu của bạn, chờ nhà bán trả lời", en="Yours, not answered yet"),
    "withdraw": Sentence("Rút câu này", en="Take it back"),
    "remove": Sentence("Gỡ câu này", en="Take this down"),
    "put_back": Sentence("Để lại như cũ", en="Put it back"),
    "more": Sentence("Xem thêm", en="More"),
    "back": Sentence("Về {name}", en="Back to {name}"),
}
DONE = {
    "asked": Sentence(
        "Đã gửi câu hỏi. Nhà bán trả lời thì bạn được báo.", en="Sent. You are told once it is answered."
    ),
    "withdrawn": Sentence("Đã rút câu hỏi.", en="Your question is taken back."),
    "removed": Sentence("Đã gỡ.", en="It is taken down."),
    "put-back": Sentence("Đã để lại như cũ.", en="It stands as before."),
}
MINE = {
    "title": Sentence("Câu tôi đã hỏi", en="What I have asked"),
    "say": Sentence("Bấm vào một câu để đọc trả lời.", en="Press one to read the answer."),
    "say_none": Sentence(
        "Bạn chưa hỏi câu nào. Vào một món, bấm “Hỏi nhà bán”.", en="Nothing yet. Open a good and ask."
    ),
    "waits": Sentence("Chờ trả lời", en="Waits for an answer"),
    "answered": Sentence("Đã trả lời", en="Answered"),
    "removed": Sentence("Đã gỡ", en="Taken down"),
    "more": Sentence("Xem thêm", en="More"),
    "front": Sentence("Xem hàng", en="Look at goods"),
}
REMOVAL = {
    "title": Sentence("Gỡ một câu hỏi", en="Take a question down"),
    "say": Sentence(
        "Chọn lý do rồi bấm “Gỡ”. Lý do hiện ở chỗ câu đó.", en="Choose the reason, which stands in its place."
    ),
    "why": Sentence("Vì sao gỡ?", en="Why?"),
    "do": Sentence("Gỡ", en="Take it down"),
    "back": Sentence("Thôi, không gỡ", en="No, leave it"),
}
WHY: dict[Reason, Sentence] = {
    Reason.PERSONAL_DATA: Sentence("Có số điện thoại, địa chỉ, tên người khác", en="Somebody's phone, address or name"),
    Reason.INSULT: Sentence("Lời xúc phạm", en="An insult"),
    Reason.NOT_ABOUT_GOODS: Sentence("Không hỏi về mặt hàng", en="Not about the goods"),
    Reason.ADVERTISING: Sentence("Quảng cáo hàng khác", en="Advertises something else"),
    Reason.UNLAWFUL: Sentence(
        "Cơ quan có thẩm quyền kết luận là trái luật", en="An authority found it against the law"
    ),
}
