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
    signed_in: bool


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


def around_rows(rows: Iterable[cleaning.Cleaned], known_ids: list[UUID]) -> Around:
    """What is known around `rows`, and of the households with `known_ids`."""
    around, usable = Around(), [row.values for row in rows if not row.held]
    named = {(values["name_folded"], values["commune_code"]) for values in usable}
    phones = {values["phone"] for values in usable if values["phone"]}
    near = or_(
        bulk.one_of(Household.id, known_ids),
        bulk.one_of(Household.match_key, {values["match_key"] for values in usable}),
        bulk.one_of(Household.identity_hash, {values["identity_hash"] for values in usable if values["identity_hash"]}),
        bulk.one_of(Household.phone, phones),
    )
    for household in db.session.execute(_households().where(near)):
        around.add(_known(household))
    names = bulk.one_of(Household.name_folded, {name for name, _ in named}) & bulk.one_of(
        Household.commune_code, {c for _, c in named}
    )
    for household in db.session.execute(_households().where(names)):
        if household.id not in around.by_id:
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
        Household.phone, Household.identity_hash, Household.match_key, Household.signed_in_at,
    )  # fmt: skip


def _known(row: Any) -> Known:
    village_key = f"{row.commune_code}/{row.village_slug}"
    told = (row.id, row.person_id, row.name_folded, village_key, row.phone, row.identity_hash, row.match_key)
    return Known(*told, signed_in=row.signed_in_at is not None)
