"""What post offices and scanners send and read."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields, post_load

from market.delivery.rules import SCANS_IN_A_BATCH, MalformedScan, ParcelState, ScanEvent, ScanReport
from market.errors import InvalidInput
from market.fields import Choice, Dong, Id, Instant, Items, Matching, Nested, Schema, String
from market.http import PageQuery, language
from market.language import Sentence, speak

_OFFICE = Sentence("Phải là mã bưu cục.", en="Must be a post office code.")
_COMMUNE = Sentence("Phải là mã xã gồm 5 chữ số.", en="Must be a commune code of 5 digits.")
_NUMBER = "CA000000014VN"


class Spoken(fields.String):
    """Sentences, in the reader's language."""

    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> Any:
        return speak(value, language())


class SpokenErrors(fields.Dict):
    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> Any:
        return speak(value, language())


class OfficeCode(Matching):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(r"[0-9A-Za-z]{1,10}", _OFFICE, longest=10, **kwargs)


class ScanIn(Schema):
    """One scan. `scan_id` is made by the scanner, once for each scan, and makes sending it twice harmless."""

    scan_id = Id(required=True)
    tracking_number = String(required=True, longest=40)
    event = Choice([*ScanEvent], required=True)
    scanned_at = Instant(required=True)
    post_office_code = OfficeCode(required=True)
    note = String(longest=200, shortest=0, load_default="")
    cash_collected_vnd = Dong(allow_none=True, load_default=None)

    class Meta(Schema.Meta):
        example = {
            "scan_id": "01936b2f-7c1a-7d3e-9f10-2b6d4c5e8a01",
            "tracking_number": _NUMBER,
            "event": "accepted",
            "scanned_at": "2026-11-23T05:14:00Z",
            "post_office_code": "25715",
            "note": "",
        }

    @post_load
    def report(self, data: dict[str, Any], **kwargs: Any) -> ScanReport:
        return ScanReport(**data)


class EachScan(Nested):
    """A scan, or what is wrong with it: one that is not in form never loses the others."""

    def deserialize(self, value: Any, *args: Any, **kwargs: Any) -> ScanReport | MalformedScan:
        try:
            report: ScanReport = super().deserialize(value, *args, **kwargs)
            return report
        except ValidationError as error:
            sent = value.get("scan_id") if isinstance(value, dict) else None
            problem = InvalidInput(errors=error.normalized_messages())
            return MalformedScan(sent[:64] if isinstance(sent, str) else None, problem)


class ScanBatch(Schema):
    scans = Items(EachScan(ScanIn), most=SCANS_IN_A_BATCH, required=True)

    class Meta(Schema.Meta):
        example = {"scans": [ScanIn.Meta.example]}


class ScanProblem(Schema):
    type = fields.String()
    detail = Spoken()
    errors = SpokenErrors()


class ScanResultOut(Schema):
    scan_id = fields.String(allow_none=True)
    result = Choice(["recorded", "duplicate", "refused"])
    parcel_state = Choice([*ParcelState])
    problem = Nested(ScanProblem)


class ScanResults(Schema):
    """One result for each scan, in the order in which they were sent."""

    results = Items(Nested(ScanResultOut), most=SCANS_IN_A_BATCH)

    class Meta(Schema.Meta):
        example = {"results": [{"scan_id": ScanIn.Meta.example["scan_id"], "result": "recorded"}]}


class ParcelQuery(PageQuery):
    post_office_code = OfficeCode()
    state = Choice([*ParcelState])


class ParcelOut(Schema):
    """A parcel as post office staff see it: whom it is for, and the cash to collect in đồng."""

    tracking_number = fields.String()
    reference = fields.String()
    state = Choice([*ParcelState])
    origin_office = fields.String()
    present_office = fields.String(allow_none=True)
    destination_office = fields.String()
    sender_name = fields.String()
    recipient_name = fields.String()
    recipient_phone = fields.String()
    to_commune = fields.String()
    address_line = fields.String()
    weight_g = fields.Integer()
    cod_vnd = fields.Integer()
    requested_at = Instant()
    delivered_at = Instant(allow_none=True)


class ParcelPage(Schema):
    items = Items(Nested(ParcelOut), most=100)
    next = fields.String(allow_none=True)


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
    at = Instant()
    event = Choice([*ScanEvent])
    place = fields.String()


class TrackingOut(Schema):
    """Where a parcel is, for anyone who has its number: no names, no phones."""

    tracking_number = fields.String()
    state = Choice([*ParcelState])
    events = Items(Nested(TrackingEvent), most=1000)
    delivered_at = Instant(allow_none=True)

    class Meta(Schema.Meta):
        example = {
            "tracking_number": _NUMBER,
            "state": "in_transit",
            "events": [{"at": "2026-11-23T05:14:00Z", "event": "accepted", "place": "Bưu cục Chi Lăng"}],
            "delivered_at": None,
        }
