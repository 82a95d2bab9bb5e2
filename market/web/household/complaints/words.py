"""The words of a household's complaints."""

from market.language import Sentence
from market.web.complaints.words import DONE as DONE_ANYWHERE
from market.web.complaints.words import HANDLING, NEW

LIST = {
    "title": Sentence("Khách báo", en="What buyers report"),
    "say": Sentence(
        "Bấm vào từng việc để xem và trả lời. Chỉ tiền của đơn đó phải chờ.",
        en="Press one to read and answer it. Only that order's money waits.",
    ),
    "say_none": Sentence(
        "Chưa ai báo gì. Có thì chúng tôi nhắn tin cho bạn.", en="Nothing yet. You get a message if there is."
    ),
    "due": HANDLING["due"],
    "late": HANDLING["late"],
    "more": Sentence("Xem thêm", en="More"),
}
REPORT = {
    **NEW,
    "title": Sentence("Báo về đơn {number}", en="Report about order {number}"),
    "say": Sentence(
        "Viết vài chữ, rồi bấm đúng việc dưới đây. Bấm là gửi.",
        en="Write a few words, then press what it is: that sends it.",
    ),
    "what_then": Sentence("Có người trả lời trong 7 ngày làm việc.", en="Somebody answers within 7 working days."),
}
DONE = {**DONE_ANYWHERE, "code-sent": Sentence("Đã gửi mã về máy của hộ.", en="The code was sent to the household.")}
