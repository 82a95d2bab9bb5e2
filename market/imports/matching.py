"""Record matching: the households and people near the rows of a chunk, whom another row may mean."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import or_, select

from market.accounts import identity
from market.accounts.models import Person
from market.db import db
from market.imports import bulk, cleaning
from market.imports.models import ImportedKey
from market.teams.models import Household
from market.text import fold


class Known(NamedTuple):
    """What of a household tells whether another row means it."""

    id: UUID
    person_id: UUID
    name_folded: str
    village_key: str
    phone: str | None
    identity_hash: str | None
    match_key: str


class Holder(NamedTuple):
    """Who has a phone. A user has signed in or has a duty: nobody else ties or changes her."""

    id: UUID
    name_folded: str
    is_user: bool


class Around:
    """Everybody near the rows of a chunk, as others left them and as the chunk itself goes on."""

    def __init__(self) -> None:
        self.by_match: dict[str, Known] = {}
        self.by_identity: dict[str, Known] = {}
        self.by_name: dict[tuple[str, str], list[Known]] = defaultdict(list)
        self.by_id: dict[UUID, Known] = {}
        self.phones: dict[str, Holder] = {}
        self.contacts: set[str] = set()
        self.householders: set[UUID] = set()

    def add(self, known: Known) -> None:
        self.by_match[known.match_key] = self.by_id[known.id] = known
        self.by_name[known.name_folded, known.village_key].append(known)
        self.householders.add(known.person_id)
        if known.identity_hash:
            self.by_identity[known.identity_hash] = known
        if known.phone:
            self.contacts.add(known.phone)


class Alike(NamedTuple):
    """A shop of a household or goods of a shop, the key by which it came and how its row read then."""

    id: UUID
    holder_id: UUID
    name: str
    key: str = ""
    digest: str = ""
    import_id: UUID | None = None


class Near:
    """What households have already of shops, or shops of goods: the same again is not made twice."""

    def __init__(self) -> None:
        self._of: dict[UUID, list[Alike]] = defaultdict(list)
        self.ids: set[UUID] = set()

    def add(self, one: Alike) -> None:
        self._of[one.holder_id].append(one)
        self.ids.add(one.id)

    def same(self, row: cleaning.Cleaned, holder_id: UUID, name: str) -> Alike | None:
        """What the row surely means: called so, and with its key but for capitals and zeros, or read just so."""
        named = (one for one in self._of[holder_id] if fold(one.name) == fold(name))
        return next((one for one in named if one.digest == row.digest or _is_one_key(one.key, row.key)), None)

    def alike(self, row: cleaning.Cleaned, holder_id: UUID, name: str) -> Alike | None:
        """What the row may mean: called so, or with such a key."""
        mine = self._of[holder_id]
        return next((one for one in mine if fold(one.name) == fold(name) or _is_one_key(one.key, row.key)), None)


def near(kind: str, source: str, things: Any) -> Near:
    """`things` selects id, holder_id and name; keys are the sender's own."""
    found, wanted = Near(), things.subquery()
    mine = (ImportedKey.subject_id == wanted.c.id) & (ImportedKey.kind == kind) & (ImportedKey.source == source)
    told = select(wanted, ImportedKey.key, ImportedKey.digest, ImportedKey.import_id).outerjoin_from(
        wanted, ImportedKey, mine
    )
    for row in db.session.execute(told.order_by(wanted.c.id, ImportedKey.key)):
        found.add(Alike(row.id, row.holder_id, row.name, row.key or "", row.digest or "", row.import_id))
    return found


def _is_one_key(one: str, other: str) -> bool:
    """Whether two keys differ at most in what people and spreadsheets change: "P007" is "p7"."""
    return bool(other) and _folded_key(one) == _folded_key(other)


def _folded_key(key: str) -> str:
    return re.sub(r"(?<!\d)0+(?=\d)", "", key.casefold())


def around_rows(rows: Iterable[cleaning.Cleaned], known: Iterable[Household]) -> Around:
    """What is known around `rows`, and the `known` households, which their keys mean."""
    around, usable = Around(), [row.values for row in rows if not row.held]
    names, communes, phones, matches, identities = (
        {values[name] for values in usable if values[name]}
        for name in ("name_folded", "commune_code", "phone", "match_key", "identity_hash")
    )
    near = or_(
        bulk.one_of(Household.match_key, matches),
        bulk.one_of(Household.identity_hash, identities),
        bulk.one_of(Household.phone, phones),
    )
    alike = bulk.one_of(Household.name_folded, names) & bulk.one_of(Household.commune_code, communes)
    found = {household.id: household for household in known}
    for wanted in (near, alike):
        found |= {row.id: row for row in db.session.execute(_households().where(wanted)) if row.id not in found}
    for household in found.values():
        around.add(_known(household))
    people = list(db.session.scalars(select(Person).where(bulk.one_of(Person.phone, phones))))
    around.phones = {person.phone: _holder(person) for person in people if person.phone}
    theirs = bulk.one_of(Household.person_id, {person.id for person in people})
    around.householders |= set(db.session.scalars(select(Household.person_id).where(theirs)))
    return around


def _holder(person: Person) -> Holder:
    return Holder(person.id, fold(person.name), is_user=not identity.may_be_adopted(person))


def _households() -> Any:
    return select(
        Household.id, Household.person_id, Household.name_folded, Household.commune_code, Household.village_slug,
        Household.phone, Household.identity_hash, Household.match_key,
    )  # fmt: skip


def _known(row: Any) -> Known:
    village_key = f"{row.commune_code}/{row.village_slug}"
    return Known(row.id, row.person_id, row.name_folded, village_key, row.phone, row.identity_hash, row.match_key)
