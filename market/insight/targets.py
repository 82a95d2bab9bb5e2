"""Targets in numbers: what may be aimed at, how it is divided over the places below, what should stand by now. Pure."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from market import errors, money
from market.language import Sentence


class TargetMeasure(StrEnum):
    SHOPS = "shops"
    ACTIVE_SHOPS = "active_shops"
    ORDERS = "orders"
    ACCOUNTS = "accounts"
    LEADING_HOUSEHOLDS = "leading_households"


TITLES = {
    TargetMeasure.SHOPS: Sentence("Gian hàng đã mở", en="Shops opened"),
    TargetMeasure.ACTIVE_SHOPS: Sentence("Gian hàng đang bán", en="Active shops"),
    TargetMeasure.ORDERS: Sentence("Đơn hàng", en="Orders"),
    TargetMeasure.ACCOUNTS: Sentence("Hộ có tài khoản thanh toán", en="Households with an account"),
    TargetMeasure.LEADING_HOUSEHOLDS: Sentence("Hộ đầu tàu", en="Leading households"),
}
# Counted of the households that were written down, by the day they were; the others come from the figures.
OF_HOUSEHOLDS = (TargetMeasure.ACCOUNTS, TargetMeasure.LEADING_HOUSEHOLDS)

# What a percentage is of: what is counted must lie within it.
WRITTEN_DOWN = Sentence("hộ trong danh sách", en="households written down")
KNOWN = Sentence("hộ trong danh sách hoặc có gian hàng", en="households written down or with a shop")
ALL_SHOPS = Sentence("gian hàng đang mở", en="open shops")
BASES = {
    TargetMeasure.SHOPS: KNOWN,
    TargetMeasure.ACTIVE_SHOPS: ALL_SHOPS,
    TargetMeasure.ORDERS: KNOWN,
    TargetMeasure.ACCOUNTS: WRITTEN_DOWN,
    TargetMeasure.LEADING_HOUSEHOLDS: WRITTEN_DOWN,
}

_AMOUNT_OR_PERCENT = Sentence("Xin cho biết amount hoặc percent.", en="Please give either amount or percent.")


class NoHouseholds(errors.Conflict):
    type = "no-households"
    title = Sentence("Chưa biết số hộ", en="Households not known")
    detail = Sentence(
        "Chưa có hộ nào được ghi ở đây nên không chia được. Xin nhập danh sách hộ trước.",
        en="No household is written down here yet, so nothing can be divided. Please import the households first.",
    )


class NoShops(NoHouseholds):
    type = "no-shops"
    title = Sentence("Chưa có gian hàng", en="No shops")
    detail = Sentence(
        "Chưa có gian hàng nào mở ở đây nên không tính phần trăm được. Xin đặt một số (amount).",
        en="No shop is open here yet, so there is nothing to take a percentage of. Please give an amount.",
    )


class SetAbove(errors.Conflict):
    type = "target-set-above"
    title = Sentence("Chỉ tiêu do cấp trên đặt", en="Target set above")
    detail = Sentence(
        "Đây là phần chia từ chỉ tiêu của {place}: bỏ ở đó, hoặc đặt chỉ tiêu riêng thay vào.",
        en="This is a part of the target of {place}: take that one back, or set one of your own in its place.",
    )


def amount_of(*, amount: int | None, percent: int | None, base: int) -> int:
    """What to reach: as given, or as a percentage of the base, half up. Raises InvalidInput."""
    if (amount is None) == (percent is None):
        raise errors.InvalidInput(errors={"amount": [_AMOUNT_OR_PERCENT]})
    return amount if amount is not None else (base * (percent or 0) * 2 + 100) // 200


def divide(amount: int, households: Mapping[str, int]) -> dict[str, int]:
    """Parts of `amount` by households, which add up to it exactly (largest remainder)."""
    places = sorted(households)
    return dict(zip(places, money.split(amount, [households[place] for place in places]), strict=True))


def expected(amount: int, start: date, end: date, today: date) -> int:
    """How much should stand today if it went evenly."""
    days = (end - start).days + 1
    gone = min(max((today - start).days + 1, 0), days)
    return amount * gone // days
