"""Record matching: the households and people near the rows of a chunk, whom another row may mean."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import or_, select

from market.accounts.models import Person
from market.db import db
from market.imports import bulk, cleaning
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


class Around:
    """Everybody near the rows of a chunk, as others left them and as the chunk itself goes on."""

    def __init__(self) -> None:
        self.by_match: dict[str, Known] = {}
        self.by_identity: dict[str, Known] = {}
        self.by_name: dict[tuple[str, str], list[Known]] = defaultdict(list)
        self.by_id: dict[UUID, Known] = {}
        self.phones: dict[str, tuple[UUID, str]] = {}  # → person, folded name
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
    people = list(
        db.session.execute(select(Person.id, Person.phone, Person.name).where(bulk.one_of(Person.phone, phones)))
    )
    around.phones = {person.phone: (person.id, fold(person.name)) for person in people}
    theirs = bulk.one_of(Household.person_id, {person.id for person in people})
    around.householders |= set(db.session.scalars(select(Household.person_id).where(theirs)))
    return around


def _households() -> Any:
    return select(
        Household.id, Household.person_id, Household.name_folded, Household.commune_code, Household.village_slug,
        Household.phone, Household.identity_hash, Household.match_key,
    )  # fmt: skip


def _known(row: Any) -> Known:
    village_key = f"{row.commune_code}/{row.village_slug}"
    return Known(row.id, row.person_id, row.name_folded, village_key, row.phone, row.identity_hash, row.match_key)
