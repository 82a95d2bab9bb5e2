"""Ways of paying."""

from market.errors import Problem
from market.language import Sentence


class PaymentMethodUnavailable(Problem):
    status = 422
    type = "payment-method-unavailable"
    title = Sentence("Chưa có cách trả tiền này", en="Payment method unavailable")
    detail = Sentence(
        "Cách trả tiền này chưa mở ở đây. Xin chọn cách khác, như trả tiền mặt khi nhận hàng.",
        en="This way of paying is not open here. Please choose another, such as cash on delivery.",
    )
