"""Those who carry parcels, behind one plain interface, chosen by name. Never called inside a transaction."""

from market.delivery.carriers.ghn import GHN
from market.delivery.carriers.ghtk import GHTK
from market.delivery.carriers.interface import (
    AddressRefused,
    AlreadyBooked,
    Booking,
    BookingRefused,
    Carrier,
    CarrierError,
    CarrierUnavailable,
    NotConnected,
    WrongProof,
)
from market.delivery.carriers.mapping import Mapping, mapping_of
from market.delivery.carriers.postmart import MockPostmart
from market.delivery.carriers.pushes import CarrierNews, Push, UnreadablePush
from market.delivery.carriers.viettelpost import ViettelPost
from market.delivery.carriers.vnpost import VNPost

POSTMART = "postmart"
CARRIERS: dict[str, Carrier] = {
    POSTMART: MockPostmart(),
    "ghn": GHN(),
    "ghtk": GHTK(),
    "viettelpost": ViettelPost(),
    "vnpost": VNPost(),
}

__all__ = [
    "CARRIERS",
    "POSTMART",
    "AddressRefused",
    "AlreadyBooked",
    "Booking",
    "BookingRefused",
    "Carrier",
    "CarrierError",
    "CarrierNews",
    "CarrierUnavailable",
    "Mapping",
    "MockPostmart",
    "NotConnected",
    "Push",
    "UnreadablePush",
    "WrongProof",
    "mapping_of",
]
