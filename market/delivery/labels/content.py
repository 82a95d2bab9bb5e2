"""What stands on a label. The receiver's phone is masked: whoever sees the parcel needs not know it."""

from dataclasses import dataclass
from datetime import date

from market.delivery.labels.letters import printed
from market.delivery.models import Parcel
from market.delivery.queries.offices import office_names
from market.money import dong
from market.places.queries import commune_names

FRESH, FRAGILE, INSPECT = "HÀNG TƯƠI", "DỄ VỠ", "ĐƯỢC XEM HÀNG TRƯỚC KHI TRẢ TIỀN"
_NAMELESS, _PLACELESS = "(tên không in được)", "(địa chỉ không in được)"


@dataclass(frozen=True)
class Label:
    """The words of a label, in reading order."""

    tracking_number: str
    tracking_url: str
    reference: str
    service: str
    sender: str
    origin: str
    recipient: str
    phone: str
    address: str
    destination: str
    weight: str
    cod: str
    marks: tuple[str, ...]
    dates: str


def label_of(parcel: Parcel, *, public_url: str, goes_on: date | None = None) -> Label:
    """The label of a parcel, which `goes_on` a day that was promised; `public_url` leads to the tracking page."""
    communes = commune_names([parcel.to_commune])
    names = office_names({parcel.origin_office, parcel.destination_office})
    return Label(
        tracking_number=parcel.tracking_number,
        tracking_url=f"{public_url.rstrip('/')}/t/{parcel.tracking_number}",
        reference=parcel.reference,
        service="NHANH" if parcel.service == "express" else "TIÊU CHUẨN",
        sender=printed(parcel.sender_name, if_nothing=_NAMELESS),
        origin=f"{names.get(parcel.origin_office, '')} ({parcel.origin_office})",
        recipient=printed(parcel.recipient_name, if_nothing=_NAMELESS),
        phone=masked(parcel.recipient_phone),
        address=f"{printed(parcel.address_line, if_nothing=_PLACELESS)}, {communes.get(parcel.to_commune, '')}",
        destination=f"{names.get(parcel.destination_office, '')} ({parcel.destination_office})",
        weight=f"{parcel.weight_g / 1000:g} kg".replace(".", ","),
        cod=f"THU HỘ {dong(parcel.cod_vnd)} đ" if parcel.cod_vnd else "KHÔNG THU TIỀN",
        marks=_marks(parcel),
        dates=_dates(parcel, goes_on),
    )


def masked(phone: str) -> str:
    """`+84987654321` → `098 *** 4321`; nothing for somebody forgotten."""
    local = "0" + phone.removeprefix("+84") if phone else ""
    return f"{local[:3]} *** {local[-4:]}" if local else ""


def _marks(parcel: Parcel) -> tuple[str, ...]:
    worn = {FRESH: parcel.is_fresh, FRAGILE: parcel.fragile, INSPECT: parcel.may_inspect}
    return tuple(mark for mark, is_worn in worn.items() if is_worn)


def _dates(parcel: Parcel, goes_on: date | None) -> str:
    told = {"Giao từ": goes_on, "Thu hoạch": parcel.harvested_on, "Dùng trước": parcel.use_by}
    return " · ".join(f"{word} {_day(when)}" for word, when in told.items() if when)


def _day(when: date) -> str:
    return f"{when.day:02}/{when.month:02}/{when.year}"
