"""Who works at which post office, and which parcels are theirs."""

from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.delivery.models import Parcel
from market.delivery.rules.offices import NotYourOffice


def offices_of(person: Person) -> set[str]:
    """Codes of the post offices at which a person works as clerk or courier."""
    return person.places(RoleName.CLERK) | person.places(RoleName.COURIER)


def require_clerk(office: str, person: Person, *, may_look: bool = False) -> None:
    """Raises NotYourOffice unless `person` is a clerk of the office; operators may look."""
    if not person.holds(RoleName.CLERK, office) and not (may_look and person.holds(RoleName.OPERATOR)):
        raise NotYourOffice(office=office)


def is_of_offices(parcel: Parcel, offices: set[str]) -> bool:
    """Whether a parcel begins, lies or ends at one of `offices`."""
    return not offices.isdisjoint({parcel.origin_office, parcel.present_office, parcel.destination_office})
