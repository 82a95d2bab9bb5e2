"""What a carrier can be asked, and how it says no. A new carrier is a class with what it has of this."""

from dataclasses import dataclass

from market.delivery import tariff
from market.delivery.carriers.pushes import CarrierNews, Push
from market.delivery.rules.parcels import Recipient
from market.errors import Problem
from market.language import Sentence


class CarrierError(Exception):
    """A call that did not succeed; `retry` says whether the same call may succeed later."""

    retry = False


class CarrierUnavailable(CarrierError):
    """No answer in time, or an answer that blames the moment. What was asked may have been done all the same."""

    retry = True


class BookingRefused(CarrierError):
    """The carrier will not take this parcel, however often it is asked."""


class AddressRefused(BookingRefused):
    """The carrier does not know, or does not serve, the receiver's address."""


class NotConnected(BookingRefused):
    """This carrier cannot be asked by us; it only tells us by its pushes."""


class AlreadyBooked(CarrierError):
    """The carrier has a parcel of this order number and names its reference: what was wanted is done."""

    def __init__(self, reference: str) -> None:
        self.reference = reference
        super().__init__(reference)


class WrongProof(Problem):
    status = 401
    type = "wrong-proof"
    title = Sentence("Không xác thực được", en="Wrong proof")
    detail = Sentence(
        "Không chứng minh được tin này là của hãng vận chuyển.",
        en="This does not prove that it comes from the carrier.",
    )


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
    service: str = tariff.STANDARD
    may_inspect: bool = True
    fragile: bool = False


class Carrier:
    """A carrier that can be asked nothing; each subclass has what its carrier offers. All may raise CarrierError."""

    name = ""

    def book(self, booking: Booking, *, idempotency_key: str) -> str:
        """Announce a parcel; the carrier's own reference. The key is our order number: again gives the same.

        Raises AlreadyBooked where the carrier refuses a second booking and names the first.
        """
        raise NotConnected(self.name)

    def cancel(self, tracking_number: str, *, idempotency_key: str) -> None:
        """Withdraw what was announced, if it was; repeating it changes nothing."""
        raise NotConnected(self.name)

    def read_push(self, push: Push, *, secret: str) -> list[CarrierNews]:
        """What a status push says. Raises WrongProof, UnreadablePush."""
        raise WrongProof
