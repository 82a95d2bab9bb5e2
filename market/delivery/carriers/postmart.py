"""Mock Postmart: the post's own service in our process. It keeps what it was told, and can be told to fail."""

import hashlib
import hmac
import time
from collections.abc import Iterable
from enum import StrEnum
from threading import Lock

from market.delivery import s10, tariff
from market.delivery.carriers import interface, pushes

_SLOW_SECONDS = 0.05


class Fault(StrEnum):
    """What may go wrong with one call."""

    SLOW = "slow"
    TIMEOUT_AFTER_BOOKING = "timeout_after_booking"
    SERVER_ERROR = "server_error"
    DUPLICATE = "duplicate"
    REFUSED_ADDRESS = "refused_address"


class MockPostmart(interface.Carrier):
    """Answers from what it is asked and calls nobody. `faults` are used up, one a call; then all goes well.

    Its memory is of one process: after a restart the same order number gives the same reference again,
    for the reference is made from our tracking number.
    """

    name = "postmart"

    def __init__(self, faults: Iterable[Fault | None] = ()) -> None:
        self.faults = iter(faults)
        self.booked: dict[str, str] = {}
        self.calls = 0
        self._one_at_a_time = Lock()

    def book(self, booking: interface.Booking, *, idempotency_key: str) -> str:
        fault = self._fault()
        if fault == Fault.REFUSED_ADDRESS:
            raise interface.AddressRefused(booking.recipient.to_commune)
        if booking.weight_g > tariff.CARRIER_HEAVIEST_G or not s10.is_s10(booking.tracking_number):
            raise interface.BookingRefused("too heavy, or not a number of ours")
        with self._one_at_a_time:
            first = idempotency_key not in self.booked
            reference = self.booked.setdefault(idempotency_key, f"PM-{booking.tracking_number}")
        if fault == Fault.TIMEOUT_AFTER_BOOKING:
            raise interface.CarrierUnavailable("timed out")
        if fault == Fault.DUPLICATE and not first:
            raise interface.AlreadyBooked(reference)
        return reference

    def cancel(self, tracking_number: str, *, idempotency_key: str) -> None:
        self._fault()

    def read_push(self, push: pushes.Push, *, secret: str) -> list[pushes.CarrierNews]:
        """`{tracking_number, order_number, status, at, cod_vnd}`; the header X-Postmart-Signature is an HMAC of it."""
        proof = hmac.new(secret.encode(), push.raw, hashlib.sha256).hexdigest() if secret else ""
        if not pushes.same(push.headers.get("X-Postmart-Signature"), proof):
            raise interface.WrongProof
        return [
            pushes.CarrierNews(
                code=pushes.text(push.body, "status"),
                number=pushes.text(push.body, "tracking_number"),
                reference=pushes.text(push.body, "order_number", needed=False),
                happened_at=pushes.instant(pushes.text(push.body, "at")),
                cash_vnd=pushes.amount(push.body, "cod_vnd"),
                body=push.body,
            )
        ]

    def _fault(self) -> Fault | None:
        self.calls += 1
        fault = next(self.faults, None)
        if fault == Fault.SLOW:
            time.sleep(_SLOW_SECONDS)
        if fault == Fault.SERVER_ERROR:
            raise interface.CarrierUnavailable("500")
        return fault
