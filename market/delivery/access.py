"""Who works at which post office, and which parcels are theirs."""

from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.delivery.models import Parcel
from market.delivery.rules.offices import NotYourOffice
from market.delivery.rules.parcels import ENDS, ParcelState


def offices_of(person: Person) -> set[str]:
    """Codes of the post offices at which a person works as clerk or courier."""
    return person.places(RoleName.CLERK) | person.places(RoleName.COURIER)


def require_clerk(office: str, person: Person, *, may_look: bool = False) -> None:
    """Raises NotYourOffice unless `person` is a clerk of the office; operators may look."""
    if not person.holds(RoleName.CLERK, office) and not (may_look and person.holds(RoleName.OPERATOR)):
        raise NotYourOffice(office=office)


def is_open(parcel: Parcel) -> bool:
    """Whether the post has it or is still to get it: only then does its staff need to know for whom it is."""
    return parcel.state not in ENDS and parcel.state != ParcelState.CANCELLED


def sees(person: Person, parcel: Parcel, route: set[str]) -> bool:
    """A clerk of an office on its `route` or where it lies, or the courier who has it on his round.

    No scan of one's own makes it so: one from outside the route counts for nothing.
    """
    if not person.places(RoleName.CLERK).isdisjoint({*route, parcel.present_office or ""}):
        return True
    return parcel.courier_id == person.id and is_open(parcel) and bool(person.places(RoleName.COURIER))


def is_of_offices(parcel: Parcel, offices: set[str]) -> bool:
    """Whether a parcel begins, lies or ends at one of `offices`."""
    return not offices.isdisjoint({parcel.origin_office, parcel.present_office, parcel.destination_office})
