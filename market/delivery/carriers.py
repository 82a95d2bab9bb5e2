"""Those who carry parcels, behind one plain interface, chosen by name. Never called inside a transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from market.delivery.rules import Recipient
from market.delivery.tariff import HEAVIEST_G


class CarrierError(Exception):
    """A call that did not succeed; `retry` says whether the same call may succeed later."""

    retry = False


class CarrierUnavailable(CarrierError):
    """No answer, or an answer that blames the moment."""

    retry = True


class BookingRefused(CarrierError):
    """The carrier will not take this parcel, however often it is asked."""


@dataclass(frozen=True)
class Booking:
    """What a carrier is told. Weight in grams, money in đồng."""

    tracking_number: str
    reference: str
    sender_name: str
    from_commune: str
    recipient: Recipient
    weight_g: int
    cod_vnd: int
    declared_vnd: int


class Carrier(Protocol):
    def book(self, booking: Booking, *, idempotency_key: str) -> str:
        """Announce a parcel; the carrier's own reference. The same key again gives the same. Raises CarrierError."""

    def cancel(self, tracking_number: str, *, idempotency_key: str) -> None:
        """Withdraw what was announced, if it was; repeating it changes nothing. Raises CarrierError."""


class MockPostmart:
    """A stand-in for the post's own service: it answers from what it is asked and calls nobody."""

    def book(self, booking: Booking, *, idempotency_key: str) -> str:
        if booking.weight_g > HEAVIEST_G:
            raise BookingRefused("too heavy")
        return f"PM-{booking.tracking_number}"

    def cancel(self, tracking_number: str, *, idempotency_key: str) -> None:
        return None


POSTMART = "postmart"
CARRIERS: dict[str, Carrier] = {POSTMART: MockPostmart()}
