"""Which season a day belongs to, and when a reminder makes no sense."""

from datetime import date

from market import errors
from market.catalog.rules.products import in_season
from market.language import Sentence

MOST = 100
NOTICE = "good_ripe"


class TooManyReminders(errors.Conflict):
    type = "too-many-reminders"
    title = Sentence("Đã nhờ nhắc quá nhiều", en="Too many reminders")
    detail = Sentence(
        "Bạn đã nhờ nhắc {most} món. Xin bỏ bớt rồi nhờ thêm.",
        en="You are to be reminded of {most} goods already. Please remove some first.",
    )


class NothingToWaitFor(errors.Conflict):
    type = "nothing-to-wait-for"
    title = Sentence("Mua được ngay", en="Nothing to wait for")
    detail = Sentence(
        "{name} bán quanh năm và đang có hàng: mua được ngay, không cần nhắc.",
        en="{name} is sold all year and in stock: buy it now, there is nothing to remind you of.",
    )


def is_all_year(from_month: int | None, to_month: int | None) -> bool:
    """Whether it is always in season, said in either way."""
    return from_month is None or to_month is None or (to_month - from_month + 1) % 12 == 0


def season_of(from_month: int | None, to_month: int | None, day: date) -> int:
    """The season that holds `day`, by the year in which it began: January of “11 to 2” is of the year before."""
    wraps = from_month is not None and to_month is not None and from_month > to_month
    return day.year - 1 if wraps and day.month < (from_month or 0) else day.year


def not_before(from_month: int | None, to_month: int | None, told: int | None, today: date) -> date | None:
    """When the season begins that is waited for; None where only the goods themselves are."""
    if from_month is None or is_all_year(from_month, to_month):
        return None
    if told is not None:
        return date(told + 1, from_month, 1)
    if in_season(from_month, to_month, today.month):
        return None
    return date(today.year + (from_month < today.month), from_month, 1)
