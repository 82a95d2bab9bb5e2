"""Who sets working days: they are one for the whole country."""

from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.errors import NotAllowed

_PROVINCE = 2


def may_set(person: Person) -> bool:
    """An operator, or an officer of a whole province."""
    return person.holds(RoleName.OPERATOR) or any(len(code) == _PROVINCE for code in person.places(RoleName.OFFICER))


def require_calendar_keeper(person: Person) -> None:
    """Raises NotAllowed."""
    if not may_set(person):
        raise NotAllowed
