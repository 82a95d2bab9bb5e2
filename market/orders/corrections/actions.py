"""The buyer corrects who receives an order, and where; no old value is kept anywhere."""

from collections.abc import Mapping, Set
from datetime import datetime

from market import errors
from market.accounts.models import Person
from market.orders import models
from market.orders.actions import history, notifications, open_orders
from market.orders.corrections import rules
from market.orders.rules import OrderState
from market.payments.cash.rules import COD

_COLUMNS = {
    "name": "recipient_name",
    "phone": "recipient_phone",
    "commune_code": "to_commune",
    "address_line": "address_line",
}


def require_buyer(roles: Set[str]) -> None:
    """Raises NotAllowed: neither the household nor its team decides who receives what somebody else has bought."""
    if "buyer" not in roles:
        raise errors.NotAllowed


def correct_recipient(
    *, order: models.Order, given: Mapping[str, str], most_cod: int, by: Person, now: datetime
) -> None:
    """Put right what differs on a locked `order`. Both sides are told what was changed, but not from what or to what.

    `most_cod`: as at checkout, how many unsent orders to be paid at the door one phone may have.
    Raises AlreadyPacked, OtherPlace, OtherDeliveryFee, TooManyChanges, TooManyOpenOrders.
    """
    rules.require_unpacked(order)
    changed = [field for field in _COLUMNS if field in given and given[field] != getattr(order, _COLUMNS[field])]
    if not changed:
        return
    rules.require_room(order)
    rules.require_sent(order, changed)
    if "commune_code" in changed:
        rules.require_same_fee(order, given["commune_code"])
    if "phone" in changed and order.payment_method == COD and given["phone"] != by.phone:
        open_orders.require_room_for(phone=given["phone"], most=most_cod)
    for field in changed:
        setattr(order, _COLUMNS[field], given[field])
    what = rules.spoken(changed)
    history.note(order=order, by="buyer", by_id=by.id, text=f"sửa {what} người nhận", now=now)
    _tell(order, what, now)


def _tell(order: models.Order, what: str, now: datetime) -> None:
    """The account's own phone hears of it, whoever had the token; the household may have written the box already."""
    notifications.notify_buyer(order=order, notice="recipient_corrected", now=now, what=what)
    if order.state != OrderState.AWAITING_PAYMENT:
        notifications.notify_household(order=order, notice="recipient_corrected_for_shop", now=now, what=what)
