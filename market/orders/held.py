"""What is not done with an order while its shop, or a good of it, is suspended and no operator has decided."""

from datetime import datetime

from market import errors
from market.language import Sentence
from market.orders.rules import OrderState

# What the history says where it was called off because of that; why they were suspended is the household's affair.
CALLED_OFF = Sentence("gian hàng hoặc mặt hàng tạm ngừng", en="the shop or the good is suspended")
BY_HOUSEHOLD = (OrderState.ACCEPTED, OrderState.PACKED)


class OrderHeld(errors.Conflict):
    type = "order-held"
    title = Sentence("Đơn đang chờ xem xét", en="Order held")
    detail = Sentence(
        "Gian hàng hoặc mặt hàng này đang tạm ngừng: đơn chờ người quản trị, chưa nhận, đóng gói hay in nhãn được.",
        en="The shop or a good is suspended: an operator decides first. It is not accepted, packed or labelled yet.",
    )


def refuse(to: OrderState, held_since: datetime | None) -> None:
    """Raises OrderHeld where a household would come to `to` with an order that is held."""
    if to in BY_HOUSEHOLD:
        require_free(held_since)


def require_free(held_since: datetime | None) -> None:
    """Raises OrderHeld: what is held is not changed between household and buyer either."""
    if held_since is not None:
        raise OrderHeld


class OrderComplained(errors.Conflict):
    type = "order-complained-of"
    title = Sentence("Đơn đang có khiếu nại", en="Order complained of")
    detail = Sentence(
        "Đơn này đang có khiếu nại chưa xong. Xin chờ trả lời, hoặc rút khiếu nại rồi xác nhận đã nhận hàng.",
        en="Somebody complains of this order. Please wait for the answer, or take the complaint back first.",
    )


def require_settled(to: OrderState, complained_since: datetime | None) -> None:
    """Raises OrderComplained where an order would be completed while somebody complains of it."""
    if to == OrderState.COMPLETED and complained_since is not None:
        raise OrderComplained
