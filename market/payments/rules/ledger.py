"""What the ledger refuses."""

from __future__ import annotations

from market.errors import Conflict
from market.language import Sentence


class NotEnough(Conflict):
    """`available_vnd` stands beside the sentence."""

    type = "not-enough-money"
    title = Sentence("Không đủ tiền", en="Not enough money")
    detail = Sentence("Chỉ còn {available} đ, không đủ {wanted} đ.", en="Only {available} đ is there, not {wanted} đ.")

    def __init__(self, available_vnd: int, wanted_vnd: int) -> None:
        super().__init__(members={"available_vnd": available_vnd}, available=available_vnd, wanted=wanted_vnd)


class TillTooLow(NotEnough):
    type = "till-too-low"
    title = Sentence("Quỹ bưu cục không đủ", en="Till too low")
    detail = Sentence(
        "Quỹ của bưu cục chỉ có {available} đ, không đủ {wanted} đ. Xin tiếp quỹ hoặc đến bưu cục khác.",
        en="The post office has only {available} đ in cash, not {wanted} đ. Please replenish it or go to another.",
    )
