"""The words of an office's complaints."""

from market.complaints.dues.rules import NAMES, When
from market.language import Sentence
from market.web.complaints.words import DONE, HANDLING

LIST = {
    "title": Sentence("Khiếu nại", en="Complaints"),
    "say": Sentence(
        "Việc quá hạn ở trên cùng. Bấm vào từng việc để giải quyết.",
        en="What is late stands first. Press one to settle it.",
    ),
    "say_none": Sentence("Không có việc nào ở đây.", en="There is nothing here."),
    "which": Sentence("Việc nào", en="Which"),
    "due": HANDLING["due"],
    "late": HANDLING["late"],
    "more": Sentence("Xem thêm", en="More"),
    "in_my_hands": Sentence("Chỉ việc ở chỗ tôi", en="Only what lies with me"),
}
ANSWERED = "answered"
TABS = {**{str(when): NAMES[when] for when in When}, ANSWERED: Sentence("Đã trả lời", en="Answered")}
__all__ = ["ANSWERED", "DONE", "HANDLING", "LIST", "TABS"]
