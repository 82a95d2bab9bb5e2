"""Remittance statements and cash on delivery, as the operator sees them."""

from market.fields import Choice, Day, Dictionary, Dong, Id, Instant, Integer, Items, Matching, Nested, Schema, String
from market.http import PageQuery
from market.language import Sentence
from market.payments.cash.rules import CashState
from market.payments.ledger.schemas import Change
from market.payments.remittances.rules import Decision, Outcome

_NUMBER = Sentence("Số bảng kê: chữ, số và . _ / -", en="A statement number: letters, digits and . _ / -")


class RemittanceQuery(Schema):
    """What stands beside the file."""

    carrier = Choice(["postmart"], load_default="postmart")
    number = Matching(r"[A-Za-z0-9._/-]{1,40}", _NUMBER, required=True)
    through = Day(metadata={"description": "cash collected by the end of this day should be in the statement"})


class RemittanceOut(Schema):
    id = Id()
    carrier = String(longest=20)
    number = String(longest=40)
    through = Day(allow_none=True)
    stated_vnd = Change(metadata={"description": "what the readable lines add up to, net of fees and cash-outs"})
    received_vnd = Change()
    owed_vnd = Change(metadata={"description": "stated less received"})
    at = Instant()
    received_at = Instant(allow_none=True)
    outcomes = Dictionary(metadata={"description": "how many lines there are of each outcome"})


class RemittanceListed(RemittanceOut):
    class Meta(RemittanceOut.Meta):
        exclude = ("outcomes",)


class RemittancePage(Schema):
    items = Items(Nested(RemittanceListed), most=100)
    next = String(longest=400, allow_none=True)


class ReceiptIn(Schema):
    received_vnd = Change(required=True, metadata={"description": "in all, for this statement; negative if we paid"})

    class Meta(Schema.Meta):
        example = {"received_vnd": 1_250_000}


class LineQuery(PageQuery):
    outcome = Choice([str(outcome) for outcome in Outcome])


class RemittanceLineOut(Schema):
    id = Id()
    remittance_id = Id()
    line_no = Integer(least=0, most=10**6, metadata={"description": "line of the file; 0 for one that is missing"})
    number = String(shortest=0, longest=40)
    kind = String(shortest=0, longest=12)
    order_number = String(longest=40, allow_none=True, attribute="reference")
    amount_vnd = Change()
    fee_vnd = Change()
    booked_amount_vnd = Change(allow_none=True)
    booked_fee_vnd = Change(allow_none=True)
    outcome = Choice([str(outcome) for outcome in Outcome])
    note = String(shortest=0, longest=200)


class RemittanceLinePage(Schema):
    items = Items(Nested(RemittanceLineOut), most=100)
    next = String(longest=400, allow_none=True)


class DecisionIn(Schema):
    decision = Choice([str(decision) for decision in Decision], required=True)
    note = String(shortest=0, longest=200, load_default="")

    class Meta(Schema.Meta):
        example = {"decision": "dispute", "note": "Bưu tá xác nhận đã nộp đủ 120.000 đ"}


class CashQuery(PageQuery):
    state = Choice([str(state) for state in CashState])


class CashOnDeliveryOut(Schema):
    order_number = String(longest=20, attribute="reference")
    state = Choice([str(state) for state in CashState])
    due_vnd = Dong()
    collected_vnd = Dong()
    remitted_vnd = Dong()
    collected_at = Instant(allow_none=True)
    post_office_code = String(longest=10, allow_none=True)
    carrier = String(shortest=0, longest=20)
    reason = String(shortest=0, longest=200)


class CashPage(Schema):
    items = Items(Nested(CashOnDeliveryOut), most=100)
    next = String(longest=400, allow_none=True)


class WaiverIn(Schema):
    reason = String(longest=200, required=True)

    class Meta(Schema.Meta):
        example = {"reason": "Bưu cục xác nhận mất tiền, đã bồi thường ngoài sổ"}
