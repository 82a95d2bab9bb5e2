"""An office's day, claims, carriers' pushes and figures."""

from typing import Any

from marshmallow import fields

from market.delivery.carriers.registry import CARRIERS
from market.delivery.rules.offices import ClaimState, PushOutcome
from market.delivery.rules.parcels import ScanEvent
from market.fields import Choice, Day, Dong, Id, Instant, Items, Nested, PastDay, Schema, String
from market.http import PageQuery


class DayQuery(Schema):
    on = PastDay(metadata={"description": "a day in Vietnam; today if not given"})


class CashTaken(Schema):
    person_id = Id(allow_none=True)
    name = fields.String()
    parcels = fields.Integer()
    collected_vnd = fields.Integer()


class RefusedScanOut(Schema):
    scan_id = Id()
    problem = fields.String()
    tracking_number = fields.String()
    event = fields.String()
    scanned_at = Instant()
    received_at = Instant()
    by_id = Id()
    cash_collected_vnd = fields.Integer(allow_none=True)


class TillChange(Schema):
    kind = fields.String()
    amount_vnd = fields.Integer()


class CourierDay(Schema):
    """One courier's cash of the day; nobody's is what was taken in before names were kept."""

    person_id = Id(allow_none=True)
    name = fields.String()
    took_vnd = fields.Integer()
    handed_in_vnd = fields.Integer()
    owes_vnd = fields.Integer(metadata={"description": "what was not handed in when the day ended"})


class TillOfDay(Schema):
    """By the books: cash in the till when the day began and ended, what changed it, and what couriers then carried."""

    opening_vnd = fields.Integer()
    changes = Items(Nested(TillChange), most=30)
    closing_vnd = fields.Integer()
    couriers_vnd = fields.Integer()
    couriers = Items(Nested(CourierDay), most=1000)


class DayOut(Schema):
    """What was done, the cash of delivered parcels by who took it in, the till, and the lists of work as they stand."""

    post_office_code = fields.String()
    on = Day()
    done = fields.Dict(metadata={"description": "scans by event"})
    cash = Items(Nested(CashTaken), most=1000)
    cash_collected_vnd = fields.Integer()
    till = Nested(TillOfDay, allow_none=True)
    refused_scans = Items(Nested(RefusedScanOut), most=100)
    to_do = fields.Dict(metadata={"description": "parcels on each worklist of GET /parcels"})


class ClaimQuery(PageQuery):
    state = Choice([str(state) for state in ClaimState])


class ClaimOut(Schema):
    id = Id()
    tracking_number = fields.String()
    order_number = fields.String(attribute="reference")
    kind = Choice(["lost", "damaged", "complained"])
    amount_vnd = fields.Integer()
    paid_vnd = fields.Integer()
    state = Choice([*ClaimState])
    opened_at = Instant()
    settled_at = Instant(allow_none=True)
    note = fields.String()


class ClaimPage(Schema):
    items = Items(Nested(ClaimOut), most=100)
    next = fields.String(allow_none=True)


class ClaimSettlement(Schema):
    outcome = Choice(["paid", "rejected"], required=True)
    paid_vnd = Dong(load_default=0)
    note = String(longest=200, shortest=0, load_default="")

    class Meta(Schema.Meta):
        example = {"outcome": "paid", "paid_vnd": 166000}


class PushQuery(PageQuery):
    outcome = Choice([*PushOutcome])
    carrier = Choice([*CARRIERS])


class PushOut(Schema):
    id = Id()
    carrier = fields.String()
    code = fields.String()
    number = fields.String()
    body = fields.Dict()
    happened_at = Instant(allow_none=True)
    received_at = Instant()
    cash = fields.String(allow_none=True)
    cash_vnd = fields.Integer(allow_none=True)
    outcome = Choice([*PushOutcome])
    problem = fields.String(allow_none=True)
    settled_at = Instant(allow_none=True)


class PushPage(Schema):
    items = Items(Nested(PushOut), most=100)
    next = fields.String(allow_none=True)


class PushSettlement(Schema):
    """What a person takes the push to mean: a step of its parcel, or null for nothing."""

    event = Choice([*ScanEvent], required=True, allow_none=True)

    class Meta(Schema.Meta):
        example: dict[str, Any] = {"event": "arrived"}


class RouteQuery(PageQuery):
    since = Instant()


class OfficeName(Schema):
    code = fields.String()
    name = fields.String()


class RouteOut(Schema):
    """One route: its parcels that have ended, and how many came in the promised time."""

    origin = Nested(OfficeName)
    destination = Nested(OfficeName)
    delivered = fields.Integer()
    on_time = fields.Integer()
    on_time_percent = fields.Integer(allow_none=True)
    returned = fields.Integer()
    lost_or_damaged = fields.Integer()


class RoutePage(Schema):
    items = Items(Nested(RouteOut), most=100)
    next = fields.String(allow_none=True)
