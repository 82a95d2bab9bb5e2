"""The first sentence about her money, as somebody would read it aloud: how much is hers now, and what comes when."""

from collections.abc import Sequence
from datetime import date

from market.language import ENGLISH, VIETNAMESE, Sentence
from market.orders.coming import Coming
from market.payments.sales.rules import Shares
from market.web.household.money.words import COMES_ON, MONEY, SAY, WAITS
from market.web.shell import frame


def first(balance: dict[str, int], coming: Sequence[Coming]) -> Sentence:
    """`coming` is what comes first before the rest."""
    now, later = balance["available_vnd"], balance["on_its_way_vnd"]
    day = next((one.on for one in coming if one.on is not None), None)
    told = {"now_vnd": now, "coming_vnd": later, "day": spoken_day(day) if day else ""}
    if now < 0:
        return SAY["owed"].format(**told)
    if now and not later:
        return SAY["now"].format(**told)
    if not later:
        return SAY["none"]
    return SAY[("both" if now else "coming") + ("_day" if day else "")].format(**told)


def when(one: Coming) -> Sentence:
    """The day, or what it waits for where nobody can say a day."""
    return COMES_ON.format(day=spoken_day(one.on)) if one.on else WAITS[one.waits]


def taxes(shares: Shares, threshold_vnd: int, is_free_below: bool) -> list[Sentence]:
    """What is kept of goods, and what becomes of the tax of who sells little."""
    parts = ("goods_vnd", "commission_vnd", "vat_vnd", "income_tax_vnd", "shop_vnd")
    kept = MONEY["tax_said"].format(**{name: getattr(shares, name) for name in parts})
    return [kept, MONEY["tax_none" if is_free_below else "tax_back"].format(threshold_vnd=threshold_vnd)]


def spoken_day(day: date) -> Sentence:
    return Sentence(frame.day(day, VIETNAMESE), en=frame.day(day, ENGLISH))
