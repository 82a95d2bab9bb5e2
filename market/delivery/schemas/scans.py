"""Scans in batches, and what became of each."""

from typing import Any

from marshmallow import ValidationError, fields, post_load

from market.delivery.failures import Reason
from market.delivery.rules.custody import ScanStanding
from market.delivery.rules.parcels import SCANS_IN_A_BATCH, MalformedScan, ParcelState, ScanEvent, ScanReport
from market.errors import InvalidInput
from market.fields import Choice, Dong, Id, Instant, Integer, Items, Matching, Nested, PastDay, Schema, String
from market.http import PageQuery, Spoken, language
from market.language import Sentence, speak

_OFFICE = Sentence("Phải là mã bưu cục.", en="Must be a post office code.")
NUMBER = "CA000000014VN"


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
    reason = Choice([*Reason], allow_none=True, load_default=None, metadata={"description": "why delivery failed"})
    weight_g = Integer(least=1, most=1_000_000, allow_none=True, load_default=None)

    class Meta(Schema.Meta):
        example = {
            "scan_id": "01936b2f-7c1a-7d3e-9f10-2b6d4c5e8a01",
            "tracking_number": NUMBER,
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

    class Meta(Schema.Meta):
        left_out = ("errors",)


class ScanResultOut(Schema):
    scan_id = fields.String(allow_none=True)
    result = Choice(["recorded", "duplicate", "refused"])
    parcel_state = Choice([*ParcelState])
    problem = Nested(ScanProblem)
    noticed = Items(
        fields.String(),
        most=4,
        metadata={
            "description": "taken all the same: clock-corrected, off-route, impossible-jump, waits-for-a-person (kept, "
            "and without effect until an operator upholds it)"
        },
    )

    class Meta(Schema.Meta):
        left_out = ("parcel_state", "problem", "noticed")


class ScanResults(Schema):
    """One result for each scan, in the order in which they were sent."""

    results = Items(Nested(ScanResultOut), most=SCANS_IN_A_BATCH)

    class Meta(Schema.Meta):
        example = {"results": [{"scan_id": ScanIn.Meta.example["scan_id"], "result": "recorded"}]}


class VoidingIn(Schema):
    reason = String(longest=200, required=True)

    class Meta(Schema.Meta):
        example = {"reason": "Quét nhầm kiện"}


class VoidedOut(Schema):
    scan_id = Id()
    voided_at = Instant()
    void_reason = fields.String()
    parcel_state = Choice([*ParcelState])


class UpheldOut(Schema):
    scan_id = Id()
    upheld_at = Instant(allow_none=True, metadata={"description": "null where it counted without that"})
    parcel_state = Choice([*ParcelState])


class KeptQuery(PageQuery):
    standing = Choice([ScanStanding.WAITING, ScanStanding.VOIDED], load_default=ScanStanding.WAITING)


class KeptScanOut(Schema):
    """A scan for the operator who decides: whose it is, of which parcel, and why it was kept."""

    scan_id = Id()
    parcel_id = Id()
    event = Choice([*ScanEvent])
    happened_at = Instant()
    received_at = Instant()
    post_office_code = fields.String()
    by_id = Id(allow_none=True)
    off_route = fields.Boolean()
    cash_collected_vnd = fields.Integer(allow_none=True)
    note = fields.String()
    voided_at = Instant(allow_none=True)
    voided_by = Id(allow_none=True)
    void_reason = fields.String()


class KeptPage(Schema):
    items = Items(Nested(KeptScanOut), most=100)
    next = fields.String(allow_none=True)


class ManifestIn(Schema):
    """What somebody brings to the counter in one go."""

    id = Id()
    post_office_code = OfficeCode(required=True)
    brought_by = String(longest=120, required=True)
    tracking_numbers = Items(String(longest=40), least=1, most=SCANS_IN_A_BATCH, required=True)

    class Meta(Schema.Meta):
        example = {"post_office_code": "25715", "brought_by": "Hoàng Thị Lan", "tracking_numbers": [NUMBER]}


class HandedOverOut(ScanResultOut):
    tracking_number = fields.String()


class ManifestLineOut(Schema):
    tracking_number = fields.String()
    order_number = fields.String(attribute="reference")
    weight_g = fields.Integer()
    cod_vnd = fields.Integer()


class ManifestOut(Schema):
    id = Id()
    post_office_code = fields.String()
    brought_by = fields.String()
    received_by = Id()
    received_at = Instant()
    parcels = Items(Nested(ManifestLineOut), most=SCANS_IN_A_BATCH, attribute="lines")


class ManifestQuery(PageQuery):
    post_office_code = OfficeCode()
    day = PastDay(metadata={"description": "taken in on this day in Vietnam"})


class ManifestListed(Schema):
    id = Id()
    post_office_code = fields.String()
    brought_by = fields.String()
    received_by = Id()
    received_at = Instant()
    parcel_count = fields.Integer()


class ManifestPage(Schema):
    items = Items(Nested(ManifestListed), most=100)
    next = fields.String(allow_none=True)


class HandOverOut(Schema):
    manifest = Nested(ManifestOut)
    results = Items(Nested(HandedOverOut), most=SCANS_IN_A_BATCH)
