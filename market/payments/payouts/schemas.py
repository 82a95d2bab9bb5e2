"""Bank payouts from outside. Of an account only the last digits are ever shown."""

from market.accounts.schemas import Code
from market.fields import Choice, Dong, Id, Instant, Items, Matching, Nested, Schema, String
from market.http import PageQuery
from market.language import Sentence
from market.payments.payouts.rules import PayoutState

_BIN = Sentence("Mã ngân hàng (BIN) gồm 6 chữ số.", en="A bank's BIN has 6 digits.")
_NUMBER = Sentence(
    "Số tài khoản gồm 4 đến 19 chữ số hoặc chữ cái.", en="An account number has 4 to 19 digits or letters."
)

_HOLDER = Sentence(
    "Tên chủ tài khoản chỉ gồm chữ, số, dấu cách, dấu chấm, bắt đầu bằng chữ.",
    en="An account's holder is letters, digits, blanks and dots, and begins with a letter.",
)


class PayoutAccountIn(Schema):
    bank_bin = Matching(r"[0-9]{6}", _BIN, required=True, metadata={"description": "as GET /banks lists them"})
    number = Matching(r"[0-9A-Z]{4,19}", _NUMBER, required=True)
    holder = Matching(r"[^\W\d_](?:[^\W_]|[ .'-])*", _HOLDER, longest=70, required=True)
    code = Code(metadata={"description": "a fresh sign-in code"})

    class Meta(Schema.Meta):
        example = {"bank_bin": "970405", "number": "8400205123456", "holder": "HOANG THI LAN"}


class PayoutAccountOut(Schema):
    bank_bin = String(longest=6)
    number_tail = String(longest=4)
    holder = String(longest=70)
    filed_at = Instant()


class PayoutIn(Schema):
    id = Id()
    amount_vnd = Dong(least=1, required=True)

    class Meta(Schema.Meta):
        example = {"amount_vnd": 500_000}


class PayoutOut(Schema):
    id = Id()
    amount_vnd = Dong()
    state = Choice([str(state) for state in PayoutState])
    requested_at = Instant(attribute="asked_at")
    ended_at = Instant(allow_none=True)
    file_id = Id(allow_none=True)
    note = String(shortest=0, longest=200)


class PayoutPage(Schema):
    items = Items(Nested(PayoutOut), most=100)
    next = String(longest=400, allow_none=True)


class PayoutQuery(PageQuery):
    state = Choice([str(state) for state in PayoutState])


class OutcomeIn(Schema):
    outcome = Choice(["paid", "failed"], required=True)
    note = String(shortest=0, longest=200, load_default="")

    class Meta(Schema.Meta):
        example = {"outcome": "failed", "note": "Sai tên chủ tài khoản"}
