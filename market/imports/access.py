"""Authorization: whose things a file may write. What is found decides, by where it lies and by its household's will."""

from collections.abc import Collection
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from market.accounts import identity
from market.accounts.models import Delegation, Person
from market.accounts.rules import RoleName
from market.db import db, locked
from market.errors import NotFound
from market.imports import bulk, rules
from market.imports.models import Import
from market.places.queries import commune_names, province_of
from market.teams.access import within_reach
from market.teams.models import Consent, Household

# Who sends files: of their own places, an operator of all.
WHO = (RoleName.TEAM_MEMBER, RoleName.OFFICER, RoleName.OPERATOR)


def import_for(import_id: UUID, viewer: Person) -> Import:
    """The import, to who sent it and to operators. Raises NotFound."""
    found = db.session.get(Import, import_id)
    if found is None or not (found.by_id == viewer.id or viewer.holds(RoleName.OPERATOR)):
        raise NotFound
    return found


class Will(NamedTuple):
    """Of some people: who lets her village's team act for her, and for whom nobody writes but herself."""

    agreed: set[UUID]
    own: set[UUID]


def will_of(person_ids: Collection[UUID], *, lock: bool = False) -> Will:
    """`lock`: nobody of them signs in before this transaction ends."""
    ids = set(person_ids)
    given = select(Delegation.person_id).where(Delegation.role == RoleName.TEAM_MEMBER)
    agreed = set(db.session.scalars(given.where(bulk.one_of(Delegation.person_id, ids))))
    taken_back = select(Consent.household_id).where(Consent.withdrawn_at.is_not(None))
    spoke = Household.signed_in_at.is_not(None) | Household.id.in_(taken_back)
    said = set(db.session.scalars(select(Household.person_id).where(bulk.one_of(Household.person_id, ids), spoke)))
    wanted = select(Person).where(bulk.one_of(Person.id, ids)).order_by(Person.id)
    people = db.session.scalars(locked(wanted) if lock else wanted)
    claimed = {person.id for person in people if not identity.may_be_adopted(person)}
    return Will(agreed, (claimed | said) - agreed)


def is_in_reach(reach: Collection[str] | None, village_key: str) -> bool:
    return reach is None or within_reach(reach, village_key=village_key, province_code=province_of(village_key[:5]))


def reach_of(sender: Person) -> list[str] | None:
    """The places a person may write of: everywhere for an operator. Raises NothingToReach where there is none."""
    if sender.holds(RoleName.OPERATOR):
        return None
    places = _places(sender)
    if not places:
        raise rules.NothingToReach
    return sorted(places)


def present_reach(import_: Import) -> list[str] | None:
    """What is left of the reach with which the file was sent: a role that was taken away meanwhile counts no more."""
    sender = db.session.get(Person, import_.by_id) if import_.by_id else None
    if import_.by_id is None or (sender is not None and sender.holds(RoleName.OPERATOR)):
        return import_.reach
    places: set[Any] = _places(sender) if sender is not None else set()
    return sorted(places if import_.reach is None else places & set(import_.reach))


def _places(sender: Person) -> set[str]:
    return sender.places(RoleName.OFFICER) | sender.places(RoleName.TEAM_MEMBER)


def village_named(village_key: str, written: str = "") -> str:
    """A village as people read it: "Làng Lạ, Xã Chi Lăng"."""
    commune_code, _, slug = village_key.partition("/")
    commune = commune_names([commune_code]).get(commune_code, commune_code)
    return ", ".join(part for part in (written or slug, commune) if part)
