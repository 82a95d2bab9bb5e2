"""What a household says of its harvest, and how it came out, as it looks from outside."""

from market.fields import Day, Id, Instant, Integer, Schema
from market.http import Json


class NewDay(Schema):
    ready_on = Day(required=True, metadata={"description": "later than promised, within 30 days of it; once"})

    class Meta(Schema.Meta):
        example: Json = {"ready_on": "2027-08-18"}


class PacksReady(Schema):
    packs = Integer(least=0, most=100_000, required=True, metadata={"description": "packs there are, packed ones too"})

    class Meta(Schema.Meta):
        example: Json = {"packs": 12}


class HarvestOut(Schema):
    product_id = Id()
    packs = Integer(least=1, most=100_000, metadata={"description": "as promised"})
    packs_ready = Integer(least=0, most=100_000, allow_none=True, metadata={"description": "as she said, if fewer"})
    short_at = Instant(allow_none=True)
    ready_on = Day()
    first_ready_on = Day(metadata={"description": "as promised"})
    moved_at = Instant(allow_none=True)
    ordered = Integer(least=0, most=1_000_000, metadata={"description": "packs ordered of her"})
    served = Integer(least=0, most=1_000_000, metadata={"description": "of these what she sends"})
    offered = Integer(least=0, most=1_000_000, metadata={"description": "whose buyers choose at this moment"})
    taken = Integer(least=0, most=1_000_000, metadata={"description": "whose buyers took another's goods"})
    given_back = Integer(least=0, most=1_000_000, metadata={"description": "whose buyers have their money back"})
