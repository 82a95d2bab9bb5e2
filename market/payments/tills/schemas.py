"""A post office's till, and dated rates."""

from market.delivery.schemas.office import TillChange
from market.fields import Choice, Dong, Id, Instant, Items, Nested, Schema, String
from market.payments.ledger.schemas import Change
from market.payments.tills.rules import TillMove


class MovementIn(Schema):
    id = Id()
    kind = Choice([str(move) for move in TillMove], required=True)
    amount_vnd = Dong(required=True, metadata={"description": "cash moved; for a count, what is there"})
    note = String(shortest=0, longest=200, load_default="")
    from_id = Id(metadata={"description": "of a hand-in: whose cash it is; may be left out where only one carries any"})

    class Meta(Schema.Meta):
        example = {"kind": "replenishment", "amount_vnd": 5_000_000, "note": "Bưu điện huyện chuyển xuống"}


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
    today = Nested(TillDay)
    last_count = Nested(MovementOut, allow_none=True)
