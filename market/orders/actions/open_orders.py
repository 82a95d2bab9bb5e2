"""How much anybody may have waiting to be paid at the door: a household packs nothing for a name that orders all."""

from market import errors
from market.accounts.models import Person
from market.db import one_at_a_time
from market.language import Sentence
from market.orders import queries


class TooManyOpenOrders(errors.Conflict):
    type = "too-many-open-orders"
    title = Sentence("Quá nhiều đơn chưa gửi", en="Too many open orders")
    detail = Sentence(
        "Đang có {most} đơn trả tiền khi nhận chưa được gửi. Xin đợi, hủy bớt, hoặc trả trước đơn này.",
        en="{most} orders to be paid at the door are not yet sent. Please wait, cancel some, or pay this one now.",
    )


def require_room(*, buyer: Person, phone: str, most: int) -> None:
    """Raises TooManyOpenOrders where buyer or recipient has `most` orders of that kind that are not sent yet.

    What strangers order for her phone never keeps its owner from ordering. Only who comes near the bound waits for
    whoever orders for the same at once.
    """
    if _waiting(buyer, phone) * 2 < most:
        return
    for name in sorted((str(buyer.id), phone)):
        one_at_a_time(f"open orders {name}")
    if _waiting(buyer, phone) >= most:
        raise TooManyOpenOrders(most=most)


def require_room_for(*, phone: str, most: int) -> None:
    """The same where only the recipient's phone is another: no name gathers orders by correcting them to one phone."""
    one_at_a_time(f"open orders {phone}")
    if queries.open_cash_orders_for(phone) >= most:
        raise TooManyOpenOrders(most=most)


def _waiting(buyer: Person, phone: str) -> int:
    return queries.open_cash_orders(buyer.id, None if phone == buyer.phone else phone)
