"""What a balance and the entries of an account look like over HTTP."""

from typing import Any

from market.fields import Id, Instant, Integer, Items, Nested, Schema, String
from market.http import PageQuery

_MOST = 10**15


class Change(Integer):
    """Đồng that may be negative."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(least=-_MOST, most=_MOST, **kwargs)


class LedgerLineOut(Schema):
    id = Id()
    at = Instant()
    kind = String(longest=30, metadata={"description": "sale, refund, cash_out_hold, cash_out_released, payout_hold …"})
    reference = String(longest=40, metadata={"description": "the order, cash-out or payout it belongs to"})
    amount_vnd = Change(metadata={"description": "what it added to the balance, or took from it"})


class LedgerPage(Schema):
    items = Items(Nested(LedgerLineOut), most=100)
    next = String(longest=400, allow_none=True)


class LedgerQuery(PageQuery):
    pass
