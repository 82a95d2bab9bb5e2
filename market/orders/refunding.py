"""The household gives money of an order back: itself, its team by its word, or an operator."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from market import errors
from market.accounts.models import Person
from market.accounts.own_word import require_own_word
from market.accounts.rules import RoleName
from market.orders import access
from market.orders.models import Order
from market.payments.refunds.actions import request_refund
from market.payments.refunds.models import Refund
from market.payments.refunds.queries import asked_for
from market.payments.refunds.rules import Reason
from market.payments.sales.queries import refundable, sale

_MAY_REFUND = {RoleName.SELLER, RoleName.TEAM_MEMBER, RoleName.OPERATOR}


def give_back(*, number: str, asked: Mapping[str, Any], by: Person, now: datetime) -> Refund:
    """Give part or all of a paid order back, as asked in the words of its schema. Above a set sum another agrees.

    Raises NotFound, NotAllowed, RefundTooHigh, ChannelNotPossible; of a team HouseholdCodeNeeded, WrongConsentCode.
    """
    order, roles = access.order_for(number, by)
    if roles.isdisjoint(_MAY_REFUND):
        raise errors.NotAllowed
    if roles & _MAY_REFUND == {RoleName.TEAM_MEMBER}:
        about = {"purpose": "refund", "subject": order.number, "amount_vnd": asked["amount_vnd"]}
        require_own_word(by_id=by.id, for_id=order.seller_id, **about, code=asked.get("household_code"), now=now)
        access.act_for(order, roles, by, now=now)
    order, _ = access.order_for(number, by, lock=True)
    of_order = errors.found(sale(order.number))
    return request_refund(
        sale=of_order,
        amount_vnd=asked["amount_vnd"],
        channel=asked.get("channel"),
        reason=Reason(asked["reason"]),
        note=asked["note"],
        by_id=by.id,
        now=now,
        id=asked.get("id"),
    )


def may_be_given_back(order: Order) -> int:
    """Đồng of an order that were paid, and that nobody has given back or asked to."""
    return max(0, refundable(order.number) - asked_for(order.number))
