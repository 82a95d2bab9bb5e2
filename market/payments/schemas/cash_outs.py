"""Balances, the ledger as its owner sees it, and cash-outs."""

from typing import Any

from market.accounts.schemas import Phone
from market.fields import Choice, Dong, Id, Instant, Integer, Items, Matching, Nested, Schema, String
from market.http import PageQuery
from market.language import Sentence
from market.payments.rules.cash_outs import CashOutState

_ID = "0190f6b4-7c1e-7d2a-9a55-3f6f0c1d2e40"
_CODE = Sentence("Mã rút tiền gồm 8 chữ số.", en="A cash-out code has 8 digits.")
_CONFIRMATION = Sentence("Mã xác nhận gồm 6 chữ số.", en="A confirmation code has 6 digits.")
_TAIL = Sentence("Xin nhập 4 số cuối của căn cước.", en="Please enter the last 4 digits of the identity number.")
_NUMBER = Sentence("Số căn cước gồm 12 chữ số.", en="An identity number has 12 digits.")
# What one account may be off by: enough for any household, and what no query can overflow.
_MOST = 10**15


class Change(Integer):
    """Đồng that may be negative."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(least=-_MOST, most=_MOST, **kwargs)


class BalanceOut(Schema):
    available_vnd = Change(
        metadata={"description": "to take out now; negative when a refund came after the money left"}
    )
    held_vnd = Change(metadata={"description": "promised to open cash-outs and bank payouts"})


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


class CashOutIn(Schema):
    id = Id()
    amount_vnd = Dong(least=1, required=True)

    class Meta(Schema.Meta):
        example = {"amount_vnd": 98_500}


class CashOutOut(Schema):
    id = Id()
    amount_vnd = Dong()
    state = Choice([str(state) for state in CashOutState])
    asked_at = Instant()
    expires_at = Instant()
    ended_at = Instant(allow_none=True)
    post_office_code = String(longest=10, allow_none=True)
    receipt = String(longest=12, allow_none=True)


class CashOutPage(Schema):
    items = Items(Nested(CashOutOut), most=100)
    next = String(longest=400, allow_none=True)


class ConfirmationIn(Schema):
    code = Matching(r"[0-9]{6}", _CONFIRMATION, required=True)

    class Meta(Schema.Meta):
        example = {"code": "123456"}


class RedemptionIn(Schema):
    phone = Phone(required=True)
    code = Matching(r"[0-9]{8}", _CODE, required=True)
    id_number_tail = Matching(r"[0-9]{4}", _TAIL, required=True)

    class Meta(Schema.Meta):
        example = {"phone": "0912 345 678", "code": "12345678", "id_number_tail": "4321"}


class RedemptionOut(Schema):
    amount_vnd = Dong()
    receipt = String(longest=12)
    cash_out_id = Id(attribute="id")
    paid_at = Instant(attribute="ended_at")


class IdentityIn(Schema):
    id_number = Matching(r"[0-9]{12}", _NUMBER, required=True)

    class Meta(Schema.Meta):
        example = {"id_number": "020180001234"}


class IdentityOut(Schema):
    id_number_tail = String(longest=4, metadata={"description": "the last four digits; the rest is shown to nobody"})
    filed_at = Instant()
