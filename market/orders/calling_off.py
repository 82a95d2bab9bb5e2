"""What a buyer who comes too late to call an order off can still do."""

from collections.abc import Set

from market.errors import WrongState
from market.language import Sentence
from market.orders.rules import NAMES, OrderState
from market.payments.methods import METHODS

_AT_THE_DOOR = (OrderState.PACKED, OrderState.SHIPPED)


class RefuseAtTheDoor(WrongState):
    """Still a wrong state, but one that says what is possible."""

    detail = Sentence(
        "Đơn “{current}” nên không hủy được nữa. Khi bưu tá đến, bạn từ chối nhận là được: {then}",
        en="It is “{current}”, so it can no longer be called off. You may refuse it at the door: {then}",
    )


_OWES_NOTHING = Sentence("không phải trả gì.", en="you owe nothing.")
_GOODS_COME_BACK = Sentence("tiền hàng được hoàn lại cho bạn.", en="the price of the goods is returned to you.")


def refuse_late(state: OrderState, roles: Set[str], payment_method: str) -> None:
    """Raises RefuseAtTheDoor where somebody who only buys calls off what is packed or on its way."""
    if state in _AT_THE_DOOR and roles == {"buyer"}:
        then = _GOODS_COME_BACK if METHODS[payment_method].is_prepaid else _OWES_NOTHING
        members = {"state": str(state), "wanted": str(OrderState.CANCELLED)}
        raise RefuseAtTheDoor(current=NAMES[state], then=then, members=members)
