"""The words of a post office's complaints."""

from market.language import Sentence
from market.web.complaints.words import DONE, HANDLING

LIST = {
    "title": Sentence("Khiếu nại", en="Complaints"),
    "say": Sentence(
        "Bấm vào từng việc để trả lời. Việc quá hạn ở trên cùng.",
        en="Press one to answer it. What is late stands first.",
    ),
    "say_none": Sentence("Không có khiếu nại nào chờ bưu cục.", en="No complaint waits for this office."),
    "due": HANDLING["due"],
    "late": HANDLING["late"],
    "more": Sentence("Xem thêm", en="More"),
}
__all__ = ["DONE", "HANDLING", "LIST"]
