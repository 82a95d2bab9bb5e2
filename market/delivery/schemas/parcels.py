"""Parcels as staff see them, post offices, and what the public may know."""

from typing import Any

from marshmallow import fields, post_dump

from market import clock
from market.delivery import access, estimates
from market.delivery.carriers.registry import CARRIERS
from market.delivery.models import Parcel
from market.delivery.rules.custody import ScanStanding
from market.delivery.rules.offices import Worklist
from market.delivery.rules.parcels import ParcelState, ScanEvent
from market.delivery.schemas.scans import NUMBER, OfficeCode
from market.fields import Boolean, Choice, Day, Id, Instant, Items, Matching, Nested, Schema, Several, String
from market.http import PageQuery, Spoken
from market.language import Sentence

_COMMUNE = Sentence("Phải là mã xã gồm 5 chữ số.", en="Must be a commune code of 5 digits.")
_NUMBER = Sentence("Phải là mã vận đơn.", en="Must be a tracking number.")
_OF_THE_RECIPIENT = ("recipient_name", "recipient_phone", "address_line")


class ParcelQuery(PageQuery):
    post_office_code = OfficeCode()
    state = Choice([*ParcelState])
    worklist = Choice([*Worklist])
    q = String(longest=40, metadata={"description": "a tracking number, an order's number, or the receiver's phone"})


class PromisedBy(Day):
    """One promise, whoever asks: nothing is promised of what goes back or waits to be fetched."""

    def get_value(self, obj: Parcel, attr: str, accessor: Any = None, default: Any = None) -> Any:
        if obj.state == ParcelState.DELIVERED:
            return obj.promised_by
        promise = estimates.promise_of(obj, clock.local_day(clock.now()))
        return promise.latest if promise else None


class ParcelOut(Schema):
    """A parcel as post office staff see it: whom it is for, and the cash to collect in đồng."""

    tracking_number = fields.String()
    order_number = fields.String(attribute="reference")
    carrier = fields.String()
    carrier_reference = fields.String(allow_none=True)
    state = Choice([*ParcelState])
    origin_post_office_code = fields.String(attribute="origin_office")
    present_post_office_code = fields.String(allow_none=True, attribute="present_office")
    destination_post_office_code = fields.String(attribute="destination_office")
    courier_id = Id(allow_none=True)
    sender_name = fields.String()
    recipient_name = fields.String()
    recipient_phone = fields.String()
    to_commune_code = fields.String(attribute="to_commune")
    address_line = fields.String()
    weight_g = fields.Integer()
    cod_vnd = fields.Integer()
    service = fields.String()
    is_fresh = fields.Boolean()
    fragile = fields.Boolean()
    may_inspect = fields.Boolean()
    use_by = Day(allow_none=True)
    attempts = fields.Integer()
    failed_because = fields.String(allow_none=True)
    next_step = fields.String(allow_none=True)
    held_until = Instant(allow_none=True)
    promised_by = PromisedBy(
        allow_none=True, metadata={"description": "as the public is told today; of one delivered, as first promised"}
    )
    booking_problem = fields.String(allow_none=True)
    requested_at = Instant()
    delivered_at = Instant(allow_none=True)

    @post_dump(pass_original=True)
    def _for_custody_only(self, shown: dict[str, Any], parcel: Parcel, **kwargs: Any) -> dict[str, Any]:
        """For whom it was is nobody's business any more once the post has handed it over."""
        return shown if access.is_open(parcel) else shown | dict.fromkeys(_OF_THE_RECIPIENT, "")


class ParcelPage(Schema):
    items = Items(Nested(ParcelOut), most=100)
    next = fields.String(allow_none=True)


class ScanOut(Schema):
    scan_id = Id(attribute="scan.scan_id")
    event = Choice([*ScanEvent], attribute="scan.event")
    happened_at = Instant(attribute="scan.happened_at")
    scanned_at = Instant(attribute="scan.scanned_at")
    received_at = Instant(attribute="scan.received_at")
    post_office_code = fields.String(attribute="scan.post_office_code")
    reason = fields.String(attribute="scan.reason", allow_none=True)
    note = fields.String(attribute="scan.note")
    cash_collected_vnd = fields.Integer(attribute="scan.cash_collected_vnd", allow_none=True)
    off_route = Boolean(attribute="scan.off_route")
    standing = Choice([*ScanStanding], attribute="scan.standing")
    clock_corrected = Boolean()
    impossible_jump = Boolean()
    voided_at = Instant(attribute="scan.voided_at", allow_none=True)
    void_reason = fields.String(attribute="scan.void_reason")


class ParcelWhole(Schema):
    parcel = Nested(ParcelOut)
    scans = Items(Nested(ScanOut), most=1000)


class CarrierIn(Schema):
    """Another carrier goes on with the parcel, under a number of its own."""

    carrier = Choice([*CARRIERS], required=True)
    carrier_reference = String(longest=40, required=True)

    class Meta(Schema.Meta):
        example = {"carrier": "ghn", "carrier_reference": "GHN5F7K2"}


class CourierIn(Schema):
    courier_id = Id(required=True)

    class Meta(Schema.Meta):
        example = {"courier_id": "01936b2f-7c1a-7d3e-9f10-2b6d4c5e8a01"}


class LabelQuery(Schema):
    tracking_numbers = Several(
        Matching(r"[0-9A-Za-z ]{13,20}", _NUMBER),
        least=1,
        most=100,
        required=True,
        metadata={"description": "the name again for each, or commas between them"},
    )
    format = Choice(["pdf", "html"], load_default="pdf")
    sheet = Choice(["a6", "a4"], load_default="a6", metadata={"description": "a4: four labels on a sheet"})


class PostOfficeQuery(PageQuery):
    commune_code = Matching(r"[0-9]{5}", _COMMUNE, longest=5)


class OfficeCommune(Schema):
    code = fields.String()
    name = fields.String()


class PostOfficeOut(Schema):
    code = fields.String()
    name = fields.String()
    commune = Nested(OfficeCommune)


class PostOfficePage(Schema):
    items = Items(Nested(PostOfficeOut), most=100)
    next = fields.String(allow_none=True)


class TrackingEvent(Schema):
    at = Instant(metadata={"description": "to the hour"})
    event = Choice([*ScanEvent])
    place = fields.String()


class PromiseOut(Schema):
    """The days in Vietnam between which it comes; `late` when that is later than was promised."""

    earliest = Day()
    latest = Day()
    late = Boolean()


class TrackingOut(Schema):
    """Where a parcel is, when it comes and what now, for anyone who has its number: no names, no phones.

    Until 90 days after its way has ended; then the number is unknown.
    """

    tracking_number = fields.String()
    state = Choice([*ParcelState])
    place = fields.String(metadata={"description": "the post office where it lies, if at any"})
    promise = Nested(PromiseOut, allow_none=True)
    what_now = Spoken()
    events = Items(Nested(TrackingEvent), most=1000)
    delivered_at = Instant(allow_none=True)

    class Meta(Schema.Meta):
        example = {
            "tracking_number": NUMBER,
            "state": "in_transit",
            "place": "",
            "promise": {"earliest": "2026-11-25", "latest": "2026-11-26", "late": False},
            "what_now": "Bưu kiện đang trên đường. Dự kiến đến từ 25/11 đến 26/11.",
            "events": [{"at": "2026-11-23T05:00:00Z", "event": "accepted", "place": "Bưu cục Chi Lăng"}],
            "delivered_at": None,
        }
