"""What a buyer who comes too late to call an order off can still do."""

from collections.abc import Set

from sqlalchemy import select

from market.db import db
from market.delivery.queries.worklists import goes_back
from market.errors import WrongState
from market.language import Sentence
from market.orders.models import Order
from market.orders.rules import NAMES, OrderState
from market.payments.methods import METHODS

_AT_THE_DOOR = (OrderState.PACKED, OrderState.SHIPPED)


class RefuseAtTheDoor(WrongState):
    """Still a wrong state, but one that says what is possible."""

    detail = Sentence(
        "Đơn “{current}” nên không hủy được nữa. {how}: {then}",
        en="It is “{current}”, so it can no longer be called off. {how}: {then}",
    )


_AT_DOOR = Sentence("Khi bưu tá đến, bạn từ chối nhận là được", en="You may refuse it at the door")
_GOES_BACK = Sentence("Hàng được chuyển về nhà bán", en="The goods go back to the seller")
_OWES_NOTHING = Sentence("không phải trả gì.", en="you owe nothing.")
_GOODS_COME_BACK = Sentence("tiền hàng được hoàn lại cho bạn.", en="the price of the goods is returned to you.")


def refuse_late(order: Order, roles: Set[str]) -> None:
    """Raises RefuseAtTheDoor where somebody who only buys calls off what is packed or on its way, there or back."""
    state = OrderState(order.state)
    if state in _AT_THE_DOOR and roles == {"buyer"}:
        turned = db.session.scalar(select(goes_back(order.number)))
        how = _GOES_BACK if turned else _AT_DOOR
        then = _GOODS_COME_BACK if METHODS[order.payment_method].is_prepaid else _OWES_NOTHING
        members = {"state": str(state), "wanted": str(OrderState.CANCELLED)}
        raise RefuseAtTheDoor(current=NAMES[state], how=how, then=then, members=members)
