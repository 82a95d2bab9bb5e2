"""Who sees every figure of a place, and whose place is meant."""

from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.catalog.access import acting_role
from market.catalog.models import Shop
from market.errors import NotAllowed
from market.insight.places import HOME_PROVINCE, Level, Place, place


def sees_all(person: Person | None, place: Place) -> bool:
    """Whether `person` sees every figure of it: an operator, or an officer of it or of a place it lies in."""
    if person is None:
        return False
    mine = person.places(RoleName.OFFICER)
    return person.holds(RoleName.OPERATOR) or place.province in mine or set(place.communes) <= mine


def sees_store(person: Person | None) -> bool:
    """Whether `person` sees what is of no place: an operator."""
    return person is not None and person.holds(RoleName.OPERATOR)


def require_concerned(person: Person, shop: Shop) -> None:
    """The household and its team, officers of the place, operators. Raises NotAllowed."""
    if acting_role(shop, person) is None and not sees_all(person, place(shop.commune_code)):
        raise NotAllowed


def require_visitor(person: Person, place: Place) -> None:
    """Officers of the place, the team that serves it, operators. Raises NotAllowed."""
    mine = person.places(RoleName.TEAM_MEMBER)
    serves = place.code in mine or (place.level == Level.VILLAGE and place.commune in mine)
    if not serves and not sees_all(person, place):
        raise NotAllowed


def place_of_officer(code: str | None, person: Person) -> Place:
    """The place `code`, or her own, to whom sees all of it. Raises NotAllowed, UnknownPlace, MergedAway."""
    found = place(code or home_of(person))
    if not sees_all(person, found):
        raise NotAllowed
    return found


def places_of(person: Person) -> list[Place]:
    """Where `person` is an officer, the widest first."""
    return [place(code) for code in _own(person)]


def home_of(person: Person | None) -> str:
    """The place whose figures `person` wants who names none: an officer's own, the widest first."""
    mine = _own(person) if person else []
    return mine[0] if mine else HOME_PROVINCE


def _own(person: Person) -> list[str]:
    return sorted(person.places(RoleName.OFFICER), key=lambda code: (len(code), code))
