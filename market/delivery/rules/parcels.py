"""Where a parcel may stand, what a scan reports, and what is refused. Plain values."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from market import errors, states
from market.accounts.rules import Limit
from market.language import Sentence

SCANS_IN_A_BATCH = 500


# A village may stand behind one address, and people mistype; a machine that guesses needs thousands.
UNKNOWN_PER_ADDRESS = Limit("unknown-parcel-for-address", 60, timedelta(hours=1))
# How many different parcels one address may follow, for it may stand for a whole mobile network; and that it does.
KNOWN_PER_ADDRESS = Limit("known-parcel-for-address", 1_000, timedelta(hours=1))
FOLLOWS = Limit("parcel-followed-by-address", 100, timedelta(hours=1))
# After that nobody but its shop, its buyer and the post has business with it.
FOLLOWED_FOR = timedelta(days=90)


class ParcelState(StrEnum):
    REQUESTED = "requested"
    BOOKED = "booked"
    ACCEPTED = "accepted"
    IN_TRANSIT = "in_transit"
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELIVERED = "delivered"
    HELD_FOR_PICKUP = "held_for_pickup"
    DELIVERY_FAILED = "delivery_failed"
    RETURNING = "returning"
    RETURNED = "returned"
    LOST = "lost"
    DAMAGED = "damaged"
    CANCELLED = "cancelled"


class ScanEvent(StrEnum):
    """In the order in which one parcel's steps follow each other: the rank that settles scans of the same instant."""

    ACCEPTED = "accepted"
    DEPARTED = "departed"
    ARRIVED = "arrived"
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELIVERY_FAILED = "delivery_failed"
    HELD_FOR_PICKUP = "held_for_pickup"
    DELIVERED = "delivered"
    RETURN_STARTED = "return_started"
    RETURNED = "returned"
    LOST = "lost"
    DAMAGED = "damaged"


NAMES = {
    ParcelState.REQUESTED: Sentence("đang đăng ký gửi", en="requested"),
    ParcelState.BOOKED: Sentence("đã đăng ký gửi", en="booked"),
    ParcelState.ACCEPTED: Sentence("bưu cục đã nhận", en="accepted by the post"),
    ParcelState.IN_TRANSIT: Sentence("đang chuyển", en="on its way"),
    ParcelState.OUT_FOR_DELIVERY: Sentence("đang đi phát", en="out for delivery"),
    ParcelState.DELIVERED: Sentence("đã phát", en="delivered"),
    ParcelState.HELD_FOR_PICKUP: Sentence("chờ người nhận đến bưu cục", en="held for pickup at the post office"),
    ParcelState.DELIVERY_FAILED: Sentence("phát chưa được", en="delivery failed"),
    ParcelState.RETURNING: Sentence("đang chuyển hoàn", en="being returned"),
    ParcelState.RETURNED: Sentence("đã chuyển hoàn", en="returned"),
    ParcelState.LOST: Sentence("thất lạc", en="lost"),
    ParcelState.DAMAGED: Sentence("hư hỏng", en="damaged"),
    ParcelState.CANCELLED: Sentence("đã hủy", en="cancelled"),
}


BEFORE_CUSTODY = frozenset({ParcelState.REQUESTED, ParcelState.BOOKED})


ENDS = frozenset({ParcelState.DELIVERED, ParcelState.RETURNED, ParcelState.LOST, ParcelState.DAMAGED})


LEADS_TO = {
    ScanEvent.ACCEPTED: ParcelState.ACCEPTED,
    ScanEvent.DEPARTED: ParcelState.IN_TRANSIT,
    ScanEvent.ARRIVED: ParcelState.IN_TRANSIT,
    ScanEvent.OUT_FOR_DELIVERY: ParcelState.OUT_FOR_DELIVERY,
    ScanEvent.DELIVERY_FAILED: ParcelState.DELIVERY_FAILED,
    ScanEvent.HELD_FOR_PICKUP: ParcelState.HELD_FOR_PICKUP,
    ScanEvent.DELIVERED: ParcelState.DELIVERED,
    ScanEvent.RETURN_STARTED: ParcelState.RETURNING,
    ScanEvent.RETURNED: ParcelState.RETURNED,
    ScanEvent.LOST: ParcelState.LOST,
    ScanEvent.DAMAGED: ParcelState.DAMAGED,
}


def cash_due(event: str, cod_vnd: int) -> int:
    """What the courier takes in, in đồng, at this step: the cash on delivery at delivery, else nothing."""
    return cod_vnd if event == ScanEvent.DELIVERED else 0


@dataclass(frozen=True)
class Recipient:
    name: str
    phone: str
    to_commune: str
    address_line: str


@dataclass(frozen=True)
class Care:
    """How a parcel is sent and what its label says: the service, what was paid (đồng), and what to mind."""

    service: str = "standard"
    postage_vnd: int = 0
    fragile: bool = False
    is_fresh: bool = False
    may_inspect: bool = True
    harvested_on: date | None = None
    use_by: date | None = None


PLAIN = Care()


@dataclass(frozen=True)
class ScanReport:
    """One scan as a clerk or courier sends it. `cash_collected_vnd` None: what was due was collected."""

    scan_id: UUID
    tracking_number: str
    event: str
    scanned_at: datetime
    post_office_code: str
    note: str = ""
    cash_collected_vnd: int | None = None
    reason: str | None = None
    weight_g: int | None = None


@dataclass(frozen=True)
class MalformedScan:
    """A scan that is not in form, kept in its place in the batch so that it is answered and loses no other."""

    scan_id: str | None
    problem: errors.Problem


class UnknownParcel(errors.NotFound):
    type = "unknown-parcel"
    title = Sentence("Không có bưu kiện này", en="Unknown parcel")
    detail = Sentence("Không có bưu kiện nào mang mã này.", en="There is no parcel with this number.")


class NoPostOffice(errors.Problem):
    status = 422
    type = "no-post-office"
    title = Sentence("Chưa có bưu cục", en="No post office")
    detail = Sentence("Nơi này chưa có bưu cục phục vụ.", en="No post office serves this place.")


class CashDiffers(errors.Conflict):
    """`due_vnd` and `collected_vnd` stand beside the sentence."""

    type = "cash-differs"
    title = Sentence("Tiền thu không khớp", en="Cash differs")
    detail = Sentence(
        "Phải thu {due_vnd} đ nhưng ghi {collected_vnd} đ. Xin kiểm lại tiền rồi quét lại.",
        en="{due_vnd} đ is due, but {collected_vnd} đ was entered. Please count again and scan once more.",
    )


def cannot_become(current: ParcelState, wanted: ParcelState) -> errors.WrongState:
    """The refusal that names both states."""
    return states.refusal(NAMES, current, wanted)


class UnknownScan(errors.NotFound):
    type = "unknown-scan"
    title = Sentence("Không có lần quét này", en="Unknown scan")
    detail = Sentence("Không có lần quét nào mang mã này.", en="There is no scan with this id.")
