"""Bags over HTTP."""

from typing import Any

from market.delivery.bags.rules import BagState
from market.delivery.rules.parcels import SCANS_IN_A_BATCH
from market.delivery.schemas.scans import NUMBER, HandedOverOut, OfficeCode
from market.fields import Boolean, Choice, Dong, Id, Instant, Integer, Items, Nested, PastDay, Schema, String
from market.http import PageQuery


def _numbers(**kwargs: Any) -> Items:
    return Items(String(longest=40), most=SCANS_IN_A_BATCH, **kwargs)


class BagIn(Schema):
    """Parcels that go to the next post office together."""

    id = Id()
    from_post_office_code = OfficeCode(required=True, attribute="from_office")
    to_post_office_code = OfficeCode(required=True, attribute="to_office")
    tracking_numbers = Items(String(longest=40), least=1, most=SCANS_IN_A_BATCH, required=True)

    class Meta(Schema.Meta):
        example = {"from_post_office_code": "25715", "to_post_office_code": "VN01", "tracking_numbers": [NUMBER]}


class BagReceiptIn(Schema):
    """All that the manifest names was there, but for what is named here."""

    missing = _numbers(load_default=list, metadata={"description": "written down, and not in the bag"})
    extra = _numbers(load_default=list, metadata={"description": "in the bag, and not written down"})

    class Meta(Schema.Meta):
        example: dict[str, Any] = {"missing": [], "extra": []}


class BagQuery(PageQuery):
    post_office_code = OfficeCode()
    day = PastDay(metadata={"description": "sent on this day in Vietnam"})
    state = Choice([*BagState])


class BagBrief(Schema):
    id = Id()
    from_post_office_code = String(longest=10, attribute="from_office")
    to_post_office_code = String(longest=10, attribute="to_office")
    state = Choice([*BagState])
    sent_at = Instant()
    received_at = Instant(allow_none=True)


class BagListed(BagBrief):
    parcel_count = Integer(least=0, most=SCANS_IN_A_BATCH)
    missing_count = Integer(least=0, most=SCANS_IN_A_BATCH)
    extra_count = Integer(least=0, most=SCANS_IN_A_BATCH)


class BagPage(Schema):
    items = Items(Nested(BagListed), most=100)
    next = String(longest=400, allow_none=True)


class BagLineOut(Schema):
    tracking_number = String(longest=13)
    weight_g = Integer(least=0, most=1_000_000)
    cod_vnd = Dong()
    found = Boolean(allow_none=True, metadata={"description": "null until the bag is received"})


class BagOut(BagBrief):
    sent_by = Id()
    received_by = Id(allow_none=True)
    parcels = Items(Nested(BagLineOut), most=SCANS_IN_A_BATCH)
    missing = Items(String(longest=13), most=SCANS_IN_A_BATCH)
    extra = Items(String(longest=13), most=SCANS_IN_A_BATCH)


class BagDone(Schema):
    bag = Nested(BagOut)
    results = Items(Nested(HandedOverOut), most=2 * SCANS_IN_A_BATCH)
