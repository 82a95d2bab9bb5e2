"""A post office's till, and dated rates."""

from typing import Any

from marshmallow import ValidationError, validates_schema

from market.delivery.schemas.office import TillChange
from market.fields import Boolean, Choice, Dong, Id, Instant, Items, Nested, Schema, String
from market.language import Sentence
from market.payments.ledger.schemas import Change, LedgerLineOut
from market.payments.tills.rules import TillMove

_WHOSE = Sentence("Tiền này là của người nộp hay không ghi tên?", en="Is this cash somebody's, or nobody's?")
_HANDED_IN = Sentence("Chỉ ghi khi bưu tá nộp tiền (hand_in).", en="Only a hand-in (hand_in) is somebody's.")


class MovementIn(Schema):
    id = Id()
    kind = Choice([str(move) for move in TillMove], required=True)
    amount_vnd = Dong(required=True, metadata={"description": "cash moved; for a count, what is there"})
    note = String(shortest=0, longest=200, load_default="")
    from_id = Id(metadata={"description": "of a hand-in: whose cash it is; may be left out where only one carries any"})
    unnamed = Boolean(
        load_default=False,
        metadata={"description": "of a hand-in: cash that was taken in before names were kept, and is nobody's"},
    )

    class Meta(Schema.Meta):
        example: dict[str, Any] = {
            "kind": "replenishment",
            "amount_vnd": 5_000_000,
            "note": "Bưu điện huyện chuyển xuống",
        }

    @validates_schema
    def _of_one(self, data: dict[str, Any], **kwargs: Any) -> None:
        if data.get("unnamed") and data.get("from_id"):
            raise ValidationError(_WHOSE, "unnamed")
        for name in ("from_id", "unnamed"):
            if data.get(name) and data["kind"] != TillMove.HAND_IN:
                raise ValidationError(_HANDED_IN, name)


class MovementOut(Schema):
    id = Id()
    kind = Choice([str(move) for move in TillMove])
    amount_vnd = Dong()
    expected_vnd = Change(allow_none=True)
    difference_vnd = Change(allow_none=True, metadata={"description": "of a count: counted less expected"})
    note = String(shortest=0, longest=200)
    from_id = Id(allow_none=True)
    at = Instant()


class MovementPage(Schema):
    items = Items(Nested(MovementOut), most=100)
    next = String(longest=400, allow_none=True)


class TillDay(Schema):
    opening_vnd = Change()
    changes = Items(Nested(TillChange), most=30)


class CourierOwes(Schema):
    person_id = Id()
    name = String(longest=120)
    owes_vnd = Dong()


class TillOut(Schema):
    post_office_code = String(longest=10)
    till_vnd = Change(metadata={"description": "cash in the till, by the books"})
    couriers_vnd = Change(metadata={"description": "cash its couriers have collected and not handed in"})
    couriers = Items(Nested(CourierOwes), most=1000)
    unnamed_vnd = Change(metadata={"description": "of that, what was taken in before names were kept"})
    today = Nested(TillDay)
    last_count = Nested(MovementOut, allow_none=True)


class CourierOut(Schema):
    courier_id = Id()
    name = String(longest=120)
    owes_vnd = Change(metadata={"description": "cash collected for this post office and not handed in"})


class CourierPage(Schema):
    items = Items(Nested(CourierOut), most=100)
    next = String(longest=400, allow_none=True)


class CashLineOut(LedgerLineOut):
    """An order's cash taken in (collection), taken back (undo), or handed in at the counter (hand_in)."""

    post_office_code = String(longest=10)


class OfficeOwed(Schema):
    post_office_code = String(longest=10)
    owes_vnd = Change()


class MyCashPage(Schema):
    owes_vnd = Change(metadata={"description": "cash collected and not handed in, at all post offices"})
    post_offices = Items(Nested(OfficeOwed), most=1000)
    items = Items(Nested(CashLineOut), most=100)
    next = String(longest=400, allow_none=True)
