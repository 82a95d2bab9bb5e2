"""What bank statements and their transfers look like from outside."""

from market.fields import (
    Boolean,
    Choice,
    Day,
    Dictionary,
    Dong,
    Id,
    Instant,
    Integer,
    Items,
    Nested,
    ReasonedNoteIn,
    Schema,
    String,
)
from market.http import Json, PageQuery
from market.payments.bank.rules import Queue


class StatementOut(Schema):
    id = Id()
    lines = Integer(least=0, most=5000, metadata={"description": "credits in the file"})
    known_before = Integer(least=0, most=5000, metadata={"description": "told by an earlier file"})
    queues = Dictionary(metadata={"description": "how many of the new ones came into which queue"})


class TransferQuery(PageQuery):
    queue = Choice([str(queue) for queue in Queue], metadata={"description": "default: all that wait for a person"})


class BankTransferOut(Schema):
    id = Id()
    booked_on = Day()
    amount_vnd = Dong()
    text = String(shortest=0, longest=300)
    queue = Choice([*Queue])
    open_vnd = Dong(metadata={"description": "what of it waits"})
    charge_id = Id(allow_none=True)
    same_as_id = Id(allow_none=True, metadata={"description": "the transfer that this one tells again of, or perhaps"})
    verified_at = Instant(allow_none=True)
    handled_at = Instant(allow_none=True)
    note = String(shortest=0, longest=500)


class TransferPage(Schema):
    items = Items(Nested(BankTransferOut), most=100)
    next = String(longest=400, allow_none=True)


class VerificationIn(ReasonedNoteIn):
    came = Boolean(required=True, metadata={"description": "by the bank's own account: it came, once and for itself"})

    class Meta(ReasonedNoteIn.Meta):
        example: Json = {"came": False, "note": "Cùng một khoản, tải về hai lần"}


class MatchIn(Schema):
    order_number = String(longest=12, required=True)

    class Meta(Schema.Meta):
        example: Json = {"order_number": "CP-7Q4M-2KXW"}
