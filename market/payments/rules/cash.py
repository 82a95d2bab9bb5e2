"""Cash on delivery: its states, and the ways of paying that are not open yet."""

from enum import StrEnum

from market.errors import Problem
from market.language import Sentence

COD = "cod"


class CashState(StrEnum):
    DUE = "due"
    COLLECTED = "collected"
    WAIVED = "waived"


NAMES = {
    CashState.DUE: Sentence("chờ thu", en="due"),
    CashState.COLLECTED: Sentence("đã thu", en="collected"),
    CashState.WAIVED: Sentence("không thu nữa", en="waived"),
}


class PaymentMethodUnavailable(Problem):
    status = 422
    type = "payment-method-unavailable"
    title = Sentence("Chưa có cách trả tiền này", en="Payment method unavailable")
    detail = Sentence(
        "Hiện chỉ trả tiền mặt khi nhận hàng. Xin chọn cách này.",
        en="For now only cash on delivery is possible. Please choose it.",
    )
