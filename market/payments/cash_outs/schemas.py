"""Cash-outs over HTTP."""

from market.accounts.schemas import Phone
from market.fields import Choice, Dong, Id, Instant, Items, Matching, Nested, PastDay, Schema, String
from market.http import PageQuery
from market.language import Sentence
from market.payments.cash_outs.rules import CashOutState

_ID = "0190f6b4-7c1e-7d2a-9a55-3f6f0c1d2e40"
_CODE = Sentence("Mã rút tiền gồm 8 chữ số.", en="A cash-out code has 8 digits.")
_CONFIRMATION = Sentence("Mã xác nhận gồm 6 chữ số.", en="A confirmation code has 6 digits.")
_TAIL = Sentence("Xin nhập 4 số cuối của căn cước.", en="Please enter the last 4 digits of the identity number.")
# What one account may be off by: enough for any household, and what no query can overflow.
_MOST = 10**15


class CashOutIn(Schema):
    id = Id()
    amount_vnd = Dong(least=1, required=True)

    class Meta(Schema.Meta):
        example = {"amount_vnd": 98_500}


class CashOutOut(Schema):
    id = Id()
    amount_vnd = Dong()
    state = Choice([str(state) for state in CashOutState])
    requested_at = Instant(attribute="asked_at")
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


class PaidOutQuery(PageQuery):
    day = PastDay(metadata={"description": "a day in Vietnam; every day if not given"})


class PaidOut(Schema):
    """One cash-out that was handed over: how much, when, by which clerk, and the receipt."""

    cash_out_id = Id()
    receipt = String(longest=12)
    amount_vnd = Dong()
    paid_at = Instant()
    paid_by_id = Id()
    paid_by = String(shortest=0, longest=120)


class PaidOutPage(Schema):
    items = Items(Nested(PaidOut), most=100)
    next = String(longest=400, allow_none=True)
