"""How soon an answer is due."""

from enum import StrEnum

from market.language import Sentence


class When(StrEnum):
    LATE = "late"
    TODAY = "today"
    LATER = "later"


NAMES = {
    When.LATE: Sentence("Quá hạn", en="Late"),
    When.TODAY: Sentence("Hạn hôm nay", en="Due today"),
    When.LATER: Sentence("Còn thời gian", en="Due later"),
}
