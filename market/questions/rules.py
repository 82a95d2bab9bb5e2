"""What may be asked in public under a good, how it is answered, and why an office takes it down. Pure."""

from datetime import timedelta
from enum import StrEnum

from market import errors
from market.accounts.rules import Limit
from market.language import Sentence

LONGEST, LONGEST_ANSWER = 200, 500
PER_PERSON = Limit("question-of-person", 10, timedelta(hours=1))
MOST_WAITING = 3
# A household that has not answered for so long may need its team.
TEAM_AFTER = timedelta(hours=24)


class Reason(StrEnum):
    """Why an office takes words down; there is no other."""

    PERSONAL_DATA = "personal_data"
    INSULT = "insult"
    NOT_ABOUT_GOODS = "not_about_goods"
    ADVERTISING = "advertising"
    UNLAWFUL = "unlawful"


# What stands in the place of the words.
REASONS: dict[Reason, Sentence] = {
    Reason.PERSONAL_DATA: Sentence(
        "Đã gỡ: có số điện thoại, địa chỉ hoặc tên của người khác.",
        en="Taken down: it held somebody's phone or address.",
    ),
    Reason.INSULT: Sentence("Đã gỡ: có lời xúc phạm.", en="Taken down: it insulted somebody."),
    Reason.NOT_ABOUT_GOODS: Sentence("Đã gỡ: không hỏi về mặt hàng.", en="Taken down: it was not about the goods."),
    Reason.ADVERTISING: Sentence("Đã gỡ: quảng cáo hàng khác.", en="Taken down: it advertised something else."),
    Reason.UNLAWFUL: Sentence(
        "Đã gỡ: cơ quan có thẩm quyền kết luận là trái luật.", en="Taken down: an authority found it against the law."
    ),
}


class OwnGood(errors.NotAllowed):
    type = "own-good"
    title = Sentence("Hàng của chính gian này", en="A good of one's own")
    detail = Sentence(
        "Bạn bán hoặc bán giúp mặt hàng này nên không hỏi ở đây được.",
        en="You sell this good, or help to sell it, so you cannot ask about it here.",
    )


class QuestionWaits(errors.Conflict):
    type = "question-waits"
    title = Sentence("Còn câu chưa trả lời", en="Questions still open")
    detail = Sentence(
        "Bạn có {most} câu hỏi về món này đang chờ trả lời. Xin chờ thêm.",
        en="{most} of your questions about this good wait for an answer. Please wait a little.",
    )


class QuestionRemoved(errors.Conflict):
    type = "question-removed"
    title = Sentence("Câu hỏi đã bị gỡ", en="The question was taken down")
    detail = Sentence("Câu hỏi này đã bị gỡ nên không trả lời được.", en="This question was taken down.")


def path_of(key: str) -> str:
    """Where a notice leads, short enough for an SMS: each finds her own page from there."""
    return f"/q/{key}"
